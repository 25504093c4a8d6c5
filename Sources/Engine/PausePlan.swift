import Events
import RuleLanguage

/// The `pause` of a rule, shared likewise.
final class PausePlan: Sendable {
    let from: Pattern
    let until: Pattern
    /// The waits that it stops: `within` of each `unless`, then `after`.
    let waits: [RuleDuration]
    /// The types of the alternatives of both.
    let types: Set<Int>

    init?(_ rule: Rule) {
        guard let pause = rule.pause else { return nil }
        from = pause.from
        until = pause.until
        waits = rule.unless.map(\.within) + (rule.after.map { [$0] } ?? [])
        types = Set((pause.from.alternatives + pause.until.alternatives).map(\.type))
    }
}
