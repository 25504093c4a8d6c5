import Engine
import Events
import RuleLanguage

extension TaskRecord {
    /// A new task.
    init(
        _ draft: TaskDraft, _ verdict: Verdict, _ rule: Rule, _ calendars: CalendarTable, customer: Text,
        openedAt: Timestamp, state: TaskState
    ) {
        self.init(
            id: draft.ids[0], rule: rule.name, title: rule.title, customer: customer, key: draft.key,
            taskClass: rule.task.taskClass, queue: rule.task.queue, priority: rule.task.priority, say: draft.say,
            judgedAt: verdict.judgedAt, openedAt: openedAt, dueAt: rule.task.due(from: openedAt, calendars),
            state: state,
            because: nil, evidence: draft.evidence.map(\.identity), history: [])
    }

    /// Brings a task that exists up to date; whether that changed what it says.
    mutating func refresh(
        from draft: TaskDraft, _ verdict: Verdict, _ rule: Rule, _ calendars: CalendarTable
    ) -> Bool {
        let before = self
        title = rule.title
        taskClass = rule.task.taskClass
        queue = rule.task.queue
        priority = rule.task.priority
        say = draft.say
        judgedAt = verdict.judgedAt
        dueAt = rule.task.due(from: openedAt, calendars)
        evidence = draft.evidence.map(\.identity)
        return self != before
    }

    /// Gives it the state that the end of its verdict comes to.
    mutating func end(_ ending: VerdictEnding) -> ChangeKind {
        switch ending {
        case .done:
            state = .done
            return .done
        case .dismissed:
            state = .dismissed
            return .dismissed
        case .overtaken: return withdraw(.overtaken)
        case .moved: return withdraw(.moved)
        }
    }

    mutating func withdraw(_ reason: Withdrawal) -> ChangeKind {
        state = .withdrawn
        because = reason
        return .withdrawn(reason)
    }
}
