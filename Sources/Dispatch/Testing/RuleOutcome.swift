import Engine

/// What may become of an episode of a rule: what `test --coverage` counts.
package enum RuleOutcome: String, CaseIterable, Hashable, Sendable {
    case opened, satisfied, lapsed, withdrawn, missed
}
