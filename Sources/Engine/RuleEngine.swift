package import Events
package import RuleLanguage

/// Folds one customer's timeline into verdicts.
///
/// It has no clock, opens no file and keeps nothing: what it works on is handed in, what it decides is handed back.
package struct RuleEngine: Sendable {
    let plan: Plan

    package var program: Program { plan.program }
    package var zones: ZoneTable { plan.zones }
    /// The program's calendars, for what is counted on them.
    package var calendars: CalendarTable { plan.calendars }
    /// A hash of all that a verdict depends on besides the events: states folded by an engine of another fingerprint
    /// are folded anew. Where a rule stands in its file does not matter.
    package var fingerprint: Text { plan.fingerprint }
    /// Slots and types of the language's own events.
    package var answers: AnswerTypes { plan.answers }

    /// For each event type of the schema, whether any rule asks about it. Events of others change nothing.
    package var concerned: [Bool] { plan.types.concerned }

    /// For each event type of the schema, whether a rule's episode may begin by such an event: without any, nothing opens.
    package var starting: [Bool] { plan.types.starting }

    /// - Parameter since: for rules that were added later, by name, the instant they look back to: what triggered
    ///   before it starts nothing.
    /// - Parameter fewEvents: so many are looked through one by one; of more there are tables. It changes nothing but speed.
    package init(program: Program, zones: ZoneTable, since: [Text: Timestamp] = [:], fewEvents: Int = 32) {
        plan = Plan(program: program, zones: zones, since: since, fewEvents: fewEvents)
    }

    /// Folds on from the frontier to `now`, itself included; from the first event, if the rules are others; from somewhat
    /// before what has arrived, if that is from before the frontier. It may stop at any instant and go on from there.
    ///
    /// - Parameters:
    ///   - judged: deadlines outside are left waiting.
    ///   - endings: what dispatch has ended, by the id of the episode.
    ///   - counts: of which decisions are counted; those that it holds already are not.
    ///   - goesOn: asked now and then whether to go on; nil: it goes on to the end. What was given up is folded anew.
    package func fold(
        _ folded: inout FoldedTimeline, to now: Timestamp, judged: Horizon, endings: [TaskID: EpisodeEnding],
        counts: EpisodeCounts? = nil, goesOn: (() -> Bool)? = nil
    ) -> FoldReport {
        let isOfOtherRules = folded.fingerprint != plan.fingerprint
        folded.setTooLateAside()
        let frontier = folded.fold.frontier
        let earliest = folded.earliestArrival
        if isOfOtherRules, let settled = folded.settled { folded.settled = settled.under(plan, of: folded) }
        if isOfOtherRules, frontier != .distantPast {
            folded.rewind()
        } else if earliest <= frontier {
            folded.rewind(before: earliest)
        }
        let isAnew = folded.isRewound
        let start = folded.fold.frontier
        folded.fingerprint = plan.fingerprint

        var isGivenUp = false
        let heard: (changes: [VerdictChange], counts: EpisodeCounts)
        if let counts {
            let recorders = RecorderPair(first: VerdictRecorder(), second: counts)
            let pair = run(&folded, now, judged, endings, recorders, goesOn, isGivenUp: &isGivenUp)
            heard = (pair.first.changes, pair.second)
        } else {
            let recorder = run(&folded, now, judged, endings, VerdictRecorder(), goesOn, isGivenUp: &isGivenUp)
            heard = (recorder.changes, EpisodeCounts())
        }
        if isGivenUp {
            folded.rewind()
        } else {
            folded.isRewound = false
        }
        return FoldReport(
            changes: heard.changes, isAnew: isAnew, isOfOtherRules: isOfOtherRules, counts: heard.counts,
            start: start, isGivenUp: isGivenUp)
    }

    /// Timeline and state are moved from hand to hand, so that nothing of them is copied.
    private func run<Recorder: DecisionRecorder>(
        _ folded: inout FoldedTimeline, _ now: Timestamp, _ judged: Horizon, _ endings: [TaskID: EpisodeEnding],
        _ recorder: Recorder, _ goesOn: (() -> Bool)?, isGivenUp: inout Bool
    ) -> Recorder {
        var earlier = EarlierFolds()
        swap(&earlier, &folded.earlier)
        let beginsLater = earlier.last != nil
        let tooLate = folded.isRewound && folded.settled != nil ? folded.tooLateArrivals : nil
        var fold = Fold(
            plan: plan, customer: folded.customer, timeline: &folded.timeline, endings: endings, state: &folded.fold,
            earlier: consume earlier, recorder: recorder, goesOn: goesOn)
        // What was open already, or ended by an event that came too late, is told of like the rest.
        if folded.isRewound, beginsLater {
            fold.tellOfOpen()
        } else if let tooLate {
            fold.endTooLate(tooLate)
        }
        fold.run(to: now, judged: judged)
        isGivenUp = fold.isGivenUp
        fold.leave(&folded.earlier)
        fold.leave(&folded.timeline, &folded.fold)
        return fold.recorder
    }

    /// What is counted of the next fold: decisions that no earlier one has made, or that an arrival makes anew.
    package func counting(_ folded: FoldedTimeline) -> EpisodeCounts {
        var counts = EpisodeCounts()
        counts.frontier = folded.fold.frontier
        counts.earliest = folded.earliestArrival
        return counts
    }

    /// Every decision about one customer up to a time, with its reason, as if nothing had been learned late.
    /// - Parameter endings: what dispatch has ended, by the id of the episode.
    package func explain(
        customer: Text, events: [Event], until: Timestamp, endings: [TaskID: EpisodeEnding] = [:]
    ) -> [Decision] {
        let folded = FoldedTimeline(customer: customer, sorted: events.sorted())
        return explained(folded, until: until, endings: endings, goesOn: nil).decisions
    }

    /// The same with what it came to, and how far it came if `goesOn` stopped it. Of a settled past what goes on is told as if
    /// it had been decided just so.
    func explained(
        _ unfolded: FoldedTimeline, until: Timestamp, endings: [TaskID: EpisodeEnding], goesOn: (() -> Bool)?
    ) -> (evaluator: Evaluator, state: FoldState, decisions: [Decision], givenUp: FoldGivenUp?) {
        var folded = unfolded
        folded.setTooLateAside()
        let past = folded.settled?.under(plan, of: folded)
        var state = past?.fold ?? FoldState()
        var fold = Fold(
            plan: plan, customer: folded.customer, timeline: &folded.timeline, endings: endings, state: &state,
            recorder: DecisionList(), goesOn: goesOn)
        fold.tellOfPast()
        fold.run(to: until, judged: Horizon(through: until))
        let (evaluator, givenUp) = (fold.evaluator, fold.givenUp)
        fold.leave(&folded.timeline, &state)
        return (evaluator, state, fold.recorder.decisions, givenUp)
    }
}
