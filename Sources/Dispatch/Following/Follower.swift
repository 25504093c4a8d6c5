import Engine
import Events
import RuleLanguage

/// Follows what came of tasks: touches since they came out, and outcome events within their horizons.
///
/// Each note is told once: of a task that is new, all events that are known; of one that is followed, what arrives; of an
/// outcome that was not declared before, all events once more. A touch that is learned later and lies earlier is told too.
struct Follower {
    let dispatcher: Dispatcher
    let view: CustomerView
    private(set) var notes: [FollowNote] = []

    private var program: Program { dispatcher.program }
    private var outcomes: [Outcome] { program.outcomes }

    init(_ dispatcher: Dispatcher, _ folded: FoldedTimeline) {
        self.dispatcher = dispatcher
        view = CustomerView(dispatcher.engine, folded)
    }

    // MARK: Whom it follows

    /// Takes the changes of a step: tasks that came out, were held out, or are held by a rule that holds others out.
    /// - Returns: the places of those that are new or came out now.
    func begin(_ changes: [Change], _ followed: inout [FollowedTask]) -> Set<Int> {
        var places: Set<Int> = []
        for change in changes where !change.task.isIncident {
            let task = change.task
            guard let beginning = beginning(change) else { continue }
            let outAt: Timestamp? = if case .out(let at) = beginning { at } else { nil }
            if let place = followed.firstIndex(where: { $0.id == task.id }) {
                guard followed[place].outAt == nil, let at = outAt else { continue }
                followed[place].outAt = at
                places.insert(place)
            } else {
                places.insert(followed.count)
                followed.append(
                    FollowedTask(
                        id: task.id, rule: task.rule, key: task.key, judgedAt: task.judgedAt, outAt: outAt,
                        isTheirs: isTheirs(task)))
            }
        }
        return places
    }

    /// How a task begins to be followed.
    private enum Beginning {
        case out(Timestamp), held
    }

    /// Nil if it does not by this change.
    private func beginning(_ change: Change) -> Beginning? {
        switch change.kind {
        case .opened: return .out(change.task.openedAt)
        case .heldOut: return .out(change.task.judgedAt)
        case .held(.surge, until: _): return .out(change.at)
        case .held: return holdsOut(change.task.rule) ? .held : nil
        case .escalated, .withdrawn, .done, .dismissed, .missed, .expired, .updated: return nil
        }
    }

    func holdsOut(_ rule: Text) -> Bool {
        dispatcher.rulePlaces[rule].map { program.rules[$0].outreach.holdoutPercent != nil } ?? false
    }

    private func isTheirs(_ task: TaskRecord) -> Bool {
        guard let theirs = program.touches.theirs else { return false }
        let anchor = task.evidence.first {
            TaskID.episode(rule: task.rule, customer: view.customer, key: task.key, anchor: $0) == task.id
        }
        guard let event = anchor.flatMap(view.event) else { return false }
        return view.matches(of: event, [theirs])[0]
    }

    /// What the events are by which tasks were withdrawn.
    func meanings(of changes: [Change], _ arrivals: [Event]) -> [EventIdentity: EventMeaning] {
        var meanings: [EventIdentity: EventMeaning] = [:]
        for change in changes {
            guard case .withdrawn = change.kind, let by = change.by else { continue }
            guard let event = arrivals.first(where: { $0.identity == by }) ?? view.event(by) else { continue }
            let patterns = [program.touches.ours, program.touches.theirs] + outcomes.map { Optional($0.pattern) }
            let matches = view.matches(of: event, patterns)
            meanings[by] =
                matches.dropFirst(2).contains(true) ? .outcome : matches[0] ? .ours : matches[1] ? .theirs : nil
        }
        return meanings
    }

    // MARK: What it tells

    /// Tells of events of the customer, in their order, what is news to a task.
    /// - Parameters:
    ///   - asked: the places of the outcomes of which it is told.
    ///   - told: of them, those of which it was told while a gate still held the task.
    mutating func look(
        at events: [Event], for task: inout FollowedTask, outcomes asked: [Int], hadOutcomes told: Set<Int> = []
    ) {
        let patterns = [program.touches.ours, program.touches.theirs] + outcomes.map { Optional($0.pattern) }
        for event in events where joins(event, task) {
            let matches = view.matches(of: event, patterns)
            if matches[0] || matches[1] { touch(event, matches, &task) }
            for place in asked where matches[place + 2] {
                let outcome = outcomes[place]
                guard isWithin(event.time, outcome.within, task) else { continue }
                // What was told while a gate still held it.
                if told.contains(place), event.time > task.judgedAt,
                    event.time <= task.judgedAt + outcome.within
                {
                    continue
                }
                note(.outcome(outcome.name), event, task)
            }
        }
    }

    /// Within (o, o + within], and of a rule that holds others out from j on.
    private func isWithin(_ time: Timestamp, _ within: TimeSpan, _ task: FollowedTask) -> Bool {
        let start = holdsOut(task.rule) ? task.judgedAt : task.outAt ?? task.judgedAt
        return time > start && time <= (task.outAt ?? task.judgedAt) + within
    }

    private func joins(_ event: Event, _ task: FollowedTask) -> Bool {
        let type = program.schema.types[event.type]
        return task.key.allSatisfy { pair in
            guard let slot = type.slot(of: pair.name) else { return true }
            return event.fields.key(slot).map { $0 == pair.value } ?? true
        }
    }

    private mutating func touch(_ event: Event, _ matches: [Bool], _ task: inout FollowedTask) {
        guard let out = task.outAt, event.time >= out, event.time <= out + dispatcher.touchHorizon else { return }
        let before = task
        if matches[0], before.ours.map({ event.time < $0 }) ?? true { task.ours = event.time }
        if matches[1], before.theirs.map({ event.time < $0 }) ?? true { task.theirs = event.time }
        if task == before { return }
        // Equal times are theirs.
        let side: FollowNote.Side = task.theirs == event.time && before.theirs != event.time ? .theirs : .ours
        let isFirst =
            switch side {
            case .ours: task.theirs.map { event.time < $0 } ?? true
            case .theirs: task.ours.map { event.time <= $0 } ?? true
            }
        note(isFirst ? .first(side) : .then(side), event, task)
    }

    private mutating func note(_ kind: FollowNote.Kind, _ event: Event, _ task: FollowedTask) {
        notes.append(
            FollowNote(
                kind: kind, at: event.time, by: event.identity, task: task.id, rule: task.rule,
                customer: view.customer, key: task.key, isTheirs: task.isTheirs))
    }
}
