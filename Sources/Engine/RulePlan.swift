import Events
import RuleLanguage

/// A rule as the fold asks for it, shared instead of copied: a `Rule` is a large value.
final class RulePlan: Sendable {
    let rule: Rule
    let keySlots: KeySlots
    let trigger: Trigger
    /// Whether a date triggers it.
    let isDated: Bool
    let unless: [UnlessPlan]
    let after: RuleDuration?
    let pause: PausePlan?
    let whileConditions: [Expression]
    let keep: Bool
    let again: RuleDuration?
    let expire: RuleDuration
    /// Triggers and dates before this are none of the rule's business; nil if it has no beginning.
    let since: Timestamp?

    init(_ rule: Rule, since: Timestamp?) {
        self.rule = rule
        self.since = since
        keySlots = rule.keySlots
        trigger = rule.trigger
        switch rule.trigger {
        case .event, .crossing: isDated = false
        case .date, .yearly: isDated = true
        }
        unless = rule.unless.map(UnlessPlan.init)
        after = rule.after
        pause = PausePlan(rule)
        whileConditions = rule.whileConditions
        keep = rule.keep
        again = rule.again
        expire = rule.expire
    }

    /// Whether an event triggers it.
    var isStartedByEvents: Bool {
        switch trigger {
        case .event: return true
        case .crossing, .date, .yearly: return false
        }
    }
}
