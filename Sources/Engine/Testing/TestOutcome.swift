public import Events
public import RuleLanguage

/// What came of one `test` block.
public struct TestOutcome: Sendable {
    public var test: Test
    public var failures: [TestFailure]
    /// What happened, in order: for the person who looks why it failed.
    public var story: [TestMoment]
    /// For each rule of the program, the outcomes that were reached.
    public var reached: [Set<RuleOutcome>]

    public var passed: Bool { failures.isEmpty }
}

/// One thing that is not as the test says.
public struct TestFailure: Hashable, Sendable {
    /// The step; the title of the test for what no step names.
    public var range: SourceRange
    public var message: String
}

/// One line of a test's story.
public struct TestMoment: Sendable {
    public enum Kind: Sendable {
        case event(Event)
        case change(Change)
    }
    /// The test's clock.
    public var at: Timestamp
    public var kind: Kind
}

/// What may become of an episode of a rule: what `test --coverage` counts.
public enum RuleOutcome: String, CaseIterable, Hashable, Sendable {
    case opened, satisfied, lapsed, withdrawn, missed
}

extension Rule {
    /// The outcomes that tests of this rule can reach.
    public var reachableOutcomes: [RuleOutcome] {
        let isDate: Bool
        switch trigger {
        case .event: isDate = false
        case .date, .yearly: isDate = true
        }
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
