package import Events
import RuleLanguage

/// The times that a step is handed.
package struct Clock: Hashable, Sendable {
    /// What happened up to here, itself included, has happened.
    package var now: Timestamp
    /// Deadlines up to here may be judged and become tasks.
    package var judged: Horizon
    /// What makes a verdict late.
    package var lateness: Lateness
    /// When what is learned in this step is learned. It is `now`, unless the clock was set back: `now` never goes back.
    package var learned: Timestamp

    package init(now: Timestamp, judged: Horizon, lateness: Lateness, learned: Timestamp? = nil) {
        self.now = now
        self.judged = judged
        self.lateness = lateness
        self.learned = learned ?? now
    }

    package enum Lateness: Hashable, Sendable {
        /// The daemon: every verdict is learned at `learned`, and the task opens then.
        case byClock
        /// Replay: a verdict that this step's arrivals bring about is late if its judging time is before `now`;
        /// every other is in time, and its task opens at its judging time.
        case byArrival
    }
}
