import Engine
import Events
import RuleLanguage

extension Reconciliation {
    /// `task.claimed`, `task.released` and `task.snoozed` change no verdict, but the task tells of them: each in its
    /// history, and who has it and until when it sleeps.
    /// - Parameter arrivals: the events that are news to the history.
    mutating func noteAnswers(of folded: FoldedTimeline, arrivals: [Event]) {
        for event in arrivals where dispatcher.isNote(event) {
            guard let id = event.text(engine.answers.task), let place = place(named: TaskID(id)) else { continue }
            // A file that tells more than is kept stays as it is.
            if !state.tasks[place].state.isLive, !isKept(shownBy: state.tasks[place], folded) { continue }
            state.tasks[place].history.append(entry(of: event))
            _ = noteCare(place, folded)
            let task = state.tasks[place]
            note(
                .updated, task, at: clock.learned, by: event.identity, evidence: folded.events(Set(task.evidence)))
        }
        if !arrivals.isEmpty { return }
        for place in state.tasks.records.indices where state.tasks[place].state == .open {
            guard noteCare(place, folded) else { continue }
            let task = state.tasks[place]
            note(.updated, task, at: clock.learned, evidence: folded.events(Set(task.evidence)))
        }
    }

    /// Whether all events are kept that the file of a task that ended shows.
    private func isKept(shownBy task: TaskRecord, _ folded: FoldedTimeline) -> Bool {
        var shown = Set(task.evidence)
        // An answer to an incident need not be of its customer.
        if let ending = task.endedBy, !task.answersToIncident { shown.insert(ending) }
        return folded.retains(shown)
    }

    private func entry(of event: Event) -> HistoryEntry {
        let answers = engine.answers
        if event.type == answers.claimed { return entry(.claimed, by: event, note: event.text(answers.by)) }
        if event.type == answers.released { return entry(.released, by: event, note: event.text(answers.by)) }
        return entry(.snoozed, by: event, note: event.time(answers.until).map { Text($0.description) })
    }

    /// The place of a task by one of its ids.
    func place(named id: TaskID) -> Int? {
        if let place = state.tasks.place(of: id) { return place }
        return state.tasks.records.indices.first { place in
            let task = state.tasks[place]
            return task.state.isLive && task.evidence.count > 1 && otherIDs(of: task).contains(id)
        }
    }

    private func otherIDs(of task: TaskRecord) -> Set<TaskID> {
        guard let rule = dispatcher.rulePlaces[task.rule], !engine.program.rules[rule].isDated else {
            return []
        }
        return engine.otherIDs(rule: task.rule, customer: customer, key: task.key, triggers: task.evidence)
    }

    /// The claims, releases and snoozes of an open task since it came out, in time order.
    func notes(of task: TaskRecord, _ folded: FoldedTimeline) -> [Event] {
        var notes = CustomerView(engine, folded).notes(from: task.openedAt, through: clock.now)
        if notes.isEmpty { return [] }
        let others = task.evidence.count > 1 ? otherIDs(of: task) : []
        notes.removeAll { event in
            guard let name = event.text(engine.answers.task) else { return true }
            return name != task.id.text && !others.contains(TaskID(name))
        }
        if notes.isEmpty || !task.hasMore { return notes }
        let earlier = task.outreach.earlierAnswers
        return earlier.isEmpty ? notes : notes.filter { !earlier.contains($0.identity) }
    }

    /// An answer of the very instant at which a task comes out, known before it does, is none to it.
    func noteEarlierAnswers(of task: inout TaskRecord, _ folded: FoldedTimeline) {
        // Whatever task they name: a trigger that joins later may give this one another id.
        let known = CustomerView(engine, folded).notes(from: task.openedAt, through: task.openedAt)
        if known.isEmpty { return }
        task.outreach.earlierAnswers = known.map(\.identity)
    }

    /// Says who has a task, and until when it sleeps.
    /// - Returns: whether that is another than before.
    private mutating func noteCare(_ place: Int, _ folded: FoldedTimeline) -> Bool {
        guard state.tasks[place].state == .open else { return false }
        var outreach = state.tasks[place].outreach
        outreach.take(notes(of: state.tasks[place], folded), engine.answers)
        if outreach == state.tasks[place].outreach { return false }
        state.tasks[place].outreach = outreach
        return true
    }
}

extension TaskOutreach {
    /// - Parameter notes: claims, releases and snoozes since it came out, in time order.
    mutating func take(_ notes: [Event], _ answers: AnswerTypes) {
        owner = nil
        claimedAt = nil
        snoozedUntil = nil
        for note in notes {
            if note.type == answers.released {
                owner = nil
                claimedAt = nil
            } else if note.type == answers.claimed, owner == nil {
                owner = note.text(answers.by) ?? note.identity.source
                claimedAt = note.time
            } else if note.type == answers.snoozed {
                snoozedUntil = note.time(answers.until)
            }
        }
    }
}

extension Reconciliation {
    /// Notes each answer that arrived and names no task.
    /// - Parameter ended: verdicts that ended in this step. A person's answer may be among what ended them, though they
    ///   were never a task: where all events are read once more, an episode opens and ends in one step.
    mutating func noteUnmatched(_ ended: [NetVerdicts.Ended]) {
        for event in arrivals where dispatcher.isAnswer(event) {
            guard let name = event.text(engine.answers.task), state.tasks.place(of: TaskID(name)) == nil,
                !answeredIncidents.contains(TaskID(name)), !ended.contains(where: { $0.by.identity == event.identity })
            else { continue }
            unmatched.add(
                UnmatchedAnswers.Kind(
                    type: engine.program.schema.types[event.type].name, count: 1, task: name, customer: customer,
                    meant: state.tasks.only(startingWith: name)))
        }
    }
}

extension Event {
    /// The text of a field; nil if it is missing.
    func text(_ slot: Int) -> Text? {
        guard case .text(let text)? = fields[slot] else { return nil }
        return text
    }

    /// The time of a field; nil if it is missing.
    func time(_ slot: Int) -> Timestamp? {
        guard case .time(let time)? = fields[slot] else { return nil }
        return time
    }
}
