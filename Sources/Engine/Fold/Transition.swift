import Events

/// An episode as it was when it opened or, once open, ended.
struct Transition: Sendable {
    enum Kind: Sendable {
        case opened
        /// `opening` is the place of the transition that opened it.
        case ended(Ending, by: EventRef, opening: Int)
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
        let transitions = fold.transitions ?? []
        var opened: [Int: Change] = [:]
        for (place, transition) in transitions.enumerated() {
            switch transition.kind {
            case .opened:
                let change = fold.opening(transition)
                opened[place] = change
                body(change)
            case .ended(let ending, let by, let opening):
                guard var change = opened.removeValue(forKey: opening) else { continue }
                // Only what joined it meanwhile makes it say something else.
                if transitions[opening].episode.triggers.count != transition.episode.triggers.count {
                    change = fold.opening(transition)
                }
                change.end(ending, by: evaluator.timeline[by].identity, at: transition.at)
                body(change)
            }
        }
    }
}

extension Fold {
    fileprivate func opening(_ transition: Transition) -> Change {
        let draft = draft(rule: transition.rule, key: transition.key, transition.episode)
        let task = draft.task(
            customer: customer, timeline: timeline, openedAt: transition.episode.judging, state: .open)
        return Change(
            at: transition.at, kind: .opened, by: nil, task: task, evidence: draft.evidence.map { timeline[$0] })
    }
}

extension Change {
    fileprivate mutating func end(_ ending: Ending, by event: EventIdentity, at t: Timestamp) {
        at = t
        by = event
        switch ending {
        case .done: (task.state, kind) = (.done, .done)
        case .dismissed: (task.state, kind) = (.dismissed, .dismissed)
        case .overtaken: (task.state, task.because, kind) = (.withdrawn, .overtaken, .withdrawn(.overtaken))
        case .moved: (task.state, task.because, kind) = (.withdrawn, .moved, .withdrawn(.moved))
        }
    }
}
