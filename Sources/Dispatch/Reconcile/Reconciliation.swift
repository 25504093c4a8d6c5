import Engine
import Events
import RuleLanguage

/// Brings the tasks of one customer that exist into line with the verdicts: withdraws what is no longer true, asks the
/// gates, opens what is missing.
struct Reconciliation {
    let dispatcher: Dispatcher
    let clock: Clock
    /// What arrived with this step, sorted by source and id where the order is seen.
    let arrivals: [Event]
    var state: DispatchState
    let customer: Text
    /// In the order in which they happened, endings before openings.
    private(set) var changes: [Change] = []
    /// The incidents that were answered in this step, by this customer's events or others.
    var answeredIncidents: Set<TaskID> = []
    /// The first judging that a fold which has to be done again decides anew.
    var endsFrom = Timestamp.distantFuture
    /// Answers among the arrivals that name no task.
    var unmatched = UnmatchedAnswers()

    init(
        dispatcher: Dispatcher, customer: Text, clock: Clock, arrivals: [Event], state: consuming DispatchState
    ) {
        self.customer = customer
        self.dispatcher = dispatcher
        self.clock = clock
        self.arrivals = arrivals
        self.state = state
    }

    var engine: RuleEngine { dispatcher.engine }
    func rule(_ verdict: Verdict) -> Rule { dispatcher.rules[verdict.rule] }

    /// Whether this step ends its instant: then everything is asked, else only what was learned late.
    var settles: Bool {
        switch clock.lateness {
        case .byClock: return true
        case .byArrival: return clock.judged.contains(clock.now)
        }
    }

    /// Takes what the fold came to.
    /// - Returns: false if dispatch has ended an episode that the fold holds open, so that it has to be done again.
    mutating func take(_ report: FoldReport, of folded: inout FoldedTimeline, _ site: inout SiteState) -> Bool {
        let hasNotes = arrivals.contains { dispatcher.isNote($0) }
        if !hasNotes, state.rests(report, dispatcher.escalations, at: clock.now) {
            noteUnmatched([])
            return true
        }

        let verdicts = NetVerdicts(report, waiting: state.waiting + state.held.compactMap(\.verdict))
        guard let standing = sort(verdicts.open, of: &folded) else { return false }
        let gathered = dispatcher.hasSurges ? state.gathered : []
        end(verdicts, report, kept: standing.kept, of: folded)
        if dispatcher.hasSurges { leaveIncidents(gathered, &site) }
        state.waiting = standing.waiting
        state.held = standing.resting
        ask(standing.candidates, of: &folded, &site)
        keepUnsettled()
        if hasNotes || report.isAnew { noteAnswers(of: folded, arrivals: hasNotes ? arrivals : []) }
        if !dispatcher.escalations.isEmpty || state.escalatesBy != 0 { escalate(of: folded) }
        noteUnmatched(verdicts.ended)
        return true
    }

    // MARK: What changed

    /// Adds to a task's history, and tells of it.
    mutating func append(_ task: inout TaskRecord, _ kind: ChangeKind, _ entry: HistoryEntry, _ evidence: [Event]) {
        task.history.append(entry)
        note(kind, task, at: entry.at, by: entry.by, evidence: evidence)
    }

    mutating func note(_ changes: [Change]) { self.changes += changes }

    mutating func note(
        _ kind: ChangeKind, _ task: TaskRecord, at: Timestamp, by: EventIdentity? = nil, evidence: [Event]
    ) {
        changes.append(Change(at: at, kind: kind, by: by, task: task, evidence: evidence))
    }
}
