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
    /// Verdicts that are true, and beyond the time to judge by.
    var waiting: [Verdict]
    /// Verdicts that are true, and that a gate keeps back.
    var held: [HeldVerdict]
    let customer: Text
    /// In the order in which they happened, endings before openings.
    private(set) var changes: [Change] = []
    /// Answers among the arrivals that name no task.
    var unmatched = UnmatchedAnswers()

    init(
        dispatcher: Dispatcher, customer: Text, clock: Clock, arrivals: [Event], tasks: consuming TaskList,
        waiting: [Verdict], held: [HeldVerdict]
    ) {
        self.customer = customer
        self.dispatcher = dispatcher
        self.clock = clock
        self.arrivals = arrivals
        self.tasks = tasks
        self.waiting = waiting
        self.held = held
    }

    var engine: RuleEngine { dispatcher.engine }
    var calendars: CalendarTable { engine.calendars }

    /// Takes what the fold came to.
    /// - Returns: false if dispatch has ended an episode that the fold holds open, so that it has to be done again.
    mutating func take(_ report: FoldReport, of folded: FoldedTimeline) -> Bool {
        let hasNotes = arrivals.contains { dispatcher.isNote($0) }
        if report.changes.isEmpty, !report.isAnew, waiting.isEmpty, held.isEmpty, !hasNotes {
            noteUnmatched([])
            return true
        }

        let verdicts = NetVerdicts(report, waiting: waiting + held.compactMap(\.verdict))
        let passages = verdicts.open.map { passage(of: $0, in: folded) }
        if endByGates(verdicts.open, passages, of: folded) { return false }
        let openings = match(verdicts.open, passages, of: folded)
        end(verdicts, report, of: folded)
        for opening in openings.ready { open(opening) }
        waiting = openings.waiting
        held = openings.held
        noteAnswers(of: folded)
        noteUnmatched(verdicts.ended)
        return true
    }

    /// Which verdicts are tasks already, and which become one now.
    private struct Matching {
        var ready: [Opening] = []
        var waiting: [Verdict] = []
        var held: [HeldVerdict] = []
    }

    /// Brings the tasks of open verdicts up to date, and finds the verdicts that have none.
    private mutating func match(
        _ verdicts: [Verdict], _ passages: [Passage], of folded: FoldedTimeline
    ) -> Matching {
        var matching = Matching()
        kept = []
        for (verdict, passage) in zip(verdicts, passages) {
            let draft = engine.draft(of: verdict, in: folded)
            let candidates = draft.ids.compactMap { tasks.place(of: $0) }
            if let open = candidates.first(where: { tasks[$0].state == .open }) {
                kept.insert(tasks[open].id)
                if tasks[open].refresh(from: draft, verdict, rule(verdict), calendars) {
                    note(.updated, tasks[open], at: clock.learned, evidence: draft.evidence)
                }
                continue
            }
            switch passage {
            case .beyondHorizon: matching.waiting.append(verdict)
            case .free(at: let at):
                matching.ready.append(Opening(draft: draft, verdict: verdict, at: at, reopened: candidates.first))
            case .kept(let hold, let learnedLate):
                guard let id = draft.ids.first else { continue }
                matching.held.append(HeldVerdict(id: id, verdict: verdict, hold: hold, learnedLate: learnedLate))
            case .ended: break
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
