import Engine
import Events
import RuleLanguage

extension Reconciliation {
    /// Gives on the tasks that nobody has, or that are not done, in time; and finds when that is asked next.
    mutating func escalate(of folded: FoldedTimeline) {
        state.escalates = nil
        for place in state.tasks.records.indices where state.tasks[place].state == .open {
            guard let rule = dispatcher.rulePlaces[state.tasks[place].rule] else { continue }
            let escalations = engine.program.rules[rule].outreach.escalations
            if escalations.isEmpty { continue }
            let notes = notes(of: state.tasks[place], folded)
            var outreach = state.tasks[place].outreach
            outreach.take(notes, engine.answers)
            let clocks = EscalationClock(
                outreach, openedAt: state.tasks[place].openedAt,
                releasedAt: notes.last { $0.type == engine.answers.released }?.time)
            for (number, escalation) in escalations.enumerated() {
                guard let due = clocks.due(number, escalation, engine) else { continue }
                if settles, due <= clock.learned {
                    escalate(place, number, escalation, of: folded)
                } else {
                    state.escalates = state.escalates.map { min($0, due) } ?? due
                }
            }
        }
    }

    private mutating func escalate(_ place: Int, _ number: Int, _ escalation: Escalation, of folded: FoldedTimeline) {
        var task = state.tasks[place]
        task.outreach.escalated.append(number)
        task.escalate(escalation)
        append(
            &task, .escalated, HistoryEntry(at: clock.learned, kind: .escalated, note: escalation.queue),
            folded.events(Set(task.evidence)))
        state.tasks[place] = task
    }
}

/// When the escalations of a task that is out are due.
struct EscalationClock {
    private let outreach: TaskOutreach
    private let openedAt: Timestamp
    private let releasedAt: Timestamp?

    /// - Parameters:
    ///   - outreach: says who has the task and until when it sleeps.
    ///   - releasedAt: when it was given back last since it came out.
    init(_ outreach: TaskOutreach, openedAt: Timestamp, releasedAt: Timestamp?) {
        self.outreach = outreach
        self.openedAt = openedAt
        self.releasedAt = releasedAt
    }

    /// When an escalation is due; nil if it has been done, or waits for somebody to give the task back.
    /// - Parameter number: its place in the rule.
    func due(_ number: Int, _ escalation: Escalation, _ engine: RuleEngine) -> Timestamp? {
        if outreach.escalated.contains(number) { return nil }
        var start = openedAt
        switch escalation.condition {
        case .undone: break
        case .unclaimed:
            if outreach.owner != nil { return nil }
            start = max(openedAt, releasedAt ?? openedAt)
        }
        let due = engine.after(escalation.after, start)
        // Asked while it is put off, it is asked at the end of that.
        return max(due, outreach.snoozedUntil ?? due)
    }
}
