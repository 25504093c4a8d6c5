package import Engine
package import Events

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

extension Clock {
    /// Whether a verdict that is new in this step comes after its time.
    /// - Parameter hasArrivals: whether anything arrived with the step.
    func isLate(_ judgedAt: Timestamp, hasArrivals: Bool) -> Bool {
        switch lateness {
        case .byClock: return true
        case .byArrival: return hasArrivals && judgedAt < now
        }
    }

    /// When the task of a verdict that is new in this step opens.
    func opening(of judgedAt: Timestamp, hasArrivals: Bool) -> Timestamp {
        switch lateness {
        case .byClock: return learned
        case .byArrival: return isLate(judgedAt, hasArrivals: hasArrivals) ? now : judgedAt
        }
    }
}
