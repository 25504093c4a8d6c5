package import Events

/// Why a customer's tasks are as they are: what every rule decided, in words.
package struct Explanation: Sendable {
    package var customer: Text
    /// As of when.
    package var at: Timestamp
    /// The same in the site's zone: `2026-03-02 14:00`.
    package var clock: String
    /// The zone of every time in the words.
    package var zone: Text
    /// Up to when the past is settled: of that only what may still count is kept. Nil: nothing is.
    package var settledThrough: Timestamp?
    /// The same in the site's zone.
    package var settledClock: String?
    /// What had happened until then, in order.
    package var timeline: [ExplainedEvent]
    package var rules: [ExplainedRule]
    /// Those that anything has moved, in the order of their names.
    package var scores: [ExplainedScore] = []
    /// Those that have begun, in the order of their names, then of their beginning.
    package var stages: [ExplainedStage] = []
}
