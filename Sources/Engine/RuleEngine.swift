package import Events
package import RuleLanguage

/// Folds one customer's timeline into verdicts, and reconciles them with the tasks that exist.
///
/// It has no clock, opens no file and keeps nothing: what it works on is handed in, what it decides is handed back.
package struct RuleEngine: Sendable {
    let plan: Plan

    package var program: Program { plan.program }
    package var zones: ZoneTable { plan.zones }
    /// A hash of all that a verdict depends on besides the events: states folded by an engine of another fingerprint
    /// are folded anew. Where a rule stands in its file does not matter.
    package var fingerprint: Text { plan.fingerprint }

    /// For each event type of the schema, whether any rule asks about it. Events of others change nothing.
    package var concerned: [Bool] { plan.concerned }

    /// - Parameter since: for rules that were added later, by name, the instant they look back to: what triggered
    ///   before it starts nothing.
    package init(program: Program, zones: ZoneTable, since: [Text: Timestamp] = [:]) {
        plan = Plan(program: program, zones: zones, since: since)
    }

    /// Takes what arrived, brings the verdicts to the clock and the tasks in line with them.
    ///
    /// With `clock.judged` before every time the arrivals are only kept: nothing is folded until a later step.
    ///
    /// - Parameters:
    ///   - arrivals: new events of this customer, in any order; none that the state already holds.
    /// - Returns: the changes in the order in which they happened, endings before openings.
    package func advance(_ state: inout CustomerState, arrivals: [Event], clock: Clock) -> [Change] {
        var tally: EpisodeCounts?
        return advance(&state, arrivals: arrivals, clock: clock, tally: &tally)
    }

    /// The same, and adds to `tally` what was decided, if there is one.
    package func advance(
        _ state: inout CustomerState, arrivals: [Event], clock: Clock, tally: inout EpisodeCounts?
    ) -> [Change] {
        for event in arrivals.sorted() { state.unfolded.append(state.timeline.insert(event)) }
        if clock.judged.time == .distantPast { return [] }

        var rewound = state.fingerprint != plan.fingerprint
        if state.unfolded.contains(where: { state.timeline[$0].time <= state.fold.frontier }) { rewound = true }
        var fresh: EpisodeCounts?
        if tally != nil {
            fresh = EpisodeCounts()
            fresh?.frontier = state.fold.frontier
            fresh?.earliest = state.unfolded.map { state.timeline[$0].time }.min() ?? .distantFuture
        }
        if rewound { state.fold = FoldState() }
        state.fingerprint = plan.fingerprint

        // In which order they are told of is seen only where a task is open already, or the event is an answer to one.
        let hasNotes = state.unfolded.contains { isNote(state.timeline[$0]) }
        let isSeen = hasNotes || state.taskList.records.contains { $0.state == .open }
        let arrived =
            isSeen
            ? state.unfolded.sorted { state.timeline[$0].identity < state.timeline[$1].identity } : state.unfolded
        let judged = clock.lateness == .byClock ? Horizon(through: clock.now) : clock.judged
        var changes: [Change] = []
        while true {
            // State is moved from hand to hand, so that nothing of it is copied.
            var fold = Fold(
                plan: plan, evaluator: Evaluator(plan: plan, timeline: state.timeline, customer: state.customer),
                customer: state.customer, missed: state.taskList.missed,
                state: taken(&state.fold, leaving: FoldState()),
                tally: fresh
            )
            fold.run(to: clock.now, judged: judged)

            let isOfInterest = fold.changed || rewound || state.unpublished != nil || hasNotes
            guard isOfInterest else {
                if let counted = taken(&fold.tally, leaving: nil) { tally?.add(counted) }
                state.fold = taken(&fold.state, leaving: FoldState())
                break
            }
            var reconciliation = Reconciliation(
                fold: consume fold, clock: clock, arrivals: arrived, tasks: taken(&state.taskList, leaving: TaskList()))
            let isDone = reconciliation.takeMissed().isEmpty
            if isDone { reconciliation.reconcile(isAnew: rewound) }
            changes += reconciliation.changes
            state.taskList = taken(&reconciliation.tasks, leaving: TaskList())
            state.unpublished = reconciliation.unpublished
            if isDone {
                if let counted = reconciliation.fold.tally { tally?.add(counted) }
                state.fold = taken(&reconciliation.fold.state, leaving: FoldState())
                break
            }
            rewound = true
        }
        state.unfolded = []
        return changes
    }

    /// Whether an event changes no verdict, but what a task tells.
    private func isNote(_ event: Event) -> Bool {
        event.type == plan.answers.claimed || event.type == plan.answers.snoozed
    }

    /// Every decision about one customer up to a time, with its reason, as if nothing had been learned late.
    package func explain(customer: Text, events: [Event], until: Timestamp, missed: Set<TaskID> = []) -> [Decision] {
        let evaluator = Evaluator(plan: plan, timeline: Timeline(events), customer: customer)
        var fold = Fold(
            plan: plan, evaluator: evaluator, customer: customer, missed: missed, state: FoldState(), decisions: [])
        fold.run(to: until, judged: Horizon(through: until))
        return fold.decisions ?? []
    }
}

/// The value, which is replaced by another.
private func taken<Value>(_ value: inout Value, leaving other: Value) -> Value {
    var result = other
    swap(&result, &value)
    return result
}
