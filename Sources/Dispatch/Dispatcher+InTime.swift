import Engine
import Events
import RuleLanguage

extension Dispatcher {
    /// Every change of one customer's tasks up to a time when every event is known in time: one fold from the first
    /// event to the last, whose verdicts come out at their own times, or as gates let them. What joined an open task is
    /// told when it ends; there may be no updates.
    ///
    /// They come task by task, not in the order of time.
    /// - Parameter events: sorted, at least one.
    /// - Returns: nil if all is told; else the first instant at which a verdict opens, where a gate may end one or an
    ///   escalation may come: nothing was told, and it has to go from instant to instant from there on.
    func changes(
        of events: [Event], until: Timestamp, _ hearing: FeedHearing, _ body: (Change) -> Void
    ) -> Timestamp? {
        guard let customer = events.first?.customer else { return nil }
        var folded = FoldedTimeline(customer: customer, sorted: events)
        let report = engine.fold(
            &folded, to: until, judged: Horizon(through: until), endings: [:])
        if report.changes.isEmpty { return nil }
        if hasInstants, !mayGoTheShortRoad(report.changes, of: folded, hearing) {
            if let changes = heldChanges(report.changes, of: &folded, until: until, hearing) {
                changes.forEach(body)
                return nil
            }
            return report.changes.lazy.compactMap(\.opensAt).first
        }
        let endings = report.changes.count == 1 ? [nil] : placesOfEndings(report.changes)
        for (place, change) in report.changes.enumerated() {
            guard case .opened(let verdict) = change else { continue }
            var change = opening(of: verdict, in: folded)
            body(change)
            guard let ending = endings[place],
                case .ended(let last, let reason, let by, let at) = report.changes[ending]
            else { continue }
            // Only what joined it meanwhile makes it say something else.
            if last.triggerCount != verdict.triggerCount { change = opening(of: last, in: folded) }
            change.kind = change.task.end(reason)
            change.at = at
            change.by = by.identity
            body(change)
        }
        return nil
    }

    /// Whether no gate holds any of a customer's verdicts at its own time, and nothing else comes of time alone.
    func mayGoTheShortRoad(
        _ changes: [VerdictChange], of folded: FoldedTimeline, _ hearing: FeedHearing
    ) -> Bool {
        if hasSurges { return false }
        let view = CustomerView(engine, folded)
        var tasks: [GateTask] = []
        var verdicts: [Verdict] = []
        for change in changes {
            switch change {
            case .opened(let verdict):
                let rule = rules[verdict.rule]
                let now = verdict.judgedAt
                if !rule.outreach.escalations.isEmpty { return false }
                if holdsOut, engine.isHeldOut(rule: verdict.rule, customer: folded.customer) { return false }
                // Of several at one instant it matters in which order they are asked.
                if tasks.contains(where: { $0.countsFrom == now || $0.openedAt == now }) { return false }
                // An id costs a hash; here all that it is for is to be no other's.
                let question = GateQuestion(
                    rule: verdict.rule, task: TaskID("asked"), judgedAt: now,
                    priority: assigns ? view.assignment(of: verdict, at: now).priority : rule.task.priority,
                    now: now, customer: view, tasks: tasks, hearing: hearing)
                guard gates.allSatisfy({ $0.ask(question) == .release() }) else { return false }
                verdicts.append(verdict)
                tasks.append(
                    GateTask(
                        id: TaskID("out"), rule: verdict.rule, taskClass: rule.task.taskClass, isLive: true,
                        countsFrom: now,
                        openedAt: now))
            case .ended(let verdict, let ending, by: _, at: let at):
                guard let place = verdicts.indices.last(where: { tasks[$0].isLive && verdicts[$0].isSame(as: verdict) })
                else { continue }
                tasks[place].isLive = false
                tasks[place].endedAt = at
                if ending != .done { tasks[place].countsFrom = nil }
            case .joined, .endedByDispatch: break
            }
        }
        return true
    }

    /// Of each opening the place of its end; nil if it is open still.
    func placesOfEndings(_ changes: [VerdictChange]) -> [Int?] {
        var endings = [Int?](repeating: nil, count: changes.count)
        if changes.count == 2, case .opened(let verdict) = changes[0],
            case .ended(let ended, _, by: _, at: _) = changes[1]
        {
            if verdict.isSame(as: ended) { endings[0] = 1 }
            return endings
        }
        // Mostly a customer has few tasks, and then it is quicker to look through them than to name each.
        var open: [Int] = []
        var named: [Verdict.Name: Int] = [:]
        let isNamed = changes.count > 64
        for place in changes.indices {
            switch changes[place] {
            case .opened(let verdict):
                if isNamed { named[verdict.name] = place } else { open.append(place) }
            case .ended(let verdict, _, by: _, at: _):
                if isNamed {
                    if let opening = named.removeValue(forKey: verdict.name) { endings[opening] = place }
                } else if let number = open.lastIndex(where: { changes[$0].opens(verdict) }) {
                    endings[open.remove(at: number)] = place
                }
            case .joined, .endedByDispatch: break
            }
        }
        return endings
    }

    private func opening(of verdict: Verdict, in folded: FoldedTimeline) -> Change {
        let (id, draft) = engine.namedDraft(of: verdict, in: folded)
        let at = verdict.judgedAt
        let assignment =
            assigns ? CustomerView(engine, folded).assignment(of: verdict, at: at) : assignments[verdict.rule]
        let task = TaskRecord(
            id, draft, verdict, headings[verdict.rule], assignment,
            customer: folded.customer, openedAt: at, dueAt: engine.due(assignment, from: at), state: .open)
        return Change(at: at, kind: .opened, by: nil, task: task, evidence: draft.evidence)
    }
}

extension VerdictChange {
    /// Whether it is the opening of this verdict.
    fileprivate func opens(_ verdict: Verdict) -> Bool {
        switch self {
        case .opened(let opened): return opened.isSame(as: verdict)
        case .joined, .ended, .endedByDispatch: return false
        }
    }

    /// When a verdict opens by it; nil if none does.
    var opensAt: Timestamp? {
        switch self {
        case .opened(let verdict): return verdict.judgedAt
        case .joined, .ended, .endedByDispatch: return nil
        }
    }
}
