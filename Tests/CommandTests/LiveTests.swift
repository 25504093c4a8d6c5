import TestSupport
import Testing

/// The commands that ask a running daemon.
@Suite("A running daemon")
struct LiveTests {
    @Test("tells the site's zone, and what is not declared, and what was meant")
    func asked() throws {
        let event = Samples.event("e-9", "order.delivered", "c-42", "2026-03-02T10:00:00Z", "{}")
        let line = try CommandLine.withTasks(Samples.events + event + "\n")
        let outcome = try line.shell(
            """
            outreachd run --rules late.rules --spool spool --state state --control control 2>log &
            until outreachd status --control control >status 2>/dev/null || grep -q LOOK status; do sleep 0.1; done
            TZ=UTC outreachd tasks --spool spool --control control
            outreachd status --control control --json >status.json
            outreachd explain --live --control control --customer c-42
            kill $!; wait
            """)
        #expect(outcome.output.contains("DUE (Europe/Athens)"))
        #expect(try line.folder.read("status").contains("1 order.delivered; is delivery.delivered meant?\n"))
        #expect(try line.folder.read("status.json").contains(#""meant":{"order.delivered":"delivery.delivered"}"#))
    }
}
