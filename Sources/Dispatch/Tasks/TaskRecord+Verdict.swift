import Engine
import Events
import RuleLanguage

extension TaskRecord {
    /// What a rule gives each of its tasks.
    struct Heading {
        let rule: Text
        let title: Text
        let taskClass: TaskClass

        init(_ rule: Rule) {
            self.rule = rule.name
            title = rule.title
            taskClass = rule.task.taskClass
        }
    }

    /// A new task.
    init(
        _ id: TaskID, _ draft: TaskDraft, _ verdict: Verdict, _ heading: Heading, _ assignment: Assignment,
        customer: Text,
        openedAt: Timestamp, dueAt: Timestamp?, state: TaskState
    ) {
        self.init(
            id: id, rule: heading.rule, title: heading.title, customer: customer, key: draft.key,
            taskClass: heading.taskClass, queue: assignment.queue, priority: assignment.priority, say: draft.say,
            judgedAt: verdict.judgedAt, openedAt: openedAt, dueAt: dueAt, state: state, because: nil,
            evidence: draft.evidence.map(\.identity), history: [])
    }

    /// Brings what a task that exists says up to date.
    /// - Parameter escalations: of the rule.
    mutating func refresh(
        from draft: TaskDraft, _ verdict: Verdict, _ rule: Rule, _ assignment: Assignment,
        _ escalations: [EscalationTable.Entry]
    ) {
        title = rule.title
        taskClass = rule.task.taskClass
        queue = assignment.queue
        priority = assignment.priority
        say = draft.say
        judgedAt = verdict.judgedAt
        evidence = draft.evidence.map(\.identity)
        if hasMore { escalateAgain(escalations) }
    }

    /// Queue and priority after what has escalated.
    private mutating func escalateAgain(_ entries: [EscalationTable.Entry]) {
        var outreach = outreach
        outreach.escalated.name(by: entries)
        self.outreach = outreach
        for done in outreach.escalated {
            guard let entry = entries.first(where: { done == .form($0.form) }) else { continue }
            escalate(entry.escalation)
        }
    }

    mutating func escalate(_ escalation: Escalation) {
        queue = escalation.queue
        priority = escalation.priority ?? priority
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
