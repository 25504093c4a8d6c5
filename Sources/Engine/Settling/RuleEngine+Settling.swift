package import Events
import RuleLanguage

extension RuleEngine {
    /// Settles what happened up to an instant: a later fold begins there, and events that nobody may look at any more are
    /// not kept. What arrives for that time afterwards is too late.
    ///
    /// Nothing that was folded changes by it.
    /// - Parameters:
    ///   - instant: not later than the frontier of the fold, and no arrivals wait to be folded.
    ///   - asked: by tasks.
    ///   - endings: what dispatch has ended, by the id of the episode.
    /// - Returns: nil if it cannot be done now: it is folded by other rules, nothing of it is new, or an episode was open
    ///   then of which no task came.
    package func settle(
        _ folded: inout FoldedTimeline, through instant: Timestamp, _ asked: AskedOfPast,
        endings: [TaskID: EpisodeEnding]
    ) -> Settled? {
        guard hasFolded(folded), folded.unfolded.isEmpty, instant <= folded.fold.frontier,
            instant > folded.settledThrough ?? .distantPast
        else { return nil }
        let evaluator = Evaluator(
            plan: plan, timeline: folded.timeline, customer: folded.customer, scores: folded.fold.scores)
        var (past, over) =
            pastAtHand(of: folded, through: instant, asked, evaluator)
            ?? pastFold(of: folded, through: instant, endings)
        // One that ended before it was a task may be open after all, by what is still to come: then it is learned late.
        let open = past.openVerdicts.map { evaluator.ids($0.episode, rule: $0.rule, key: $0.key) }
        guard open.allSatisfy({ $0.contains(where: asked.tasks.contains) }) else { return nil }
        if !past.answers.isEmpty {
            let gone = asked.ended.union(over.ids(evaluator)).union(evaluator.idsOfDatesOver(in: past))
            past.answers = past.answers.filter { id, _ in !gone.contains(id) || isNamed(id, by: past, evaluator) }
        }
        folded.fold.answers = folded.fold.answers.filter { $1.at > instant || past.answers[$0] != nil }
        var kept = KeptEvents(evaluator, through: instant, asked)
        kept.keep(for: past)
        kept.keep(for: folded.fold)
        kept.keepWhatIsAsked()
        past.scores = past.scores.kept(kept.timesAsked, after: instant)
        folded.fold.scores = folded.fold.scores.kept(kept.timesAsked, after: instant)
        let (timeline, places) = folded.timeline.keeping { kept.isKept[Int($0.place)] }
        let dropped = folded.timeline.stored.indices.filter { places[$0] == nil }.map {
            folded.timeline.stored[$0].identity
        }
        let place = { (ref: EventRef) in places[Int(ref.place)] }
        folded.fold = folded.fold.moved(place)
        folded.earlier = EarlierFolds()
        folded.settled = SettledPast(through: instant, fold: past.moved(place), parts: plan.parts)
        folded.timeline = timeline
        return Settled(dropped: dropped, places: places)
    }

    /// Whether a timeline was folded last by these rules.
    package func hasFolded(_ folded: FoldedTimeline) -> Bool { folded.fingerprint == plan.fingerprint }

    /// The same as `pastFold` where nothing has happened since that instant: the fold at hand is the past then. Nil if
    /// something has, or if there is an answer of which only a second fold can tell whom it named.
    private func pastAtHand(
        of folded: FoldedTimeline, through instant: Timestamp, _ asked: AskedOfPast, _ evaluator: Evaluator
    ) -> (FoldState, EpisodesOver)? {
        guard folded.fold.changedAt <= instant else { return nil }
        if !folded.fold.answers.isEmpty {
            let dates = evaluator.idsOfDatesOver(in: folded.fold)
            let isKnown = folded.fold.answers.keys.allSatisfy {
                asked.ended.contains($0) || dates.contains($0) || folded.settled?.fold.answers[$0] != nil
            }
            if !isKnown { return nil }
        }
        var state = folded.fold
        state.frontier = instant
        state.instances.removeForgettable(at: instant)
        return (state, EpisodesOver())
    }

    /// What the fold made of all up to an instant, without what may be forgotten.
    private func pastFold(
        of folded: FoldedTimeline, through instant: Timestamp, _ endings: [TaskID: EpisodeEnding]
    ) -> (FoldState, EpisodesOver) {
        var (timeline, state) = (folded.timeline, folded.settled?.fold ?? FoldState())
        var fold = Fold(
            plan: plan, customer: folded.customer, timeline: &timeline, endings: endings, state: &state,
            recorder: EpisodesOver())
        fold.run(to: instant, judged: Horizon(through: instant))
        fold.leave(&timeline, &state)
        state.instances.removeForgettable(at: instant)
        return (state, fold.recorder)
    }

    /// Says that all that arrived is folded: what came too late has ended what it could.
    package func settleArrivals(_ folded: inout FoldedTimeline) {
        if !folded.timeline.aside.isEmpty { endInPast(folded.tooLateArrivals, &folded) }
        folded.unfolded = []
    }

    private func endInPast(_ late: [EventRef], _ folded: inout FoldedTimeline) {
        guard !late.isEmpty, var state = folded.settled?.fold else { return }
        var fold = Fold(
            plan: plan, customer: folded.customer, timeline: &folded.timeline, endings: [:], state: &state,
            recorder: NobodyHears())
        fold.endTooLate(late)
        fold.leave(&folded.timeline, &state)
        state.openNames = nil
        folded.settled?.fold = state
    }

    /// Whether an answer names an episode that is armed or open.
    private func isNamed(_ id: TaskID, by state: FoldState, _ evaluator: Evaluator) -> Bool {
        state.instances.sorted.contains { instance in
            instance.episodes.contains { evaluator.ids($0, rule: instance.rule, key: instance.key).contains(id) }
        }
    }
}

/// The episodes that ended in a fold, and will not be again.
struct EpisodesOver: DecisionRecorder {
    private var episodes: [Verdict] = []

    static func hears(_ kind: Decision.Kind) -> Bool {
        switch kind {
        case .satisfied, .lapsed, .missed, .heldOut, .expired, .noLonger, .doneByIncident, .answeredBefore, .done,
            .dismissed, .overtaken, .moved(wasOpen: true):
            return true
        case .armed, .joined, .anchored, .paused, .wentOn, .cooling, .skipped, .beforeRule, .withoutKey, .notMatched,
            .awaiting, .opened, .moved(wasOpen: false):
            return false
        }
    }

    mutating func record(_ decision: FoldDecision, _ evaluator: Evaluator) {
        guard let episode = decision.episode else { return }
        episodes.append(Verdict(rule: decision.rule, key: decision.key, episode: episode))
    }

    /// By which answers may name them.
    func ids(_ evaluator: Evaluator) -> Set<TaskID> {
        Set(episodes.flatMap { evaluator.ids($0.episode, rule: $0.rule, key: $0.key) })
    }
}

extension Evaluator {
    /// The ids of episodes whose dates were judged: none of them comes again.
    fileprivate func idsOfDatesOver(in state: FoldState) -> Set<TaskID> {
        var ids: Set<TaskID> = []
        for instance in state.instances.sorted {
            for date in instance.date?.settled ?? [] {
                ids.insert(id(of: date, rule: instance.rule, key: instance.key))
            }
        }
        return ids
    }
}

/// Of a fold whose decisions were all heard before.
struct NobodyHears: DecisionRecorder {
    static func hears(_ kind: Decision.Kind) -> Bool { false }
    mutating func record(_ decision: FoldDecision, _ evaluator: Evaluator) {}
}

extension RuleEngine {
    /// The ids of all episodes that are armed or open, now or at the end of what is settled.
    package func idsOfEpisodes(in folded: FoldedTimeline) -> Set<TaskID> {
        let evaluator = Evaluator(plan: plan, timeline: folded.timeline, customer: folded.customer)
        var ids: Set<TaskID> = []
        for state in [folded.fold, folded.settled?.fold].compactMap({ $0 }) {
            for instance in state.instances.sorted {
                for episode in instance.episodes {
                    ids.formUnion(evaluator.ids(episode, rule: instance.rule, key: instance.key))
                }
            }
        }
        return ids
    }
}
