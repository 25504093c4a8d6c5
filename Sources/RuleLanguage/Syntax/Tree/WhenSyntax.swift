import Events

package enum WhenSyntax: Sendable {
    /// `when [mode] P [as A] [where C]`; the condition is part of the pattern.
    case event(mode: TriggerMode?, modeRange: SourceRange?, pattern: PatternSyntax, alias: Name?)
    /// `when [mode] N P within D [across M F] [since Q] [for customer] [as A]`
    case counting(
        mode: TriggerMode?, modeRange: SourceRange?, count: NumberLiteral, pattern: PatternSyntax,
        within: DurationLiteral,
        across: Across?, reach: ReachSyntax, alias: Name?)
    /// `when [mode] SCORE falls below X [as A]`, `rises above X`
    case crossing(mode: TriggerMode?, modeRange: SourceRange?, CrossingSyntax, alias: Name?)
    /// `when D before FACT [at HH:MM]`, `when D after FACT …`, `when at FACT …`; minutes after midnight.
    case date(DateDirection, offset: DurationLiteral?, fact: Name, minuteOfDay: Int?)
    /// `when yearly on FACT [at HH:MM]`; minutes after midnight, nil if nothing is said.
    case yearly(fact: Name, minuteOfDay: Int?)

    package struct Across: Sendable {
        package var count: NumberLiteral
        package var field: Name
        package init(count: NumberLiteral, field: Name) {
            self.count = count
            self.field = field
        }
    }
}
