import Engine
import Events
import RuleLanguage

extension Reconciliation {
    /// Gives on the tasks that nobody has, or that are not done, in time; and finds when that is asked next.
    mutating func escalate(of folded: FoldedTimeline) {
        state.escalates = nil
        state.escalatesBy = dispatcher.escalations.stamp
        for place in state.tasks.records.indices where state.tasks[place].state == .open {
            guard let rule = dispatcher.rulePlaces[state.tasks[place].rule] else { continue }
            let entries = dispatcher.escalations.rules[rule]
            if entries.isEmpty { continue }
            if state.tasks[place].hasMore { state.tasks[place].outreach.escalated.name(by: entries) }
            let notes = notes(of: state.tasks[place], folded)
            var outreach = state.tasks[place].outreach
            outreach.take(notes, engine.answers)
            let clocks = EscalationClock(
                outreach, openedAt: state.tasks[place].openedAt,
                releasedAt: notes.last { $0.type == engine.answers.released }?.time)
            for entry in entries {
                guard let due = clocks.due(entry, engine) else { continue }
                if settles, due <= clock.learned {
                    escalate(place, entry, of: folded)
                } else {
                    state.escalates = state.escalates.map { min($0, due) } ?? due
                }
            }
        }
    }

    private mutating func escalate(_ place: Int, _ entry: EscalationTable.Entry, of folded: FoldedTimeline) {
        var task = state.tasks[place]
        task.outreach.escalated.append(.form(entry.form))
        task.escalate(entry.escalation)
        append(
            &task, .escalated, HistoryEntry(at: clock.learned, kind: .escalated, note: entry.escalation.queue),
            folded.events(Set(task.evidence)))
        state.tasks[place] = task
    }
}
