public import Events
public import RuleLanguage

/// Folds one customer's timeline into verdicts, and reconciles them with the tasks that exist.
///
/// It has no clock, opens no file and keeps nothing: what it works on is handed in, what it decides is handed back.
public struct RuleEngine: Sendable {
    public let program: Program
    public let zones: ZoneTable

    public init(program: Program, zones: ZoneTable) {
        self.program = program
        self.zones = zones
    }

    /// Takes what arrived, brings the verdicts to the clock and the tasks in line with them.
    ///
    /// - Parameters:
    ///   - arrivals: new events of this customer, in any order; none that the state already holds.
    /// - Returns: the changes in the order in which they happened.
    public func advance(_ state: inout CustomerState, arrivals: [Event], clock: Clock) -> [Change] { [] }
}

/// The times that a step is handed.
public struct Clock: Hashable, Sendable {
    /// What happened up to here, itself included, has happened.
    public var now: Timestamp
    /// Deadlines up to here may be judged and become tasks.
    public var judged: Horizon
    /// What makes a verdict late.
    public var lateness: Lateness

    public init(now: Timestamp, judged: Horizon, lateness: Lateness) {
        self.now = now
        self.judged = judged
        self.lateness = lateness
    }

    public enum Lateness: Hashable, Sendable {
        /// The daemon: every verdict is learned at `now`; the task opens at `now`.
        case byClock
        /// Replay: a verdict is in time, at its judging time, unless this step's arrivals bring it about and the
        /// clock had passed its judging time before them.
        case byArrival
    }
}

/// Everything before `time`, and with `inclusive` what is exactly at it.
public struct Horizon: Hashable, Sendable {
    public var time: Timestamp
    public var inclusive: Bool
    public init(before time: Timestamp) {
        self.time = time
        inclusive = false
    }
    public init(through time: Timestamp) {
        self.time = time
        inclusive = true
    }
    /// Whether an instant lies within.
    public func contains(_ t: Timestamp) -> Bool { t < time || (inclusive && t == time) }
}
