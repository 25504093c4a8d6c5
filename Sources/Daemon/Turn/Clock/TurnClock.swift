import Engine
import TaskDispatch
import Events
import Logging
import Systemd

/// Tells the turns what time it is: what the wall says, the time to judge by, and the latest time that was ever worked
/// with, behind which nothing goes back.
struct TurnClock {
    private let wallClock: @Sendable () -> Timestamp
    private let elapsed: @Sendable () -> TimeSpan
    private let log: Logger
    private var clockWatch = ClockWatch()
    /// The latest time that was worked with: the clock only moves forward.
    private(set) var latest: Timestamp

    /// One look at the clocks.
    struct Reading {
        /// What the clock on the wall says, wherever it was set.
        var wall: Timestamp
        /// The time to judge deadlines by.
        var judging: Timestamp
    }

    /// - Parameters:
    ///   - wallClock: the time to judge by; the machine's, unless a test or `--now` says another.
    ///   - elapsed: a clock that nobody sets.
    ///   - worked: the latest time that the state knows; nil if it is new.
    init(
        wallClock: @escaping @Sendable () -> Timestamp, elapsed: @escaping @Sendable () -> TimeSpan,
        worked: Timestamp?, log: Logger
    ) {
        self.wallClock = wallClock
        self.elapsed = elapsed
        self.log = log
        latest = max(worked ?? .distantPast, wallClock())
    }

    /// The clock on the wall, wherever it was set.
    var wall: Timestamp { wallClock() }

    /// Reads the clocks. Says when somebody set the one on the wall.
    mutating func read() -> Reading {
        let wall = wallClock()
        let (judging, step) = clockWatch.read(wall: wall, elapsed: elapsed(), latest: latest)
        if let step { tell(step) }
        latest = max(latest, judging)
        return Reading(wall: wall, judging: judging)
    }

    /// What a step is handed. The fold never goes back behind where it has been; what is learned now is learned by the
    /// time of the reading.
    func times(of reading: Reading, judged: Horizon) -> Clock {
        Clock(now: latest, judged: judged, lateness: .byClock, learned: reading.judging)
    }

    private func tell(_ step: ClockWatch.Step) {
        let jumped = { (by: TimeSpan) in JournalMessage.clockJumped.metadata(["by": "\(by)"]) }
        switch step {
        case .forward(let span, isHeld: false):
            log.warning("the clock was set forward by \(span)", metadata: jumped(span))
        case .forward(let span, isHeld: true):
            log.warning(
                "the clock was set forward by \(span): for an hour deadlines are judged as if it had not been, in case it is set back",
                metadata: jumped(span))
        case .back(let span):
            log.warning("the clock was set back by \(span): what was judged stays judged", metadata: jumped(-span))
        case .believed:
            log.warning(
                "the clock that was set forward is believed now", metadata: JournalMessage.clockJumped.metadata())
        }
    }
}
