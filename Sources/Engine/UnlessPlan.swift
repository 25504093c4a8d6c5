import Events
import RuleLanguage

/// One `unless` of a rule, shared likewise.
final class UnlessPlan: Sendable {
    let pattern: Pattern
    /// The types of its alternatives.
    let types: [Int]
    let strictly: Bool
    let within: RuleDuration
    let lookingBack: RuleDuration?
    let forCustomer: Bool
    /// Whether its window holds events of before the anchor.
    let looksBack: Bool

    init(_ unless: Unless) {
        pattern = unless.pattern
        types = unless.pattern.alternatives.map(\.type)
        strictly = unless.strictly
        within = unless.within
        lookingBack = unless.lookingBack
        forCustomer = unless.forCustomer
        looksBack = unless.lookingBack != .elapsed(.zero)
    }
}
