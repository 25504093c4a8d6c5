import Events

/// Keeps each decision with the identities of what it is about: what `explain` tells.
struct DecisionList: DecisionRecorder {
    private(set) var decisions: [Decision] = []

    static func hears(_ kind: Decision.Kind) -> Bool { true }

    mutating func record(_ decision: FoldDecision, _ evaluator: Evaluator) {
        let timeline = evaluator.timeline
        decisions.append(
            Decision(
                at: decision.at, rule: decision.rule, key: decision.key,
                anchor: decision.anchor.map { timeline[$0].identity }, by: decision.by.map { timeline[$0].identity },
                task: decision.episode.flatMap {
                    evaluator.ids($0, rule: decision.rule, key: decision.key).first
                }, kind: decision.kind))
    }
}
