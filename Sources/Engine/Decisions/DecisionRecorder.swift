/// Somebody who listens to the decisions of a fold. The fold is specialised for each: what nobody hears is not put
/// together.
protocol DecisionRecorder {
    static func hears(_ kind: Decision.Kind) -> Bool
    mutating func record(_ decision: FoldDecision, _ evaluator: Evaluator)
    /// Called before a fold that begins behind a settled past, with the verdicts that are open there.
    mutating func begin(with open: [Verdict])
}

extension DecisionRecorder {
    mutating func begin(with open: [Verdict]) {}
}
