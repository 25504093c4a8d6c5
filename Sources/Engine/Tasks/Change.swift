public import Events

/// What happens to a task in one step of reconciling.
public enum ChangeKind: Hashable, Sendable {
    case opened
    case withdrawn(Withdrawal)
    case done
    case dismissed
    case missed
    /// What it says changed (a better anchor, more evidence, somebody claimed it); no line of replay.
    case updated
}

/// A change of a task: what changed, when, brought about by which event, and the task after it.
public struct Change: Sendable {
    /// The judging time for a verdict in time, else the clock.
    public var at: Timestamp
    public var kind: ChangeKind
    /// The event that ended it; for late evidence the event that arrived.
    public var by: EventIdentity?
    public var task: TaskRecord
    /// The evidence whole, in time order.
    public var evidence: [Event]

    public init(at: Timestamp, kind: ChangeKind, by: EventIdentity?, task: TaskRecord, evidence: [Event]) {
        self.at = at
        self.kind = kind
        self.by = by
        self.task = task
        self.evidence = evidence
    }
}
