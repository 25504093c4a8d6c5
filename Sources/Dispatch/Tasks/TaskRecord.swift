package import Engine
package import Events
package import RuleLanguage

/// A task as the Engine knows it: everything that its file says, the evidence by identity.
package struct TaskRecord: Hashable, Sendable {
    package var id: TaskID
    package var rule: Text
    package var title: Text
    package var customer: Text
    /// The names and values of `per`, in its order.
    package var key: [KeyValue]
    package var taskClass: TaskClass
    package var queue: Text
    package var priority: Priority
    package var say: Text
    /// When the verdict was due: the judging time.
    package var judgedAt: Timestamp
    /// When the task opened (the last time, if it reopened): `judgedAt`, or later if it was learned late.
    package var openedAt: Timestamp
    package var dueAt: Timestamp?
    package var state: TaskState
    /// Set when withdrawn.
    package var because: Withdrawal?
    /// In time order.
    package var evidence: [EventIdentity]
    package var history: [HistoryEntry]

    package init(
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
