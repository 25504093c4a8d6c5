import Engine
import Events
import RuleLanguage

/// Brings the tasks of one customer that exist into line with the verdicts: withdraws what is no longer true, opens
/// what is missing.
struct Reconciliation {
    let dispatcher: Dispatcher
    let clock: Clock
    /// What arrived with this step, sorted by source and id where the order is seen.
    let arrivals: [Event]
    var tasks: TaskList
    /// Verdicts that are true and may not become a task yet.
    var waiting: [Verdict]
    let customer: Text
    /// In the order in which they happened, endings before openings.
    private(set) var changes: [Change] = []

    init(
        dispatcher: Dispatcher, customer: Text, clock: Clock, arrivals: [Event], tasks: consuming TaskList,
        waiting: [Verdict]
    ) {
        self.customer = customer
        self.dispatcher = dispatcher
        self.clock = clock
        self.arrivals = arrivals
        self.tasks = tasks
        self.waiting = waiting
    }

    var engine: RuleEngine { dispatcher.engine }

    /// Takes what the fold came to.
    /// - Returns: false if dispatch has ended an episode that the fold holds open, so that it has to be done again.
    mutating func take(_ report: FoldReport, of folded: FoldedTimeline) -> Bool {
        let hasNotes = arrivals.contains { dispatcher.isNote($0) }
        if report.changes.isEmpty, !report.isAnew, waiting.isEmpty, !hasNotes { return true }

        let verdicts = NetVerdicts(report, waiting: waiting)
        if endByGates(verdicts.open, of: folded) { return false }
        let openings = match(verdicts.open, of: folded)
        end(verdicts, report, of: folded)
        for (draft, verdict, reopened) in openings.ready { open(draft, verdict, reopened) }
        waiting = openings.waiting
        noteAnswers(of: folded)
        return true
    }

    /// Which verdicts are tasks already, and which become one now.
    private struct Matching {
        /// With the place of a task that is opened again.
        var ready: [(draft: TaskDraft, verdict: Verdict, reopened: Int?)] = []
        var waiting: [Verdict] = []
    }

    /// Brings the tasks of open verdicts up to date, and finds the verdicts that have none.
    private mutating func match(_ verdicts: [Verdict], of folded: FoldedTimeline) -> Matching {
        var matching = Matching()
        kept = []
        for verdict in verdicts {
            let draft = engine.draft(of: verdict, in: folded)
            let candidates = draft.ids.compactMap { tasks.place(of: $0) }
            if let open = candidates.first(where: { tasks[$0].state == .open }) {
                kept.insert(tasks[open].id)
                if tasks[open].refresh(from: draft, verdict, rule(verdict)) {
                    note(.updated, tasks[open], at: clock.learned, evidence: draft.evidence)
                }
            } else if clock.judged.contains(verdict.judgedAt) {
                matching.ready.append((draft, verdict, candidates.first))
            } else {
                matching.waiting.append(verdict)
            }
        }
        return matching
    }

    /// Open tasks whose verdict is still true.
    private(set) var kept: Set<TaskID> = []

    func rule(_ verdict: Verdict) -> Rule { engine.program.rules[verdict.rule] }

    // MARK: What changed

    /// Adds to a task's history, and tells of it.
    mutating func append(_ task: inout TaskRecord, _ kind: ChangeKind, _ entry: HistoryEntry, _ evidence: [Event]) {
        task.history.append(entry)
        note(kind, task, at: entry.at, by: entry.by, evidence: evidence)
    }

    mutating func note(
        _ kind: ChangeKind, _ task: TaskRecord, at: Timestamp, by: EventIdentity? = nil, evidence: [Event]
    ) {
        changes.append(Change(at: at, kind: kind, by: by, task: task, evidence: evidence))
    }
}
