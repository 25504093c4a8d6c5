/// Two who listen to the same fold.
struct RecorderPair<First: DecisionRecorder, Second: DecisionRecorder>: DecisionRecorder {
    var first: First
    var second: Second

    static func hears(_ kind: Decision.Kind) -> Bool { First.hears(kind) || Second.hears(kind) }

    mutating func begin(with open: [Verdict]) {
        first.begin(with: open)
        second.begin(with: open)
    }

    mutating func record(_ decision: FoldDecision, _ evaluator: Evaluator) {
        if First.hears(decision.kind) { first.record(decision, evaluator) }
        if Second.hears(decision.kind) { second.record(decision, evaluator) }
    }
}
