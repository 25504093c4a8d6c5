import Engine
import Events
import RuleLanguage

extension Reconciliation {
    /// A task comes out, unless it was held and is true no more.
    mutating func comeOut(_ candidate: Candidate, unverified: [Text], of folded: inout FoldedTimeline) {
        if !isStillTrue(candidate, folded) { return endNoLonger(candidate, of: &folded) }
        let wasHeld = candidate.held.told != nil
        let judgedAt = candidate.verdict.judgedAt
        let at = candidate.isNew ? clock.opening(of: judgedAt, hasArrivals: !arrivals.isEmpty) : clock.learned
        var task: TaskRecord
        let evidence: [Event]
        let assignment = assignment(of: candidate.verdict, at: wasHeld ? at : judgedAt, folded)
        if wasHeld {
            let held = candidate.place.map { state.tasks[$0] }.flatMap { $0.state == .held ? $0 : nil }
            task = held ?? freshTask(candidate, of: folded).0
            let draft = engine.draft(of: candidate.verdict, in: folded, at: at)
            task.refresh(
                from: draft, candidate.verdict, rule(candidate.verdict), assignment,
                dispatcher.escalations.rules[candidate.verdict.rule])
            evidence = draft.evidence
        } else {
            (task, evidence) = freshTask(candidate, of: folded)
        }
        task.state = .open
        task.because = nil
        task.openedAt = at
        task.dueAt = engine.due(assignment, from: at)
        if task.hasMore || wasHeld || !unverified.isEmpty {
            var outreach = TaskOutreach()
            outreach.askedAt = wasHeld ? at : nil
            outreach.unverified = unverified
            task.outreach = outreach
        }
        noteEarlierAnswers(of: &task, folded)
        append(&task, .opened, HistoryEntry(at: at, kind: .opened), evidence)
        state.tasks.append(task)
    }

    /// Whether each `while` is true now, of what was held; of the others it was asked at the judging.
    func isStillTrue(_ candidate: Candidate, _ folded: FoldedTimeline) -> Bool {
        candidate.held.told == nil
            || CustomerView(engine, folded).isStillTrue(candidate.verdict, at: clock.learned)
    }

    /// It should come out, and a `while` is not true any more.
    private mutating func endNoLonger(_ candidate: Candidate, of folded: inout FoldedTimeline) {
        var (task, evidence) = freshTask(candidate, of: folded)
        let kind = task.withdraw(.noLonger)
        task.outreach.endedAt = folded.frontier
        append(
            &task, kind, HistoryEntry(at: clock.learned, kind: .withdrawn, because: .noLonger), evidence)
        state.tasks.append(task)
        engine.end(candidate.verdict, cools: false, in: &folded)
    }
}
