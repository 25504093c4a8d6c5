import Testing

@testable import Systemd

/// What who found nobody listening is told of the service.
@Suite struct UnitReportTests {
    @Test(arguments: [
        (UnitReport.Activity.inactive, "success", "", "u.service is stopped; systemctl start u.service"),
        (
            .failed, "exit-code", "the rules were refused: a.rules:3:1: error: no",
            "u.service failed: the rules were refused: a.rules:3:1: error: no (journalctl -u u.service tells more)"
        ),
        (.failed, "watchdog", "12 tasks open", "u.service failed: watchdog (journalctl -u u.service tells more)"),
        (.failed, "exit-code", "", "u.service failed: exit-code (journalctl -u u.service tells more)"),
        (
            .activating, "success", "starting: opening the state",
            "u.service is not yet ready: starting: opening the state"
        ),
        (.deactivating, "success", "", "u.service is being stopped"),
        (.active, "success", "", "u.service runs, but does not listen there; journalctl -u u.service tells why"),
    ])
    func absence(activity: UnitReport.Activity, result: String, status: String, sentence: String) {
        let report = UnitReport(unit: "u.service", activity: activity, result: result, status: status)
        #expect(report.absence == sentence)
    }

    @Test func aServiceThatWillBeStartedAgainSaysWhyItEnded() {
        let report = UnitReport(
            unit: "u.service", activity: .activating, isWaitingToRestart: true, result: "exit-code", status: "the disk")
        #expect(
            report.absence
                == "u.service failed and will be started again: the disk (journalctl -u u.service tells more)")
    }

    /// A machine without systemd answers so as well.
    @Test func aUnitThatIsNotThereHasNoReport() {
        #expect(UnitReport(of: "outreachd-no-such-unit.service") == nil)
    }
}
