import Events
import RuleLanguage

/// The scores of a program, who asks for them, and whom they start.
struct ScorePlans: Sendable {
    /// As in the program.
    let all: [ScorePlan]
    /// Their places, each behind those that it asks for.
    let order: [Int]
    /// For each fact of the program, the place of the score that it is.
    let ofFact: [Int?]
    /// For each score, the rules that it may start.
    let crossed: [[Int]]
    /// Whether a score starts any rule.
    let mayCross: Bool

    init(_ program: Program) {
        all = program.scores.map { ScorePlan($0, types: program.schema.types.count) }
        order = program.scoresInOrder
        ofFact = program.facts.map { fact in
            if case .score(let score) = fact.source { return score }
            return nil
        }
        var crossed = [[Int]](repeating: [], count: program.scores.count)
        for (index, rule) in program.rules.enumerated() {
            if case .crossing(_, let crossing) = rule.trigger { crossed[crossing.score].append(index) }
        }
        self.crossed = crossed
        mayCross = crossed.contains { !$0.isEmpty }
    }
}
