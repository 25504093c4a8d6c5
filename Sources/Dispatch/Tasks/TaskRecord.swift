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
    /// When the task came out (the last time, if it did again): `judgedAt`, or later if it was learned late or held. Of one
    /// that never came out it is `judgedAt`.
    package var openedAt: Timestamp
    package var dueAt: Timestamp?
    package var state: TaskState
    /// Set when withdrawn.
    package var because: Withdrawal?
    /// In time order.
    package var evidence: [EventIdentity]
    package var history: [HistoryEntry]
    /// None or one, so that a task of which there is nothing to tell takes no room for it.
    private var told: [TaskOutreach] = []

    /// What became of it on its way to people and with them.
    package var outreach: TaskOutreach {
        get { told.first ?? TaskOutreach() }
        set { told = newValue == TaskOutreach() ? [] : [newValue] }
    }

    /// Whether there is anything to tell of that.
    package var hasMore: Bool { !told.isEmpty }

    /// The event that ended it; nil while it lives, and where time, a gate or other rules did.
    package var endedBy: EventIdentity? { state.isLive ? nil : history.last { $0.kind.isEnding }?.by }

    /// Whether it may have been ended by an answer to the incident in which it was gathered, or is one: that event need not
    /// be of its customer.
    package var answersToIncident: Bool { isIncident || outreach.hold?.incident != nil }

    /// Whether it is an incident: a task of no customer, that stands for those gathered in it.
    package var isIncident: Bool { outreach.members != nil }

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
