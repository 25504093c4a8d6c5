package import Events

/// The past of a customer that is settled: nothing that arrives changes it any more, but that it may end what is open.
/// A fold that is done again begins with it.
struct SettledPast: Sendable {
    /// What happened up to here, itself included.
    let through: Timestamp
    /// What the fold made of that, without what follows from the events that are kept.
    var fold: FoldState
    /// Whose places its instances and scores name.
    let parts: ProgramParts
}

/// What is asked of a settled past besides what the fold asks: by the tasks of the customer.
package struct AskedOfPast: Sendable {
    /// Instants at which what a task says is asked again.
    package var instants: [Timestamp] = []
    /// The evidence of those tasks.
    package var evidence: Set<EventIdentity> = []
    /// All tasks that are known.
    package var tasks: Set<TaskID> = []
    /// Those that ended, and whose id nothing has that is still to come: an answer that names one is none to that.
    package var ended: Set<TaskID> = []
    /// From when on claims, releases and snoozes are looked at; nil: none.
    package var notesFrom: Timestamp?

    package init() {}
}

/// What settling came to.
package struct Settled: Sendable {
    /// Events that nobody may look at any more, which are not kept.
    package let dropped: [EventIdentity]
    /// For each place of the events before, where the event is now.
    private let places: [EventRef?]

    init(dropped: [EventIdentity], places: [EventRef?]) {
        self.dropped = dropped
        self.places = places
    }

    /// The same verdict among the events that are kept; nil if one of its own is not, which does not happen to one that
    /// is open.
    package func moved(_ verdict: Verdict) -> Verdict? {
        verdict.episode.moved { places[Int($0.place)] }.map {
            Verdict(rule: verdict.rule, key: verdict.key, episode: $0)
        }
    }
}

extension Episode {
    /// The same among other events.
    func moved(_ place: (EventRef) -> EventRef?) -> Episode? {
        guard let anchor = place(anchor) else { return nil }
        let moved = triggers.all.compactMap(place)
        guard moved.count == triggers.count, let triggers = Triggers(moved) else { return nil }
        return Episode(
            phase: phase, origin: origin, anchor: anchor, anchorTime: anchorTime, judging: judging, clock: clock,
            triggers: triggers)
    }
}

extension Instance {
    /// The same among other events.
    func moved(_ place: (EventRef) -> EventRef?) -> Instance {
        var instance = self
        instance.episodes = episodes.compactMap { $0.moved(place) }
        instance.date = date.flatMap { progress in
            guard let setBy = place(progress.setBy) else { return nil }
            var progress = progress
            progress.setBy = setBy
            return progress
        }
        return instance
    }
}

extension FoldState {
    /// What is open.
    var openVerdicts: [Verdict] {
        instances.sorted.flatMap { instance in
            instance.episodes.filter { $0.phase == .open }.map {
                Verdict(rule: instance.rule, key: instance.key, episode: $0)
            }
        }
    }

    /// The same among other events, without the tables, which are made anew.
    func moved(_ place: (EventRef) -> EventRef?) -> FoldState {
        var state = FoldState()
        state.frontier = frontier
        state.changedAt = changedAt
        state.instances = InstanceTable(sorted: instances.sorted.map { $0.moved(place) })
        for (id, answer) in answers {
            guard let by = place(answer.by) else { continue }
            state.answers[id] = Answer(at: answer.at, by: by, dismissed: answer.dismissed)
        }
        state.scores = scores
        state.derive()
        return state
    }
}
