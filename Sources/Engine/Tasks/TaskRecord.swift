public import Events
public import RuleLanguage

/// The name of a task: 128 bits of a hash of rule, customer, key and anchor, as 32 lower-case hexadecimal digits.
public struct TaskID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: Text
    public init(_ text: Text) { self.text = text }
    public static func < (a: TaskID, b: TaskID) -> Bool { a.text < b.text }
    public var description: String { text.string }
}

/// What a task is at the moment.
public enum TaskState: String, CaseIterable, Sendable {
    case open, done, dismissed, withdrawn
    /// Its verdict was learned too late (`expire`): there never was a task, only the memory of its id.
    case missed
}

/// Why a task was taken back.
public enum Withdrawal: String, CaseIterable, Sendable {
    /// The verdict was right, and somebody acted.
    case overtaken
    /// The verdict was wrong, because a feed was late.
    case lateEvidence = "late-evidence"
    /// The date it was about is another now.
    case moved
    case ruleRemoved = "rule-removed"
}

/// One thing that happened to a task.
public struct HistoryEntry: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case opened, withdrawn, done, dismissed, missed, claimed, snoozed
    }
    public var at: Timestamp
    public var kind: Kind
    public var because: Withdrawal?
    /// The event that brought it about.
    public var by: EventIdentity?
    /// What the person said: the outcome, the reason, who claimed it, until when it sleeps.
    public var note: Text?

    public init(
        at: Timestamp, kind: Kind, because: Withdrawal? = nil, by: EventIdentity? = nil, note: Text? = nil
    ) {
        self.at = at
        self.kind = kind
        self.because = because
        self.by = by
        self.note = note
    }
}

/// A task as the Engine knows it: everything that its file says, the evidence by identity.
public struct TaskRecord: Hashable, Sendable {
    public var id: TaskID
    public var rule: Text
    public var title: Text
    public var customer: Text
    /// The names and values of `per`, in its order.
    public var key: [KeyValue]
    public var taskClass: TaskClass
    public var queue: Text
    public var priority: Priority
    public var say: Text
    /// When the verdict was due: the judging time.
    public var judgedAt: Timestamp
    /// When the task opened (the last time, if it reopened): `judgedAt`, or later if it was learned late.
    public var openedAt: Timestamp
    public var dueAt: Timestamp?
    public var state: TaskState
    /// Set when withdrawn.
    public var because: Withdrawal?
    /// In time order.
    public var evidence: [EventIdentity]
    public var history: [HistoryEntry]

    public init(
        id: TaskID, rule: Text, title: Text, customer: Text, key: [KeyValue], taskClass: TaskClass, queue: Text,
        priority: Priority, say: Text, judgedAt: Timestamp, openedAt: Timestamp, dueAt: Timestamp?, state: TaskState,
        because: Withdrawal?, evidence: [EventIdentity], history: [HistoryEntry]
    ) {
        self.id = id
        self.rule = rule
        self.title = title
        self.customer = customer
        self.key = key
        self.taskClass = taskClass
        self.queue = queue
        self.priority = priority
        self.say = say
        self.judgedAt = judgedAt
        self.openedAt = openedAt
        self.dueAt = dueAt
        self.state = state
        self.because = because
        self.evidence = evidence
        self.history = history
    }
}

/// A key field and its value.
public struct KeyValue: Hashable, Sendable {
    public var name: Text
    public var value: Value
    public init(name: Text, value: Value) {
        self.name = name
        self.value = value
    }
}
