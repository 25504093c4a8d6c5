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
