import Events
import RuleLanguage

/// Folds a timeline, instant by instant, into the state of every rule (`Tests/DispatchTests/Page` shows
/// what that means, case by case).
/// Each decision goes to the recorder; the fold keeps none.
/// It is never copied: it holds all of a customer, and a copy for a call would count references to each table.
struct Fold<Recorder: DecisionRecorder>: ~Copyable {
    let plan: Plan
    /// Its facts are known up to the instant in hand.
    var evaluator: Evaluator
    /// What dispatch has ended, by the id of the episode's anchor or of a trigger that joined it.
    let endings: [TaskID: EpisodeEnding]
    /// Those of them that have a time of their own.
    var timed: TimedEndings
    var state: FoldState
    /// To go back to; nil if nobody will.
    private var earlier: EarlierFolds?
    var recorder: Recorder
    /// Asked now and then whether to go on; nil: it goes on to the end.
    private let goesOn: (() -> Bool)?
    /// Whether it was told not to go on. What it has come to by then is of no use.
    private(set) var isGivenUp = false
    private var stepsSinceAsked = 0
    /// The instant in hand.
    private var reached = Timestamp.distantPast
    /// Whether the instant in hand has one event only.
    private(set) var isAlone = false

    var timeline: Timeline { evaluator.timeline }

    /// - Parameters:
    ///   - timeline: taken out of its place; `leave` puts it back.
    ///   - state: likewise.
    init(
        plan: Plan, customer: Text, timeline: inout Timeline, endings: [TaskID: EpisodeEnding],
        state: inout FoldState, earlier: consuming EarlierFolds? = nil,
        recorder: Recorder, goesOn: (() -> Bool)? = nil
    ) {
        self.plan = plan
        timed = TimedEndings(endings, after: state.frontier)
        evaluator = Evaluator(plan: plan, customer: customer, &timeline, &state)
        self.state = FoldState()
        swap(&self.state, &state)
        self.endings = endings
        self.earlier = earlier
        self.recorder = recorder
        self.goesOn = goesOn
    }

    /// Called before each step that may look at the whole timeline.
    /// - Returns: false as soon as it shall be given up.
    mutating func mayGoOn() -> Bool {
        guard let goesOn, !isGivenUp else { return !isGivenUp }
        stepsSinceAsked += 1
        if stepsSinceAsked >= 64 {
            stepsSinceAsked = 0
            isGivenUp = !goesOn()
        }
        return !isGivenUp
    }

    /// Goes on from the state's frontier to `now`, itself included.
    /// - Parameter judged: deadlines outside are left waiting; `now` or later ones are of no interest.
    mutating func run(to now: Timestamp, judged: Horizon) {
        let order = evaluator.timeline.order
        var position = evaluator.timeline.upperBound(state.frontier)
        evaluator.goBack(to: position, state.frontier)
        evaluator.catchUp(to: position)
        var restsAt = (earlier?.position(in: timeline) ?? position) + spacing
        while mayGoOn() {
            let next = position < order.count ? evaluator.timeline.time(at: position) : .distantFuture
            let due = min(state.due, timed.due)
            if next <= now, next <= due {
                reached = next
                var end = position + 1
                while end < order.count, evaluator.timeline.time(at: end) == next { end += 1 }
                instant(next, order[position..<end], judged)
                position = end
                evaluator.catchUp(to: position)
                if position >= restsAt {
                    rest(at: next, isKept: next < now && judged.contains(next))
                    restsAt = position + spacing
                }
            } else if due <= now, timed.due == due || judged.contains(due) {
                reached = due
                endByAnswers(due, [])
                wake(due, judged)
                endByGates(due)
            } else {
                break
            }
        }
        if isGivenUp { return }
        state.frontier = max(state.frontier, now)
        state.changedAt = max(state.changedAt, reached)
        state.dropStale()
        state.sweep(at: now)
        state.instances.arrange()
    }

    /// How far it had come when it was given up; nil if it was not.
    var givenUp: FoldGivenUp? {
        if !isGivenUp { return nil }
        return FoldGivenUp(at: reached, events: timeline.upperBound(reached), all: timeline.count)
    }

    /// Now and then, between two instants: forgets what holds nothing, and keeps a state to go back to.
    /// - Parameter isKept: nothing of that instant is still to be decided, which ends only with a run.
    private mutating func rest(at t: Timestamp, isKept: Bool) {
        state.sweep(at: t)
        guard isKept else { return }
        let spacing = spacing
        earlier?.keep(state.kept(at: t), in: evaluator.timeline, spacing: spacing)
    }

    /// How many events lie between two states that are kept, at least: so many that their copies cost little beside them.
    private var spacing: Int { max(2 * plan.fewEvents, 4 * (state.instances.count + state.answers.count), 1) }

    /// Leaves the states that it kept; the fold is done with.
    mutating func leave(_ place: inout EarlierFolds) { place = earlier.take() ?? EarlierFolds() }

    /// Leaves the timeline and the state as they are now in their places; the fold is done with.
    mutating func leave(_ timeline: inout Timeline, _ place: inout FoldState) {
        evaluator.giveBack(&timeline, &state)
        // Nothing is counted of what is moved.
        swap(&state, &place)
    }

    /// The steps at one instant: 1, its events join, which they have (windows and facts see them all), scores add
    /// them up, and pauses are taken; 2, endings, by incidents, by answers, by `unless`, by a fact that has moved;
    /// 3, triggers by events and scores; 4, judging. `wake` does 4, and before it starts the triggers that are dates.
    /// What gates have ended at this instant ends last.
    private mutating func instant(_ t: Timestamp, _ events: ArraySlice<EventRef>, _ judged: Horizon) {
        isAlone = events.count == 1
        let moved = plan.scores.all.isEmpty ? [] : evaluator.addUp(t, events)
        takePauses(t, events)
        endByAnswers(t, events)
        endByUnless(t, events)
        followFacts(t, events)

        startEvents(t, events)
        if !moved.isEmpty { startCrossings(t, moved) }
        wake(t, judged)
        endByGates(t)
    }

    /// Step 3 for date triggers, and step 4: every instance that has something to do by `t`.
    private mutating func wake(_ t: Timestamp, _ judged: Horizon) {
        var later: [InstanceName] = []
        while let name = state.nextDue(through: t) {
            guard mayGoOn() else { return }
            guard let place = state.find(name.rule, name.key) else { continue }
            startDates(place, t)
            if judged.contains(t) {
                judge(place, t)
            } else {
                later.append(name)
            }
        }
        for name in later { state.schedule(name, at: t) }
    }

    // MARK: what several steps share

    func rule(_ index: Int) -> RulePlan { plan.rules[index] }

    func scope(_ place: InstanceIndex, _ episode: Episode, at t: Timestamp) -> Scope {
        Scope(rule: state[place].rule, key: state[place].key, of: episode, at: t)
    }

    /// The ids that name an episode: by its anchor first, then by each trigger that joined.
    func ids(_ episode: Episode, rule index: Int, key: [Value]) -> [TaskID] {
        evaluator.ids(episode, rule: index, key: key)
    }

    /// Takes an episode whose task was owed out of its instance, and starts the cooling.
    mutating func close(_ place: InstanceIndex, _ number: Int, _ ending: VerdictEnding, at t: Timestamp) {
        let episode = state[place].episodes.remove(at: number)
        forgetNames(of: episode, place)
        switch ending {
        case .done, .dismissed, .overtaken:
            state[place].coolsUntil = rule(state[place].rule).again?.after(t, plan.calendars)
        case .moved: break
        }
    }

    /// Answers find an episode that is open no more by none of its ids.
    mutating func forgetNames(of episode: Episode, _ place: InstanceIndex) {
        guard let names = state.openNames else { return }
        let name = state[place].name
        for id in ids(episode, rule: name.rule, key: name.key) where names[id] == name { state.openNames?[id] = nil }
    }

    /// Lets answers find an episode that is open by each of its ids.
    mutating func name(_ episode: Episode, of place: InstanceIndex) {
        guard state.openNames != nil else { return }
        let name = state[place].name
        for id in ids(episode, rule: name.rule, key: name.key) { state.openNames?[id] = name }
    }

    mutating func record(
        _ kind: Decision.Kind, at t: Timestamp, _ place: InstanceIndex, _ episode: Episode?, by: EventRef? = nil,
        anchor: EventRef? = nil, ending: EpisodeEnding? = nil
    ) {
        guard Recorder.hears(kind) else { return }
        recorder.record(
            FoldDecision(
                kind: kind, at: t, rule: state[place].rule, key: state[place].key, anchor: anchor ?? episode?.anchor,
                by: by, episode: episode, ending: ending),
            evaluator)
    }
}
