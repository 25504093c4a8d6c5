package import Engine
package import Events
package import RuleLanguage

/// The one road from events to tasks: it folds a customer's timeline into verdicts, asks the gates, and brings the tasks
/// that exist into line. It has no clock, opens no file and keeps nothing.
package struct Dispatcher: Sendable {
    /// What follows from the program, made once: whoever holds a dispatcher holds a reference.
    private let plan: DispatchPlan

    package init(engine: RuleEngine, options: DispatchOptions = DispatchOptions()) {
        let blind = options.trustsFeeds ? nil : BlindGate(engine)
        let gates: [(any Gate)?] = [blind, InhibitGate(engine), BudgetGate(engine), QuietGate(engine)]
        self.init(engine: engine, options: options, gates: gates.compactMap { $0 })
    }

    init(engine: RuleEngine, options: DispatchOptions = DispatchOptions(), gates: [any Gate]) {
        plan = DispatchPlan(engine: engine, options: options, gates: gates)
    }

    package var engine: RuleEngine { plan.engine }
    package var options: DispatchOptions { plan.options }
    var gates: [any Gate] { plan.gates }
    var rules: [Rule] { plan.rules }
    var headings: [TaskRecord.Heading] { plan.headings }
    var rulePlaces: [Text: Int] { plan.rulePlaces }
    var holdsOut: Bool { plan.holdsOut }
    /// Whether any rule has a surge: then customers share more than when feeds were heard.
    package var hasSurges: Bool { plan.hasSurges }
    var escalations: EscalationTable { plan.escalations }
    var outcomeStamps: [Int] { plan.outcomeStamps }
    var assigns: Bool { plan.assigns }
    var assignments: [Assignment] { plan.assignments }

    package var program: Program { engine.program }

    /// Whether a verdict may come out later than it is judged, or not at all.
    var mayHold: Bool { !gates.isEmpty || holdsOut || hasSurges }

    /// Whether time alone may bring about something besides verdicts: then a replay goes from instant to instant.
    var hasInstants: Bool { mayHold || !escalations.isEmpty }

    /// Takes what arrived, brings the verdicts to the clock and the tasks in line with them, and asks the gates.
    ///
    /// With `clock.judged` before every time the arrivals are only kept: nothing is folded until a later step.
    ///
    /// One instant of a replay, or one turn of the daemon, goes: `site.hear` for the events of all customers;
    /// `takeAnswers`; this, for each customer of whom something arrived, or who is due (`CustomerState.nextDeadline`), or
    /// called (`SiteState.called`), or waits for a feed that was heard (`CustomerState.feedWaits`); with a surge, as long as
    /// any of them `asksSurge`, `dropEmptyIncidents` and this once more for each that does; at the end `settle`. Without a
    /// surge the order of customers is of no matter; with one it is that of their names.
    ///
    /// - Parameters:
    ///   - arrivals: new events of this customer, in any order; none that the state already holds.
    ///   - site: what customers share.
    /// - Returns: the changes in the order in which they happened, endings before openings.
    package func advance(
        _ state: inout CustomerState, arrivals: [Event], clock: Clock, site: inout SiteState
    ) -> [Change] {
        var counts: EpisodeCounts?
        var unmatched = UnmatchedAnswers()
        // Nobody gives it up.
        return advance(
            &state, arrivals: arrivals, clock: clock, site: &site, counts: &counts, unmatched: &unmatched, goesOn: nil)
            ?? []
    }

    /// The same of a program in which customers share nothing.
    package func advance(_ state: inout CustomerState, arrivals: [Event], clock: Clock) -> [Change] {
        var site = SiteState()
        return advance(&state, arrivals: arrivals, clock: clock, site: &site)
    }

    /// The same, and adds to `counts` what was decided, if there are some, and to `unmatched` the answers among the
    /// arrivals that name no task; as long as `goesOn`, which is asked now and then, says so.
    /// - Returns: nil if it was given up; then the state is of no use any more, and the site is as it was.
    package func advance(
        _ state: inout CustomerState, arrivals: [Event], clock: Clock, site: inout SiteState,
        counts: inout EpisodeCounts?, unmatched: inout UnmatchedAnswers, goesOn: (() -> Bool)?
    ) -> [Change]? {
        state.folded.take(arrivals)
        state.tooLate = 0
        if clock.judged.time == .distantPast { return [] }
        let gathered = hasSurges ? state.dispatch.gathered : []
        take(site.calls[state.customer] ?? [], &state)

        let changes = reconcile(&state, clock, &site, counts: &counts, unmatched: &unmatched, goesOn)
        guard let changes else { return nil }
        state.tooLate = state.folded.tooLate.count
        engine.settleArrivals(&state.folded)
        if hasSurges {
            site.calls[state.customer] = nil
            site.leave(gathered.subtracting(state.dispatch.gathered), customer: state.customer)
        }
        return changes
    }

    /// Fold and dispatch by turns, until neither changes anything.
    private func reconcile(
        _ state: inout CustomerState, _ clock: Clock, _ site: inout SiteState, counts: inout EpisodeCounts?,
        unmatched: inout UnmatchedAnswers, _ goesOn: (() -> Bool)?
    ) -> [Change]? {
        let counting = counts == nil ? nil : engine.counting(state.folded)
        let judged = clock.lateness == .byClock ? Horizon(through: clock.now) : clock.judged
        var report = engine.fold(
            &state.folded, to: clock.now, judged: judged, endings: state.dispatch.tasks.endings, counts: counting,
            goesOn: goesOn)
        if report.isGivenUp { return nil }
        if state.dispatch.rests(report, escalations, at: clock.now), !state.folded.hasArrived(isAnswer) {
            counts?.add(report.counts)
            return []
        }
        var reconciliation = Reconciliation(
            dispatcher: self, customer: state.customer, clock: clock,
            arrivals: ordered(state.folded.arrivals, state.dispatch.tasks), state: taken(&state.dispatch))
        reconciliation.answeredIncidents = site.answered
        // What dispatch ends is an input of the fold. What none has told yet is decided again.
        var told = report.start
        while !reconciliation.take(report, of: &state.folded, &site) {
            state.folded.rewind(before: reconciliation.endsFrom, notAfter: told)
            report = engine.fold(
                &state.folded, to: clock.now, judged: judged, endings: reconciliation.state.tasks.endings,
                counts: counting, goesOn: goesOn)
            if report.isGivenUp { return nil }
            told = min(told, report.start)
        }
        counts?.add(report.counts)
        unmatched.add(reconciliation.unmatched)
        swap(&state.dispatch, &reconciliation.state)
        return reconciliation.changes
    }

    /// Arrivals by time, source and id. In which order they are told of is seen only where there is a task already, or an event
    /// is an answer to one.
    private func ordered(_ arrivals: [Event], _ tasks: TaskList) -> [Event] {
        let isSeen = tasks.records.contains { $0.state.isLive } || arrivals.contains { isNote($0) }
        return isSeen ? arrivals.sorted() : arrivals
    }

    /// Whether an event changes no verdict, but what a task tells.
    func isNote(_ event: Event) -> Bool {
        let answers = engine.answers
        return event.type == answers.claimed || event.type == answers.snoozed || event.type == answers.released
    }

    /// Whether an event is what a person says of a task.
    func isAnswer(_ event: Event) -> Bool {
        let answers = engine.answers
        return event.type == answers.done || event.type == answers.dismissed || isNote(event)
    }
}

/// The value, of which nothing stays behind, so that its next owner need not copy it.
func taken(_ state: inout DispatchState) -> DispatchState {
    var result = DispatchState()
    swap(&result, &state)
    return result
}
