import Events
import RuleLanguage

/// What an event of one type may end: the waits of a rule, by an `unless`. Shared instead of copied.
final class EndingPlan: Sendable {
    /// Index in the program.
    let index: Int
    let rule: RulePlan
    /// Where an event of the type has the rule's key fields.
    let slots: [Int?]
    /// Whether an `unless` that it may match is for the customer, whatever key the event carries.
    let isForCustomer: Bool

    init(_ index: Int, _ rule: RulePlan, type: Int) {
        self.index = index
        self.rule = rule
        slots = rule.keySlots[type]
        isForCustomer = rule.unless.contains { $0.forCustomer && $0.types.contains(type) }
    }
}
