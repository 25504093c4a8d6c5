import Engine
import Events
import RuleLanguage

extension Reconciliation {
    /// How the open verdicts stand to the tasks that exist.
    struct Standing {
        /// Not judged yet.
        var waiting: [Verdict] = []
        /// Held, and not asked in this step: gathered, or the instant is not over.
        var resting: [HeldVerdict] = []
        /// Asked in this step.
        var candidates: [Candidate] = []
        /// Tasks whose verdict is still true.
        var kept: Set<TaskID> = []

        /// Takes what has a task that is held.
        mutating func take(_ candidate: Candidate, isAsked: Bool) {
            kept.insert(candidate.id)
            if isAsked { candidates.append(candidate) } else { resting.append(candidate.held) }
        }
    }

    /// Brings the tasks of open verdicts up to date, and finds the verdicts that the gates are asked about.
    /// - Returns: nil if one was learned too late, or its customer is held out, so that the fold has to be done again.
    mutating func sort(_ verdicts: [NetVerdicts.Open], of folded: inout FoldedTimeline) -> Standing? {
        var standing = Standing()
        endsFrom = .distantFuture
        for open in verdicts {
            let verdict = open.verdict
            if !open.isNews, let candidate = unchanged(verdict) {
                standing.take(candidate, isAsked: settles && !isGathered(candidate))
                continue
            }
            let ids = engine.ids(of: verdict, in: folded)
            let places = ids.compactMap { state.tasks.place(of: $0) }
            let isLive = places.contains { state.tasks.state(at: $0).isLive }
            guard isLive || clock.judged.contains(verdict.judgedAt) else {
                standing.waiting.append(verdict)
                continue
            }
            if let open = places.first(where: { state.tasks.state(at: $0) == .open }) {
                standing.kept.insert(state.tasks.id(at: open))
                refresh(open, from: verdict, of: folded)
                continue
            }
            let held = state.held.first { ids.contains($0.id) }
            if held == nil, endsAtOnce(verdict, ids[0], isKnown: !places.isEmpty, of: &folded) { continue }
            let place = places.first { state.tasks.state(at: $0) == .held } ?? places.first
            let id = place.map { state.tasks.id(at: $0) } ?? ids[0]
            var candidate = Candidate(verdict: verdict, id: id, place: place)
            candidate.held = held ?? HeldVerdict(id: candidate.id, verdict: verdict)
            candidate.held.verdict = verdict
            candidate.isNew = held == nil
            candidate.isNews = true
            if held == nil, clock.isLate(verdict.judgedAt, hasArrivals: !arrivals.isEmpty) {
                candidate.held.learnedLate = clock.learned
            }
            guard let place, state.tasks.state(at: place) == .held else {
                standing.candidates.append(candidate)
                continue
            }
            refresh(place, from: verdict, of: folded)
            standing.take(candidate, isAsked: (settles || candidate.isNew) && !isGathered(candidate))
        }
        return endsFrom < .distantFuture ? nil : standing
    }

    /// A verdict that is held, and of which the fold tells nothing new: its task says what it should.
    private func unchanged(_ verdict: Verdict) -> Candidate? {
        guard let held = state.held.first(where: { $0.verdict?.isSame(as: verdict) ?? false }),
            let place = state.tasks.place(of: held.id), state.tasks.state(at: place) == .held
        else { return nil }
        var candidate = Candidate(verdict: verdict, id: held.id, place: place)
        candidate.held = held
        candidate.isNew = false
        return candidate
    }

    private func isGathered(_ candidate: Candidate) -> Bool {
        candidate.place.map { state.tasks[$0].outreach.hold?.incident != nil } ?? false
    }

    /// Ends an episode of which no task comes: it was learned too late, or its customer is held out. If the fold has to be
    /// told, it notes from when on.
    /// - Parameter isKnown: whether there is a task of it, or was: what was opened once does not expire.
    private mutating func endsAtOnce(
        _ verdict: Verdict, _ id: TaskID, isKnown: Bool, of folded: inout FoldedTimeline
    ) -> Bool {
        let isLate = clock.isLate(verdict.judgedAt, hasArrivals: !arrivals.isEmpty)
        if isLate, !isKnown, clock.learned > engine.after(dispatcher.rules[verdict.rule].expire, verdict.judgedAt) {
            remember(verdict, id, .missed, .missed, of: folded)
            endsFrom = min(endsFrom, verdict.judgedAt)
            return true
        }
        guard dispatcher.holdsOut, engine.isHeldOut(rule: verdict.rule, customer: customer) else { return false }
        remember(verdict, id, .heldOut, .heldOut, of: folded)
        if verdict.judgedAt == folded.frontier {
            engine.end(verdict, cools: true, in: &folded)
        } else {
            endsFrom = min(endsFrom, verdict.judgedAt)
        }
        return true
    }

    /// Remembers a verdict of which no task comes, as a task that never was.
    private mutating func remember(
        _ verdict: Verdict, _ id: TaskID, _ taskState: TaskState, _ change: ChangeKind, of folded: FoldedTimeline
    ) {
        let draft = engine.draft(of: verdict, in: folded)
        let assignment = assignment(of: verdict, at: verdict.judgedAt, folded)
        let at =
            taskState == .missed ? clock.learned : clock.opening(of: verdict.judgedAt, hasArrivals: !arrivals.isEmpty)
        var task = TaskRecord(
            id, draft, verdict, dispatcher.headings[verdict.rule], assignment, customer: customer, openedAt: at,
            dueAt: nil,
            state: taskState)
        append(
            &task, change, HistoryEntry(at: at, kind: taskState == .missed ? .missed : .heldOut), draft.evidence)
        state.tasks.append(task)
    }

    /// Who gets a task; without a condition or a route whom its rule says.
    func assignment(of verdict: Verdict, at t: Timestamp, _ folded: FoldedTimeline) -> Assignment {
        if dispatcher.assigns { return CustomerView(engine, folded).assignment(of: verdict, at: t) }
        let task = dispatcher.rules[verdict.rule].task
        return Assignment(
            queue: task.queue.fixed ?? Queue.unassigned, priority: task.priority, due: task.due, route: nil)
    }

    /// Brings a task that is open or held up to date.
    func refreshed(_ place: Int, from verdict: Verdict, of folded: FoldedTimeline) -> (TaskRecord, [Event]) {
        var task = state.tasks[place]
        let asked = task.outreach.askedAt ?? verdict.judgedAt
        let draft = engine.draft(of: verdict, in: folded, at: asked)
        let assignment = assignment(of: verdict, at: asked, folded)
        task.refresh(
            from: draft, verdict, rule(verdict), assignment, dispatcher.escalations.rules[verdict.rule])
        task.dueAt = task.state == .held ? nil : engine.due(assignment, from: task.openedAt)
        return (task, draft.evidence)
    }

    private mutating func refresh(_ place: Int, from verdict: Verdict, of folded: FoldedTimeline) {
        let (task, evidence) = refreshed(place, from: verdict, of: folded)
        if task == state.tasks[place] { return }
        state.tasks[place] = task
        note(.updated, task, at: clock.learned, evidence: evidence)
    }
}

/// A verdict that the gates are asked about.
struct Candidate {
    let verdict: Verdict
    /// Of its task, if there is one, else that it will have.
    let id: TaskID
    /// The place of a task that is held, or that was there before.
    var place: Int?
    var held: HeldVerdict
    /// Whether it was held by no earlier step.
    var isNew = true
    /// Whether this step's fold tells of it; else its task is up to date.
    var isNews = false
    /// Of when it was judged.
    var priority = Priority.normal
    /// What holds it; nil while it has not been asked.
    var hold: GateHold?
    var step = Step.asked
    /// In which it is gathered in this step.
    var incident: TaskID?

    enum Step {
        /// It is asked, and asked again until the instant has settled.
        case asked
        /// Only the surge has to let it pass.
        case passed(unverified: [Text])
        case gathered
        /// It came out, or ended.
        case gone
    }

    init(verdict: Verdict, id: TaskID, place: Int?) {
        self.verdict = verdict
        self.id = id
        self.place = place
        held = HeldVerdict(id: id, verdict: verdict)
    }
}
