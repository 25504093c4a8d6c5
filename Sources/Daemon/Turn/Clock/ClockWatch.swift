import Events

/// Tells a clock that was set from time that passed.
///
/// Beside the wall clock it reads one that nobody sets and that counts a suspended machine too (CLOCK_BOOTTIME).
/// Where both do not agree, somebody set the wall clock. A step forward by more than an hour may be a mistake, and a
/// deadline judged too early cannot be taken back; so for an hour deadlines are judged as if the clock had gone on
/// as before. If it is set back within that time, nothing has happened. A clock that catches up with where it had
/// been before (a machine that starts in 1970 until the network tells the time) is believed at once.
struct ClockWatch {
    enum Step: Equatable {
        /// By this much; whether deadlines wait because of it.
        case forward(TimeSpan, isHeld: Bool)
        case back(TimeSpan)
        /// A step forward that waited is believed now.
        case believed
    }

    /// A shorter step is a correction that nobody needs to read about.
    private static let worthTelling = TimeSpan(seconds: 5)
    private static let worthHolding = TimeSpan.hours(1)
    private static let holdsFor = TimeSpan.hours(1)

    private var last: (wall: Timestamp, elapsed: TimeSpan)?
    /// A step forward that is not believed yet, and until when, by the clock that nobody sets.
    private var held: (by: TimeSpan, until: TimeSpan)?

    /// - Parameters:
    ///   - wall: what the wall clock says.
    ///   - elapsed: what the other clock says.
    ///   - latest: the latest time that was ever worked with.
    /// - Returns: the time to judge deadlines by, and what happened to the clock.
    mutating func read(
        wall: Timestamp, elapsed: TimeSpan, latest: Timestamp
    ) -> (judging: Timestamp, step: Step?) {
        var told: Step?
        if let last {
            let step = (wall - last.wall) - (elapsed - last.elapsed)
            if step >= Self.worthTelling {
                let catchesUp = last.wall + .hours(1) < latest
                let isHeld = step > Self.worthHolding && !catchesUp
                if isHeld { held = ((held?.by ?? .zero) + step, elapsed + Self.holdsFor) }
                told = .forward(step, isHeld: isHeld)
            } else if step <= -Self.worthTelling {
                if let by = held?.by {
                    held = by + step > Self.worthHolding ? (by + step, elapsed + Self.holdsFor) : nil
                }
                told = .back(-step)
            }
        }
        last = (wall, elapsed)
        if let until = held?.until, elapsed >= until {
            held = nil
            told = .believed
        }
        return (wall - (held?.by ?? .zero), told)
    }
}
