import Control
import Events
import Glibc
import RuleLanguage
import ZoneFiles

/// Times as the people read them who work the tasks: in a zone that is named.
struct LocalClock {
    let zone: Zone

    var name: String { zone.name.string }

    /// `2026-03-02 14:00` of `2026-03-02T12:00:31.5Z`: who works a task needs no seconds. What is no time stays as it is.
    func minute(_ time: String) -> String { timestamp(time).map(minute) ?? time }

    func minute(_ time: Timestamp) -> String {
        let local = zone.local(time)
        let minutes = local.secondOfDay / 60
        return "\(local.date) \(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// In the site's zone, as the daemon that works in this spool tells it; else in the user's.
    /// - Parameter control: the daemon's socket; nil if it is not known whose spool it is.
    static func ofSite(control: String?) -> LocalClock { LocalClock(zone: siteZone(control) ?? userZone) }

    private static func siteZone(_ control: String?) -> Zone? {
        guard let control,
            // A list of tasks does not wait for a daemon that is busy.
            let line = try? ControlClient.ask(ControlRequest(.status).line, at: control, patience: 2),
            let name = ControlAnswer(line: line)?.status?.rules.zone
        else { return nil }
        return try? loadZone(named: Text(name))
    }

    /// What `TZ` names, else the machine's zone; UTC if neither is one.
    private static var userZone: Zone {
        let name: String?
        if let variable = getenv("TZ") {
            name = String(String(cString: variable).drop { $0 == ":" })
        } else {
            name = machineZoneName
        }
        return name.flatMap { try? loadZone(named: Text($0)) } ?? .utc
    }

    /// `/etc/localtime` is a link to a file of the system's zones.
    private static var machineZoneName: String? {
        guard let pointer = realpath("/etc/localtime", nil) else { return nil }
        defer { free(pointer) }
        let path = String(cString: pointer)
        guard let folder = path.firstRange(of: "/zoneinfo/") else { return nil }
        return String(path[folder.upperBound...])
    }
}
