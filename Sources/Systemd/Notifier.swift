import CSystemd
import Glibc

/// Tells systemd how the service fares (sd_notify(3)). Without a `NOTIFY_SOCKET` in the environment every call
/// does nothing.
package struct Notifier: Sendable {
    /// What systemd may be told.
    package enum Message: Sendable, Equatable {
        /// Start-up is over: recovered, and the first reading of the spool is done.
        case ready
        /// The configuration is being read again; `ready` says that this is over.
        case reloading
        /// One line for `systemctl status`.
        case status(String)
        /// The loop that does the work has come round.
        case watchdog
        case stopping
        /// Start-up or a stop needs this much longer.
        case extendTimeout(microseconds: UInt64)

        var text: String {
            switch self {
            case .ready: return "READY=1"
            // systemd 253 and later match the time with that of their order.
            case .reloading: return "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds())"
            // A line break would begin another assignment, and a datagram of over 4,096 bytes is not read at all.
            case .status(let line): return "STATUS=" + String(line.map { $0.isNewline ? " " : $0 }).cut(toBytes: 1_024)
            case .watchdog: return "WATCHDOG=1"
            case .stopping: return "STOPPING=1"
            case .extendTimeout(let microseconds): return "EXTEND_TIMEOUT_USEC=\(microseconds)"
            }
        }
    }

    private let send: @Sendable (String) -> Void

    package init() { self.init { _ = sd_notify(0, $0) } }

    /// - Parameter send: hands over one datagram.
    package init(send: @escaping @Sendable (String) -> Void) { self.send = send }

    /// Sends the messages as one datagram. That systemd cannot be reached is no reason to stop working.
    package func tell(_ messages: Message...) {
        send(messages.map(\.text).joined(separator: "\n"))
    }

    /// How often systemd wants to hear `watchdog` at the latest, in microseconds (`WATCHDOG_USEC`); nil if it does
    /// not watch this process.
    package var watchdogMicroseconds: UInt64? {
        var interval: UInt64 = 0
        return sd_watchdog_enabled(0, &interval) > 0 ? interval : nil
    }
}

extension String {
    /// Itself, or as many of its first characters as have room in so many bytes, and a sign that some are missing.
    fileprivate func cut(toBytes limit: Int) -> String {
        if utf8.count <= limit { return self }
        var room = limit - "…".utf8.count
        return String(
            prefix {
                room -= $0.utf8.count
                return room >= 0
            }) + "…"
    }
}

private func monotonicMicroseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
}
