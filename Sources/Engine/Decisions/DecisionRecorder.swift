/// Somebody who listens to the decisions of a fold. The fold is specialised for each: what nobody hears is not put
/// together.
protocol DecisionRecorder {
    static func hears(_ kind: Decision.Kind) -> Bool
    mutating func record(_ decision: FoldDecision, _ evaluator: Evaluator)
}
