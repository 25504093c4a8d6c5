// The header of `timespec` belongs to whichever module was loaded first.
import CLinux
package import Events
import Glibc

/// The machine's clock.
package enum WallClock {
    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }

    /// The time since the machine started, suspended or not: a clock that nobody sets.
    package static func sinceStart() -> TimeSpan {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return TimeSpan(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
