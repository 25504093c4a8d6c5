import CSystemd
import Glibc

/// How a unit of this machine fares, as systemd tells anybody who asks. Asking starts nothing.
package struct UnitReport: Equatable, Sendable {
    /// `ActiveState` of org.freedesktop.systemd1(5), as far as it makes a difference to who found nobody listening.
    package enum Activity: String, Sendable {
        /// Stopped, or not started yet.
        case inactive
        /// It ended by itself, and is not started again by itself.
        case failed
        /// It is being started, or waits to be started again.
        case activating
        case active
        case reloading
        case deactivating
    }

    /// The unit's name, such as `outreachd.service`.
    package var unit: String
    package var activity: Activity
    /// Whether it ended by itself and is about to be started again.
    package var isWaitingToRestart: Bool
    /// How the last run ended: `success`, `exit-code`, `signal`, `watchdog` and so on, as systemd.service(5) has them.
    package var result: String
    /// What the service last said of itself, in a line; empty if nothing.
    package var status: String

    package init(unit: String, activity: Activity, isWaitingToRestart: Bool = false, result: String, status: String) {
        self.unit = unit
        self.activity = activity
        self.isWaitingToRestart = isWaitingToRestart
        self.result = result
        self.status = status
    }

    /// Asks the systemd of this machine.
    /// - Returns: nil where none answers within two seconds, or it knows no such unit.
    package init?(of unit: String) {
        var bus: OpaquePointer?
        guard sd_bus_open_system(&bus) >= 0 else { return nil }
        defer { sd_bus_flush_close_unref(bus) }
        sd_bus_set_method_call_timeout(bus, 2_000_000)
        var path: UnsafeMutablePointer<CChar>?
        guard sd_bus_path_encode("/org/freedesktop/systemd1/unit", unit, &path) >= 0 else { return nil }
        defer { free(path) }

        func property(_ name: String, of interface: String) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            let code = sd_bus_get_property_string(
                bus, "org.freedesktop.systemd1", path, "org.freedesktop.systemd1.\(interface)", name, nil, &text)
            defer { free(text) }
            return code >= 0 ? text.map { String(cString: $0) } : nil
        }
        guard property("LoadState", of: "Unit") == "loaded",
            let activity = property("ActiveState", of: "Unit").flatMap(Activity.init)
        else { return nil }
        self.init(
            unit: unit, activity: activity, isWaitingToRestart: property("SubState", of: "Unit") == "auto-restart",
            result: property("Result", of: "Service") ?? "", status: property("StatusText", of: "Service") ?? "")
    }

    /// Why nobody listens where the service should, in words for a person.
    package var absence: String {
        switch activity {
        case .inactive: return "\(unit) is stopped; systemctl start \(unit)"
        case .failed: return "\(unit) failed: \(reason)"
        case .activating where isWaitingToRestart: return "\(unit) failed and will be started again: \(reason)"
        case .activating: return "\(unit) is not yet ready" + (status.isEmpty ? "" : ": \(status)")
        case .deactivating: return "\(unit) is being stopped"
        case .active, .reloading:
            return "\(unit) runs, but does not listen there; journalctl -u \(unit) tells why"
        }
    }

    /// Who ended with an exit code has said why; who was ended had no time to.
    private var reason: String {
        let last = result == "exit-code" && !status.isEmpty ? status : result
        return "\(last) (journalctl -u \(unit) tells more)"
    }
}
