import Engine
import Events
import RuleLanguage

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

extension Reconciliation {
    /// Notes each answer that arrived and names no task.
    /// - Parameter ended: verdicts that ended in this step. A person's answer may be among what ended them, though they
    ///   were never a task: where all events are read once more, an episode opens and ends in one step.
    mutating func noteUnmatched(_ ended: [NetVerdicts.Ended]) {
        for event in arrivals where dispatcher.isAnswer(event) {
            guard let name = event.text(engine.answers.task), tasks.place(of: TaskID(name)) == nil,
                !ended.contains(where: { $0.by.identity == event.identity })
            else { continue }
            unmatched.add(
                UnmatchedAnswers.Kind(
                    type: engine.program.schema.types[event.type].name, count: 1, task: name, customer: customer,
                    meant: tasks.only(startingWith: name)))
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
