import Engine
import Events

extension Reconciliation {
    /// Remembers a verdict that was learned too late, as a task that never was.
    mutating func miss(_ verdict: Verdict, of folded: FoldedTimeline) {
        let draft = engine.draft(of: verdict, in: folded)
        var task = TaskRecord(
            draft, verdict, rule(verdict), calendars, customer: folded.customer, openedAt: clock.learned, state: .missed
        )
        task.dueAt = nil
        append(&task, .missed, HistoryEntry(at: clock.learned, kind: .missed), draft.evidence)
        tasks.append(task)
    }

    /// Ends the episodes that a gate ends, of verdicts that were no task before.
    /// - Returns: whether some ended, so that the fold has to be told.
    mutating func endByGates(_ verdicts: [Verdict], _ passages: [Passage], of folded: FoldedTimeline) -> Bool {
        var hasEnded = false
        for (verdict, passage) in zip(verdicts, passages) {
            switch passage {
            case .beyondHorizon, .free, .kept: continue
            case .ended:
                miss(verdict, of: folded)
                hasEnded = true
            }
        }
        return hasEnded
    }

    /// A verdict that becomes a task now.
    struct Opening {
        let draft: TaskDraft
        let verdict: Verdict
        let at: Timestamp
        /// The place of a task that is opened again.
        let reopened: Int?
    }

    /// Opens a task, or one that is there again.
    mutating func open(_ opening: Opening) {
        let (draft, verdict, at) = (opening.draft, opening.verdict, opening.at)
        var task: TaskRecord
        let place: Int
        if let reopened = opening.reopened {
            task = tasks[reopened]
            task.state = .open
            task.because = nil
            task.openedAt = at
            _ = task.refresh(from: draft, verdict, rule(verdict), calendars)
            place = reopened
        } else {
            task = TaskRecord(draft, verdict, rule(verdict), calendars, customer: customer, openedAt: at, state: .open)
            place = tasks.records.count
            tasks.append(task)
        }
        append(&task, .opened, HistoryEntry(at: at, kind: .opened), draft.evidence)
        tasks[place] = task
    }
}
