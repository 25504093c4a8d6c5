import Engine
import Events
import RuleLanguage

extension Reconciliation {
    /// Lets the surge decide about all that passed the other gates, by key: they come out, or are gathered.
    mutating func decide(
        _ candidates: inout [Candidate], of folded: inout FoldedTimeline, _ site: inout SiteState
    ) {
        let view = CustomerView(engine, folded)
        let passed = candidates.indices.filter { candidates[$0].isPassed }.sorted { a, b in
            let (first, second) = (candidates[a], candidates[b])
            if first.verdict.key == second.verdict.key, first.verdict.rule != second.verdict.rule {
                return rule(first.verdict).name < rule(second.verdict).name
            }
            return Self.precedes(first, second, view)
        }
        for place in passed {
            guard case .passed(let unverified) = candidates[place].step else { continue }
            candidates[place].step = .gone
            guard let surge = rule(candidates[place].verdict).outreach.surge else {
                comeOut(candidates[place], unverified: unverified, of: &folded)
                continue
            }
            decide(&candidates[place], surge, unverified, of: &folded, &site)
        }
    }

    private mutating func decide(
        _ candidate: inout Candidate, _ surge: Surge, _ unverified: [Text], of folded: inout FoldedTimeline,
        _ site: inout SiteState
    ) {
        let ask = ask(of: candidate, surge, folded)
        if case .elsewhere(let gathers, let asks) = site.decision {
            // Whoever decides later would not know that it has ended instead.
            if !isStillTrue(candidate, folded) { return comeOut(candidate, unverified: unverified, of: &folded) }
            site.decision = .elsewhere(gathers: gathers, asks: asks + [ask])
            if gathers {
                candidate.gather(in: ask.incident(at: clock.learned))
            } else {
                comeOut(candidate, unverified: unverified, of: &folded)
            }
            return
        }
        if let incident = site.gather(ask, of: customer, at: clock.learned) { return candidate.gather(in: incident) }
        let before = state.tasks.place(of: candidate.id).map { state.tasks[$0].state }
        comeOut(candidate, unverified: unverified, of: &folded)
        let after = state.tasks.place(of: candidate.id).map { state.tasks[$0].state }
        if after == .open, before != .open {
            site.count(candidate.id, ask.name, at: clock.learned, most: surge.most)
        }
    }

    private func ask(of candidate: Candidate, _ surge: Surge, _ folded: FoldedTimeline) -> SurgeAsk {
        let verdict = candidate.verdict
        let assignment = assignment(of: verdict, at: verdict.judgedAt, folded)
        return SurgeAsk(
            task: candidate.id, surgeName(verdict, surge, folded),
            SurgeLimit(most: surge.most, within: surge.within), title: rule(verdict).title,
            rule(verdict).task.taskClass, queue: assignment.queue, assignment.priority)
    }

    private func surgeName(_ verdict: Verdict, _ surge: Surge, _ folded: FoldedTimeline) -> SurgeName {
        let view = CustomerView(engine, folded)
        return SurgeName(
            rule: rule(verdict).name,
            group: surge.by.isEmpty ? nil : view.value(in: surge.by, ofAnchorOf: verdict))
    }

    /// Tasks that were gathered and ended by their verdict are members no more before the gates are asked: an incident
    /// without any is withdrawn, and gathers nothing else.
    mutating func leaveIncidents(_ before: Set<DispatchState.Gathered>, _ site: inout SiteState) {
        let left = before.subtracting(state.gathered)
        if left.isEmpty { return }
        site.leave(left, customer: customer)
        // A replay does that when all customers have been folded.
        if !site.decidesLater { note(dispatcher.dropEmptyIncidents(&site, clock: clock)) }
    }

    /// Tells the surge of a task that comes out, though an incident in which it was gathered was dismissed.
    func countDismissed(_ candidate: Candidate, of folded: FoldedTimeline, _ site: inout SiteState) {
        guard candidate.held.passesSurge, let surge = rule(candidate.verdict).outreach.surge,
            let place = state.tasks.place(of: candidate.id), state.tasks[place].state == .open
        else { return }
        site.count(
            candidate.id, surgeName(candidate.verdict, surge, folded), at: clock.learned, most: surge.most)
    }
}

extension Candidate {
    fileprivate mutating func gather(in incident: TaskID) {
        step = .gathered
        hold = GateHold(.surge, until: nil)
        self.incident = incident
    }
}

extension TaskRecord {
    /// An incident that begins with what was asked.
    init(incidentOf ask: SurgeAsk, openedAt: Timestamp) {
        self.init(
            id: ask.incident(at: openedAt), rule: ask.name.rule, title: ask.title, customer: "", key: [],
            taskClass: ask.taskClass, queue: ask.queue, priority: ask.priority, say: "", judgedAt: openedAt,
            openedAt: openedAt, dueAt: nil, state: .open, because: nil, evidence: [], history: [])
        outreach.members = []
    }
}
