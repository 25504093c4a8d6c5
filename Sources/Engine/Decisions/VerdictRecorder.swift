import Events

/// Keeps what becomes of verdicts: what dispatch works on.
struct VerdictRecorder: DecisionRecorder {
    private(set) var changes: [VerdictChange] = []

    static func hears(_ kind: Decision.Kind) -> Bool {
        switch kind {
        case .opened, .answeredBefore, .done, .dismissed, .overtaken, .joined(isOpen: true), .moved(wasOpen: true),
            .expired, .noLonger, .heldOut, .doneByIncident:
            return true
        case .armed, .joined(isOpen: false), .anchored, .paused, .wentOn, .cooling, .skipped, .beforeRule, .withoutKey,
            .notMatched,
            .awaiting, .satisfied, .lapsed, .missed, .moved(wasOpen: false):
            return false
        }
    }

    mutating func begin(with open: [Verdict]) { changes += open.map(VerdictChange.opened) }

    mutating func record(_ decision: FoldDecision, _ evaluator: Evaluator) {
        guard let episode = decision.episode else { return }
        let verdict = Verdict(rule: decision.rule, key: decision.key, episode: episode)
        func ended(_ ending: VerdictEnding) {
            guard let by = decision.by else { return }
            changes.append(.ended(verdict, ending, by: evaluator.timeline[by], at: decision.at))
        }
        switch decision.kind {
        case .opened: changes.append(.opened(verdict))
        case .joined: changes.append(.joined(verdict))
        case .done, .answeredBefore(dismissed: false): ended(.done)
        case .dismissed, .answeredBefore(dismissed: true): ended(.dismissed)
        case .overtaken: ended(.overtaken)
        case .moved: ended(.moved)
        case .expired, .noLonger, .heldOut: changes.append(.endedByDispatch(verdict))
        case .doneByIncident:
            guard case .incident(let answer)? = decision.ending else { return }
            changes.append(.ended(verdict, .done, by: answer, at: decision.at))
        case .armed, .anchored, .paused, .wentOn, .cooling, .skipped, .beforeRule, .withoutKey, .notMatched, .awaiting,
            .satisfied, .lapsed, .missed:
            break
        }
    }
}
