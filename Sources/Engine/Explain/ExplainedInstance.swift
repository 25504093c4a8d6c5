package import Events
package import RuleLanguage

/// What a rule decided about one key of the customer; with `each`, about one trigger.
package struct ExplainedInstance: Sendable {
    package var key: [KeyValue]
    package var steps: [ExplainedStep]
    package var verdict: Standing
    /// The verdict in one line.
    package var verdictText: String

    /// Where it stands at the end.
    package enum Standing: Hashable, Sendable {
        case open(task: TaskID, since: Timestamp, due: Timestamp?)
        /// Armed: judged at the time, of which so much is left on the calendar that it waits on, if it waits on one.
        case waiting(until: Timestamp, left: RuleDuration?)
        /// Armed, and so much of its waits is left, which do not count now.
        case paused(since: Timestamp, left: [RuleDuration])
        /// For the instant of a date.
        case awaiting(Timestamp)
        /// Triggers are dropped until then.
        case cooling(until: Timestamp)
        case nothing
    }
}
