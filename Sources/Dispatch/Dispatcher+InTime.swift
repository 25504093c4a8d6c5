import Engine
import Events
import RuleLanguage

extension Dispatcher {
    /// Every change of one customer's tasks up to a time when every event is known in time: one fold from the first
    /// event to the last, whose verdicts come out at their own times. What joined an open task is told when it ends;
    /// there are no updates.
    ///
    /// They come task by task, not in the order of time. Not for gates that may hold (`mayHold`): those are asked step
    /// by step.
    /// - Parameter events: sorted, at least one.
    func changes(of events: [Event], until: Timestamp, _ body: (Change) -> Void) {
        guard let customer = events.first?.customer else { return }
        var folded = FoldedTimeline(customer: customer, sorted: events)
        let report = engine.fold(
            &folded, to: until, judged: Horizon(through: until), endings: [:])
        if report.changes.isEmpty { return }
        let endings = placesOfEndings(report.changes)
        for (place, change) in report.changes.enumerated() {
            guard case .opened(let verdict) = change else { continue }
            switch ask(
                GateQuestion(
                    rule: verdict.rule, judgedAt: verdict.judgedAt, learnedLate: nil, now: verdict.judgedAt))
            {
            case .release: break
            case .hold, .withhold, .end: continue
            }
            let opened = opening(of: verdict, in: folded)
            body(opened)
            guard let ending = endings[place],
                case .ended(let last, let reason, let by, let at) = report.changes[ending]
            else { continue }
            // Only what joined it meanwhile makes it say something else.
            var ended = last.triggerCount == verdict.triggerCount ? opened : opening(of: last, in: folded)
            ended.kind = ended.task.end(reason)
            ended.at = at
            ended.by = by.identity
            body(ended)
        }
    }

    /// Of each opening the place of its end; nil if it is open still.
    private func placesOfEndings(_ changes: [VerdictChange]) -> [Int?] {
        var endings = [Int?](repeating: nil, count: changes.count)
        // Mostly a customer has few tasks, and then it is quicker to look through them than to name each.
        var open: [(verdict: Verdict, place: Int)] = []
        var named: [Verdict.Name: Int] = [:]
        let isNamed = changes.count > 64
        for (place, change) in changes.enumerated() {
            switch change {
            case .opened(let verdict):
                if isNamed { named[verdict.name] = place } else { open.append((verdict, place)) }
            case .ended(let verdict, _, by: _, at: _):
                if isNamed {
                    if let opening = named.removeValue(forKey: verdict.name) { endings[opening] = place }
                } else if let number = open.lastIndex(where: { $0.verdict.isSame(as: verdict) }) {
                    endings[open.remove(at: number).place] = place
                }
            case .joined, .endedByDispatch: break
            }
        }
        return endings
    }

    private func opening(of verdict: Verdict, in folded: FoldedTimeline) -> Change {
        let draft = engine.draft(of: verdict, in: folded)
        let task = TaskRecord(
            draft, verdict, engine.program.rules[verdict.rule], engine.calendars, customer: folded.customer,
            openedAt: verdict.judgedAt, state: .open)
        return Change(at: verdict.judgedAt, kind: .opened, by: nil, task: task, evidence: draft.evidence)
    }
}
