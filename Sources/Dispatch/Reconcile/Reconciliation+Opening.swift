import Engine
import Events

extension Reconciliation {
    /// Remembers a verdict that was learned too late, as a task that never was.
    mutating func miss(_ verdict: Verdict, of folded: FoldedTimeline) {
        let draft = engine.draft(of: verdict, in: folded)
        var task = TaskRecord(
            draft, verdict, rule(verdict), customer: folded.customer, openedAt: clock.learned, state: .missed)
        task.dueAt = nil
        append(&task, .missed, HistoryEntry(at: clock.learned, kind: .missed), draft.evidence)
        tasks.append(task)
    }

    /// Asks the gates about verdicts that would become a task now. What was a task once is not asked about again.
    /// - Returns: whether some ended, so that the fold has to be told.
    mutating func endByGates(_ verdicts: [Verdict], of folded: FoldedTimeline) -> Bool {
        var hasEnded = false
        for verdict in verdicts where clock.judged.contains(verdict.judgedAt) {
            let isLate = clock.isLate(verdict.judgedAt, hasArrivals: !arrivals.isEmpty)
            let question = GateQuestion(
                rule: verdict.rule, judgedAt: verdict.judgedAt, learnedLate: isLate ? clock.learned : nil)
            switch dispatcher.ask(question) {
            case .release, .hold, .withhold: continue
            case .end(because: .missed, cools: _): break
            }
            if engine.ids(of: verdict, in: folded).contains(where: { tasks.place(of: $0) != nil }) { continue }
            miss(verdict, of: folded)
            hasEnded = true
        }
        return hasEnded
    }

    /// Opens a task, or one that is there again.
    mutating func open(_ draft: TaskDraft, _ verdict: Verdict, _ reopened: Int?) {
        let at = clock.opening(of: verdict.judgedAt, hasArrivals: !arrivals.isEmpty)
        var task: TaskRecord
        let place: Int
        if let reopened {
            task = tasks[reopened]
            task.state = .open
            task.because = nil
            task.openedAt = at
            _ = task.refresh(from: draft, verdict, rule(verdict))
            place = reopened
        } else {
            task = TaskRecord(draft, verdict, rule(verdict), customer: customer, openedAt: at, state: .open)
            place = tasks.records.count
            tasks.append(task)
        }
        append(&task, .opened, HistoryEntry(at: at, kind: .opened), draft.evidence)
        tasks[place] = task
    }
}
