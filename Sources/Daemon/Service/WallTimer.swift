import CLinux
import Events
import Glibc

/// An alarm on the wall clock that also rings when somebody sets the clock.
final class WallTimer: Sendable {
    let descriptor: Int32

    enum Ring: Sendable { case reached, clockWasSet, nothing }

    init() throws(DaemonError) {
        descriptor = wall_timer_create()
        guard descriptor >= 0 else { throw .system("timerfd_create", errno: errno) }
    }

    deinit { close(descriptor) }

    /// Rings at an instant; nil for never, though a change of the clock still rings.
    func set(_ instant: Timestamp?) throws(DaemonError) {
        // Zero would disarm it; an instant that has passed rings at once.
        let last: Int64 = 1 << 40
        let seconds = min(max(instant?.seconds ?? last, 1), last)
        guard wall_timer_set(descriptor, seconds, Int64(instant?.nanoseconds ?? 0)) == 0 || errno == ECANCELED else {
            throw .system("timerfd_settime", errno: errno)
        }
    }

    /// Why it rang; makes it quiet until it is set again.
    func acknowledge() -> Ring {
        var count: UInt64 = 0
        if read(descriptor, &count, 8) == 8 { return .reached }
        return errno == ECANCELED ? .clockWasSet : .nothing
    }
}
