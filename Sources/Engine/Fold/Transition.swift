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
    ///
    /// They come task by task, not in the order of time.
    /// - Parameter events: sorted, at least one.
    func changes(of events: [Event], until: Timestamp, _ body: (Change) -> Void) {
        guard let customer = events.first?.customer else { return }
        let evaluator = Evaluator(plan: plan, timeline: Timeline(sorted: events), customer: customer)
        var fold = Fold(
            plan: plan, evaluator: evaluator, customer: customer, missed: [], state: FoldState(), transitions: [])
        fold.run(to: until, judged: Horizon(through: until))
        let transitions = fold.transitions ?? []
        var endings = [Int?](repeating: nil, count: transitions.count)
        for (place, transition) in transitions.enumerated() {
            switch transition.kind {
            case .opened: break
            case .ended(_, by: _, let opening): endings[opening] = place
            }
        }
        for (place, transition) in transitions.enumerated() {
            switch transition.kind {
            case .opened:
                let opened = fold.opening(transition)
                body(opened)
                guard let ending = endings[place] else { continue }
                // Only what joined it meanwhile makes it say something else.
                let isSame = transitions[ending].episode.triggers.count == transition.episode.triggers.count
                var ended = isSame ? consume opened : fold.opening(transitions[ending])
                ended.end(transitions[ending], timeline: evaluator.timeline)
                body(ended)
            case .ended: break
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
    fileprivate mutating func end(_ transition: Transition, timeline: Timeline) {
        guard case .ended(let ending, let by, _) = transition.kind else { return }
        at = transition.at
        self.by = timeline[by].identity
        switch ending {
        case .done: (task.state, kind) = (.done, .done)
        case .dismissed: (task.state, kind) = (.dismissed, .dismissed)
        case .overtaken: (task.state, task.because, kind) = (.withdrawn, .overtaken, .withdrawn(.overtaken))
        case .moved: (task.state, task.because, kind) = (.withdrawn, .moved, .withdrawn(.moved))
        }
    }
}
