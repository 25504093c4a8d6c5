import RuleLanguage

extension Program {
    /// The program as a back-test runs it: nobody is held out, and what only changes who has a task is left out.
    /// - Parameter asksGates: else there are no gates either.
    func prepared(asksGates: Bool) -> Program {
        var program = self
        for rule in program.rules.indices {
            program.rules[rule].outreach.escalations = []
            program.rules[rule].outreach.holdoutPercent = nil
            if !asksGates { program.rules[rule].outreach.surge = nil }
        }
        if !asksGates { program.gates = GateDeclarations() }
        return program
    }

    /// Whether what becomes of a rule's tasks depends on no other rule, and on no rule by its place.
    var hasIndependentRules: Bool {
        gates == GateDeclarations() && rules.allSatisfy { $0.outreach.surge == nil }
    }

    /// The places of the rules whose verdicts may be others than those of another program of the same names; all, if
    /// what they ask about is another.
    func rules(thatDifferFrom other: Program) -> [Int] {
        let (mine, others) = (pieces, other.pieces)
        guard mine.common == others.common, rules.map(\.name) == other.rules.map(\.name) else {
            return Array(rules.indices)
        }
        return rules.indices.filter { mine.rules[$0] != others.rules[$0] }
    }

    /// Whether the same events are outcomes and touches, and the same facts are asked.
    func looksAtTheSame(as other: Program) -> Bool {
        outcomes.map(\.meaning) == other.outcomes.map(\.meaning) && touches == other.touches
            && pieces.common == other.pieces.common
    }

    /// The canonical form of what all rules share, and of each rule.
    private var pieces: (common: [[UInt8]], rules: [[UInt8]]) {
        var all: [[UInt8]] = []
        writeCanonicalForm { all.append($0) }
        return (Array(all.dropLast(rules.count)), Array(all.suffix(rules.count)))
    }
}

extension Outcome {
    /// Without its place in the files.
    fileprivate var meaning: Outcome {
        var outcome = self
        outcome.range = SourceRange(file: 0, start: 0, end: 0)
        return outcome
    }
}
