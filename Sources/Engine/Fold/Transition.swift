import Events

/// An episode as it was when it opened or, once open, ended.
struct Transition: Sendable {
    enum Kind: Sendable {
        case opened
        case ended(Ending, by: EventRef)
    }

    var at: Timestamp
    var rule: Int
    var key: [Value]
    var episode: Episode
    var kind: Kind
}

extension RuleEngine {
    /// Every change of one customer's tasks up to a time when every event is known in time: one fold from the first
    /// event to the last. What joined an open task is told when it ends; there are no updates.
    /// - Parameter events: sorted, at least one.
    func changes(of events: [Event], until: Timestamp, _ body: (Change) -> Void) {
        guard let customer = events.first?.customer else { return }
        let evaluator = Evaluator(plan: plan, timeline: Timeline(sorted: events), customer: customer)
        var fold = Fold(
            plan: plan, evaluator: evaluator, customer: customer, missed: [], state: FoldState(), transitions: [])
        fold.run(to: until, judged: Horizon(through: until))
        for transition in fold.transitions ?? [] { body(fold.change(transition)) }
    }
}

extension Fold {
    fileprivate func change(_ transition: Transition) -> Change {
        let draft = draft(rule: transition.rule, key: transition.key, transition.episode)
        var task = draft.task(
            customer: customer, timeline: timeline, openedAt: transition.episode.judging, state: .open)
        let kind: ChangeKind
        var by: EventIdentity?
        switch transition.kind {
        case .opened: kind = .opened
        case .ended(let ending, let event):
            by = evaluator.timeline[event].identity
            switch ending {
            case .done: (task.state, kind) = (.done, .done)
            case .dismissed: (task.state, kind) = (.dismissed, .dismissed)
            case .overtaken: (task.state, task.because, kind) = (.withdrawn, .overtaken, .withdrawn(.overtaken))
            case .moved: (task.state, task.because, kind) = (.withdrawn, .moved, .withdrawn(.moved))
            }
        }
        return Change(
            at: transition.at, kind: kind, by: by, task: task, evidence: draft.evidence.map { evaluator.timeline[$0] })
    }
}
