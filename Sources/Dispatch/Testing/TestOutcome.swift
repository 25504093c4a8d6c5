import Engine
package import RuleLanguage

/// What came of one `test` block.
package struct TestOutcome: Sendable {
    package var test: Test
    package var failures: [TestFailure]
    /// What happened, in order: for the person who looks why it failed.
    package var story: [TestMoment]
    /// For each rule of the program, the outcomes that were reached.
    package var reached: [Set<RuleOutcome>]

    package var passed: Bool { failures.isEmpty }
}

extension Rule {
    /// The outcomes that tests of this rule can reach.
    package var reachableOutcomes: [RuleOutcome] {
        let isDate = isDated
        return RuleOutcome.allCases.filter { outcome in
            switch outcome {
            case .opened, .missed: return true
            case .satisfied: return !unless.isEmpty
            case .lapsed: return !whileConditions.isEmpty
            case .withdrawn: return !unless.isEmpty || !whileConditions.isEmpty || isDate
            }
        }
    }
}
