package import Engine
package import Events
package import RuleLanguage

/// The one road from events to tasks: it folds a customer's timeline into verdicts, asks the gates, and brings the tasks
/// that exist into line. It has no clock, opens no file and keeps nothing.
package struct Dispatcher: Sendable {
    package let engine: RuleEngine
    /// In the order in which they are asked.
    let gates: [any Gate]

    /// Whether a verdict may come out later than it is judged.
    let mayHold: Bool

    package init(engine: RuleEngine) { self.init(engine: engine, gates: [ExpireGate(engine)]) }

    init(engine: RuleEngine, gates: [any Gate]) {
        self.engine = engine
        self.gates = gates
        mayHold = gates.contains { $0.mayHold }
    }

    package var program: Program { engine.program }

    /// Takes what arrived, brings the verdicts to the clock and the tasks in line with them, and asks the gates.
    ///
    /// With `clock.judged` before every time the arrivals are only kept: nothing is folded until a later step.
    ///
    /// One instant of a replay, or one turn of the daemon, goes: `site.hear` for the events of all customers;
    /// `takeAnswers`; this, for each customer of whom something arrived, or who is due (`CustomerState.nextDeadline`), or
    /// called (`SiteState.called`), or waits for a feed that was heard (`CustomerState.feedWaits`); at the end `settle`.
    /// Without a surge the order of customers is of no matter; with one it is that of their names.
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
        if clock.judged.time == .distantPast { return [] }

        var reconciliation = Reconciliation(
            dispatcher: self, customer: state.customer, clock: clock,
            arrivals: ordered(state.folded.arrivals, state.dispatch.tasks),
            tasks: taken(&state.dispatch.tasks), waiting: taken(&state.dispatch.waiting),
            held: state.dispatch.held)
        let counting = counts == nil ? nil : engine.counting(state.folded)
        let judged = clock.lateness == .byClock ? Horizon(through: clock.now) : clock.judged
        while true {
            let report = engine.fold(
                &state.folded, to: clock.now, judged: judged, endings: reconciliation.tasks.endings, counts: counting,
                goesOn: goesOn)
            if report.isGivenUp { return nil }
            // What dispatch ends is an input of the fold, which is done again until neither changes anything.
            if reconciliation.take(report, of: state.folded) {
                counts?.add(report.counts)
                break
            }
            state.folded.rewind()
        }
        state.folded.settleArrivals()
        unmatched.add(reconciliation.unmatched)
        state.dispatch.tasks = reconciliation.tasks
        state.dispatch.waiting = reconciliation.waiting
        state.dispatch.held = reconciliation.held
        return reconciliation.changes
    }

    /// Arrivals by source and id. In which order they are told of is seen only where a task is open already, or an event
    /// is an answer to one.
    private func ordered(_ arrivals: [Event], _ tasks: TaskList) -> [Event] {
        let isSeen = tasks.records.contains { $0.state == .open } || arrivals.contains { isNote($0) }
        return isSeen ? arrivals.sorted { $0.identity < $1.identity } : arrivals
    }

    /// Whether an event changes no verdict, but what a task tells.
    func isNote(_ event: Event) -> Bool {
        event.type == engine.answers.claimed || event.type == engine.answers.snoozed
    }

    /// Whether an event is what a person says of a task.
    func isAnswer(_ event: Event) -> Bool {
        event.type == engine.answers.done || event.type == engine.answers.dismissed || isNote(event)
    }

    /// What the gates say of a verdict.
    func ask(_ question: GateQuestion) -> GateAnswer {
        for gate in gates {
            let answer = gate.ask(question)
            switch answer {
            case .release: continue
            case .hold, .withhold, .end: return answer
            }
        }
        return .release
    }
}

/// The value, of which nothing stays behind, so that its next owner need not copy it.
private func taken(_ tasks: inout TaskList) -> TaskList {
    var result = TaskList()
    swap(&result, &tasks)
    return result
}

private func taken(_ verdicts: inout [Verdict]) -> [Verdict] {
    var result: [Verdict] = []
    swap(&result, &verdicts)
    return result
}
