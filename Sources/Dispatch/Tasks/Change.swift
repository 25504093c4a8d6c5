import Engine
package import Events

/// A change of a task: what changed, when, brought about by which event, and the task after it.
package struct Change: Sendable {
    /// The judging time for a verdict in time, else the clock.
    package var at: Timestamp
    package var kind: ChangeKind
    /// The event that ended it; for late evidence the event that arrived.
    package var by: EventIdentity?
    package var task: TaskRecord
    /// The evidence whole, in time order.
    package var evidence: [Event]

    package init(at: Timestamp, kind: ChangeKind, by: EventIdentity?, task: TaskRecord, evidence: [Event]) {
        self.at = at
        self.kind = kind
        self.by = by
        self.task = task
        self.evidence = evidence
    }
}
