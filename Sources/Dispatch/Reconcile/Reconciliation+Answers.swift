import Engine
import Events

extension Reconciliation {
    /// `task.claimed` and `task.snoozed` change no verdict, but the task tells of them.
    mutating func noteAnswers(of folded: FoldedTimeline) {
        let answers = engine.answers
        for event in arrivals where dispatcher.isNote(event) {
            guard let id = event.text(answers.task), let place = tasks.place(of: TaskID(id)) else { continue }
            let isClaim = event.type == answers.claimed
            var note = event.text(answers.by)
            if !isClaim, case .time(let until)? = event.fields[answers.until] { note = Text(until.description) }
            tasks[place].history.append(entry(isClaim ? .claimed : .snoozed, by: event, note: note))
            self.note(
                .updated, tasks[place], at: clock.learned, evidence: folded.events(Set(tasks[place].evidence)))
        }
    }
}

extension Event {
    /// The text of a field; nil if it is missing.
    func text(_ slot: Int) -> Text? {
        guard case .text(let text)? = fields[slot] else { return nil }
        return text
    }
}
