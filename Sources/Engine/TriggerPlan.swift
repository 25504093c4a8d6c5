import Events
import RuleLanguage

/// What an event of one type may start: a rule's wait. Shared instead of copied.
final class TriggerPlan: Sendable {
    /// Index in the program.
    let rule: Int
    let mode: TriggerMode
    /// Triggers before this are none of the rule's business.
    let since: Timestamp?
    /// Where an event of the type has the rule's key fields.
    let slots: [Int?]
    /// Whether the plan before it for the type has the same slots, and so the same key.
    let sharesKey: Bool
    /// Of which one must hold; empty: every event of the type is a trigger.
    let conditions: [Expression]

    init(_ rule: Int, _ mode: TriggerMode, _ pattern: Pattern, _ plan: RulePlan, type: Int, after last: TriggerPlan?) {
        self.rule = rule
        self.mode = mode
        since = plan.since
        slots = plan.keySlots[type]
        sharesKey = last?.slots == slots
        let alternatives = pattern.alternatives.filter { $0.type == type }
        let isUnconditional = alternatives.contains { $0.condition == nil }
        conditions = isUnconditional ? [] : alternatives.compactMap(\.condition)
    }
}
