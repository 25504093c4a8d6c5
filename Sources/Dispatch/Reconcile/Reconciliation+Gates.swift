import Engine
import Events
import RuleLanguage

extension Reconciliation {
    /// Asks the gates about verdicts, again and again until the instant has settled, and lets out what nothing holds.
    mutating func ask(_ candidates: [Candidate], of folded: inout FoldedTimeline, _ site: inout SiteState) {
        state.unsettled = nil
        if candidates.isEmpty { return }
        if !dispatcher.mayHold {
            for candidate in candidates { comeOut(candidate, unverified: [], of: &folded) }
            return
        }
        var asked = inOrder(candidates, folded)
        for place in asked.indices { asked[place].resume() }
        if asked.contains(where: { $0.isPassed }) { decide(&asked, of: &folded, &site) }
        while true {
            askOnce(&asked, of: &folded, &site)
            if asked.contains(where: { $0.isPassed }) {
                if site.decidesLater { return keepUndecided(asked, of: folded) }
                decide(&asked, of: &folded, &site)
            } else if !expire(&asked, of: &folded) {
                break
            }
        }
        for candidate in asked { keepHeld(candidate, of: folded) }
    }

    /// Until the instant is over what is held may be let go by what else happens at it.
    mutating func keepUnsettled() {
        guard !settles else { return }
        let isHeld = state.held.contains { held in
            state.tasks.place(of: held.id).map { state.tasks[$0].outreach.hold?.incident == nil } ?? true
        }
        state.unsettled = isHeld ? clock.now : nil
    }

    /// Recovery before relationship, priority, j, rule, key.
    private func inOrder(_ candidates: [Candidate], _ folded: FoldedTimeline) -> [Candidate] {
        var candidates = candidates
        for place in candidates.indices {
            let verdict = candidates[place].verdict
            candidates[place].priority = assignment(of: verdict, at: verdict.judgedAt, folded).priority
        }
        if candidates.count == 1 { return candidates }
        let view = CustomerView(engine, folded)
        return candidates.sorted { a, b in
            let classes = (
                dispatcher.rules[a.verdict.rule].task.taskClass, dispatcher.rules[b.verdict.rule].task.taskClass
            )
            if classes.0 != classes.1 { return classes.0 == .recovery }
            if a.priority != b.priority { return a.priority.rank > b.priority.rank }
            if a.verdict.judgedAt != b.verdict.judgedAt { return a.verdict.judgedAt < b.verdict.judgedAt }
            if a.verdict.rule != b.verdict.rule { return rule(a.verdict).name < rule(b.verdict).name }
            return Self.precedes(a, b, view)
        }
    }

    /// By key, then by anchor.
    static func precedes(_ a: Candidate, _ b: Candidate, _ view: CustomerView) -> Bool {
        if a.verdict.key != b.verdict.key { return a.verdict.key.lexicographicallyPrecedes(b.verdict.key) }
        return view.precedes(a.verdict, b.verdict)
    }

    /// Asks each in turn, until nothing changes: each sees what came out before it.
    private mutating func askOnce(
        _ candidates: inout [Candidate], of folded: inout FoldedTimeline, _ site: inout SiteState
    ) {
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for place in candidates.indices {
                guard case .asked = candidates[place].step else { continue }
                switch answer(candidates[place], among: candidates, folded, site) {
                case .hold(let hold): candidates[place].hold = hold
                case .release(let unverified):
                    hasChanged = true
                    candidates[place].step = .passed(unverified: unverified)
                    if isSurging(candidates[place]) { continue }
                    candidates[place].step = .gone
                    comeOut(candidates[place], unverified: unverified, of: &folded)
                    countDismissed(candidates[place], of: folded, &site)
                }
            }
        }
    }

    private func isSurging(_ candidate: Candidate) -> Bool {
        dispatcher.rules[candidate.verdict.rule].outreach.surge != nil && !candidate.held.passesSurge
    }

    /// What the gates say, the first that holds.
    private func answer(
        _ candidate: Candidate, among candidates: [Candidate], _ folded: FoldedTimeline, _ site: SiteState
    ) -> GateAnswer {
        if dispatcher.gates.isEmpty { return .release() }
        let question = GateQuestion(
            rule: candidate.verdict.rule, task: candidate.id, judgedAt: candidate.verdict.judgedAt,
            priority: candidate.priority, now: clock.learned, customer: CustomerView(engine, folded),
            tasks: gateTasks(candidates, site), hearing: site.hearing)
        var unverified: [Text] = []
        for gate in dispatcher.gates {
            switch gate.ask(question) {
            case .release(let feeds): unverified += feeds
            case .hold(let hold): return .hold(hold)
            }
        }
        return .release(unverified: unverified)
    }

    /// The tasks as the gates see them: what is asked counts as held, what passed as out.
    private func gateTasks(_ candidates: [Candidate], _ site: SiteState) -> [GateTask] {
        var tasks: [GateTask] = []
        var asked: [TaskID: Candidate] = [:]
        for candidate in candidates where !candidate.isGone { asked[candidate.id] = candidate }
        for record in state.tasks.records where !record.state.isMemory && asked[record.id] == nil {
            var task = GateTask(record, rule: dispatcher.rulePlaces[record.rule])
            // As if it had come out: what else becomes of its customer does not wait for the surge.
            if !site.decision.isHere, !task.isLive, record.outreach.gatheredAt != nil { task.endedAt = record.endedAt }
            tasks.append(task)
        }
        for candidate in asked.values {
            var task = GateTask(
                id: candidate.id, rule: candidate.verdict.rule,
                taskClass: dispatcher.rules[candidate.verdict.rule].task.taskClass, isLive: true)
            if candidate.isPassed || candidate.isGathered { task.countsFrom = clock.learned }
            tasks.append(task)
        }
        return tasks
    }

    /// Ends what is still held at j + `expire`.
    /// - Returns: whether something ended.
    private mutating func expire(_ candidates: inout [Candidate], of folded: inout FoldedTimeline) -> Bool {
        var hasEnded = false
        for place in candidates.indices {
            let candidate = candidates[place]
            guard case .asked = candidate.step, let hold = candidate.hold, !wasOut(candidate),
                clock.learned >= expiry(candidate)
            else { continue }
            candidates[place].step = .gone
            hasEnded = true
            var (task, evidence) = heldTask(candidate, hold, of: folded)
            task.state = .expired
            task.outreach.endedAt = folded.frontier
            append(
                &task, .expired(hold.gate),
                HistoryEntry(at: clock.learned, kind: .missed, note: Text(hold.gate.rawValue)), evidence)
            state.tasks.append(task)
            engine.end(candidate.verdict, cools: false, in: &folded)
        }
        return hasEnded
    }

    private func expiry(_ candidate: Candidate) -> Timestamp {
        engine.after(dispatcher.rules[candidate.verdict.rule].expire, candidate.verdict.judgedAt)
    }

    private func wasOut(_ candidate: Candidate) -> Bool {
        candidate.place.map { !state.tasks[$0].outreach.isNeverOut } ?? false
    }

    // MARK: What is still held

    /// Keeps what the surge has yet to decide, and all that was asked with it.
    private mutating func keepUndecided(_ candidates: [Candidate], of folded: FoldedTimeline) {
        for candidate in candidates where !candidate.isGone {
            // What was gathered is decided.
            if candidate.isGathered {
                keepHeld(candidate, of: folded)
                continue
            }
            var held = candidate.held
            if case .passed(let unverified) = candidate.step { held.passed = unverified }
            state.held.append(held)
        }
    }

    /// Keeps what a gate holds when the instant has settled, and tells of it if that is news.
    private mutating func keepHeld(_ candidate: Candidate, of folded: FoldedTimeline) {
        guard !candidate.isGone, let hold = candidate.hold else { return }
        var held = candidate.held
        held.passed = nil
        held.feeds = hold.feeds
        held.asksAt = nil
        if case .asked = candidate.step {
            let expiry = wasOut(candidate) ? nil : expiry(candidate)
            held.asksAt = [hold.asksAt, expiry].compactMap { $0 }.min()
        }
        if isToldAlready(candidate, hold) {
            state.held.append(held)
            return
        }
        var (task, evidence) = heldTask(candidate, hold, of: folded)
        if held.told != hold.gate {
            held.told = hold.gate
            append(
                &task, .held(hold.gate, until: hold.until),
                HistoryEntry(at: clock.learned, kind: .held, note: Text(hold.gate.rawValue)), evidence)
        } else if candidate.place.map({ state.tasks[$0] }) != task {
            note(.updated, task, at: clock.learned, evidence: evidence)
        }
        state.tasks.append(task)
        state.held.append(held)
    }

    /// Whether the task says what holds it, and there is nothing else to say.
    private func isToldAlready(_ candidate: Candidate, _ hold: GateHold) -> Bool {
        guard !candidate.isNews, candidate.held.told == hold.gate, case .asked = candidate.step,
            let place = candidate.place
        else { return false }
        return state.tasks[place].outreach.hold == TaskHold(gate: hold.gate, until: hold.until, incident: nil)
    }

    /// The task of a verdict that is held, or was until now.
    private func heldTask(
        _ candidate: Candidate, _ hold: GateHold, of folded: FoldedTimeline
    ) -> (TaskRecord, [Event]) {
        var (task, evidence) = freshTask(candidate, of: folded)
        let incident = task.outreach.hold?.incident
        task.state = .held
        task.because = nil
        task.dueAt = nil
        task.outreach.hold = TaskHold(gate: hold.gate, until: hold.until, incident: nil)
        if case .gathered = candidate.step {
            task.outreach.gatheredAt = clock.learned
            task.outreach.hold?.incident = candidate.incident ?? incident
        }
        return (task, evidence)
    }

    /// The task of a verdict as it is asked at its judging: a new one, or the one there is.
    func freshTask(_ candidate: Candidate, of folded: FoldedTimeline) -> (TaskRecord, [Event]) {
        if let place = candidate.place {
            if state.tasks[place].state == .held {
                if candidate.isNews { return refreshed(place, from: candidate.verdict, of: folded) }
                return (state.tasks[place], folded.events(Set(state.tasks[place].evidence)))
            }
            var task = state.tasks[place]
            var outreach = TaskOutreach()
            outreach.isNeverOut = task.outreach.isNeverOut
            outreach.gatheredAt = task.outreach.gatheredAt
            task.outreach = outreach
            let draft = engine.draft(of: candidate.verdict, in: folded)
            let judged = candidate.verdict.judgedAt
            task.refresh(
                from: draft, candidate.verdict, rule(candidate.verdict),
                assignment(of: candidate.verdict, at: judged, folded),
                dispatcher.escalations.rules[candidate.verdict.rule])
            return (task, draft.evidence)
        }
        let draft = engine.draft(of: candidate.verdict, in: folded)
        let judged = candidate.verdict.judgedAt
        var task = TaskRecord(
            candidate.id, draft, candidate.verdict, dispatcher.headings[candidate.verdict.rule],
            assignment(of: candidate.verdict, at: judged, folded), customer: customer, openedAt: judged, dueAt: nil,
            state: .held)
        task.outreach.isNeverOut = true
        return (task, draft.evidence)
    }
}

extension Candidate {
    var isGone: Bool { if case .gone = step { true } else { false } }
    var isPassed: Bool { if case .passed = step { true } else { false } }
    var isGathered: Bool { if case .gathered = step { true } else { false } }

    /// Goes on where an earlier step at the same instant has left it.
    fileprivate mutating func resume() {
        guard let unverified = held.passed else { return }
        step = .passed(unverified: unverified)
        held.passed = nil
    }
}

extension Priority {
    /// From the least to the most urgent.
    fileprivate var rank: Int {
        switch self {
        case .low: return 0
        case .normal: return 1
        case .high: return 2
        case .urgent: return 3
        }
    }
}

extension GateTask {
    init(_ record: TaskRecord, rule: Int?) {
        self.init(id: record.id, rule: rule, taskClass: record.taskClass, isLive: record.state.isLive)
        let outreach = record.outreach
        switch record.state {
        case .open: countsFrom = record.openedAt
        case .done:
            countsFrom =
                outreach.isNeverOut ? outreach.gatheredAt : max(record.openedAt, outreach.gatheredAt ?? record.openedAt)
        case .held: countsFrom = outreach.hold?.incident == nil ? nil : outreach.gatheredAt
        case .dismissed, .withdrawn, .expired, .missed, .heldOut: break
        }
        if !isLive, !outreach.isNeverOut { endedAt = record.endedAt }
    }
}

extension TaskRecord {
    /// When it ended the last time; nil if it never did.
    var endedAt: Timestamp? {
        history.last { entry in
            switch entry.kind {
            case .withdrawn, .done, .dismissed, .missed, .heldOut: return true
            case .opened, .held, .claimed, .snoozed, .released, .escalated: return false
            }
        }?.at
    }
}
