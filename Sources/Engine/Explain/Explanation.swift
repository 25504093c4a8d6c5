public import Events

/// Why a customer's tasks are as they are: what every rule decided, in words.
public struct Explanation: Sendable {
    public var customer: Text
    /// As of when.
    public var at: Timestamp
    /// The same in the site's zone: `2026-03-02 14:00`.
    public var clock: String
    /// The zone of every time in the words.
    public var zone: Text
    /// What had happened until then, in order.
    public var timeline: [ExplainedEvent]
    public var rules: [ExplainedRule]
    /// The tasks that exist, where somebody handed them in.
    public var tasks: [ExplainedTask]
}

/// A task as it is, which may differ from the verdicts where events came late.
public struct ExplainedTask: Hashable, Sendable {
    public var task: TaskRecord
    /// In one line.
    public var text: String
}

/// An event of the timeline.
public struct ExplainedEvent: Hashable, Sendable {
    public var event: EventIdentity
    public var time: Timestamp
    /// In the site's zone: `2026-03-02 14:00`.
    public var clock: String
    public var type: Text
    /// `order o-9, days 2`
    public var fields: String
}

/// What one rule made of the timeline.
public struct ExplainedRule: Sendable {
    /// Its place in the program.
    public var rule: Int
    public var name: Text
    public var title: Text
    /// In the order in which they began.
    public var instances: [ExplainedInstance]
    /// Events that could have started it and did not.
    public var passedOver: [ExplainedStep]
    /// Why there is nothing else to tell; nil if there is.
    public var never: String?
}

/// What a rule decided about one key of the customer; with `each`, about one trigger.
public struct ExplainedInstance: Sendable {
    public var key: [KeyValue]
    public var steps: [ExplainedStep]
    public var verdict: Standing
    /// The verdict in one line.
    public var verdictText: String

    /// Where it stands at the end.
    public enum Standing: Hashable, Sendable {
        case open(task: TaskID, since: Timestamp, due: Timestamp?)
        /// Armed: judged at the time.
        case waiting(until: Timestamp)
        /// For the instant of a date.
        case awaiting(Timestamp)
        /// Triggers are dropped until then.
        case cooling(until: Timestamp)
        case nothing
    }
}

/// A decision in words.
public struct ExplainedStep: Sendable {
    public var decision: Decision
    /// In the site's zone.
    public var clock: String
    public var text: String
    /// The event that decided; nil where time alone did.
    public var event: EventIdentity?
}
