import Events

/// `count P within D`, `sum F of P within D since Q for customer`
package struct WindowSyntax: Sendable {
    package var function: WindowFunction
    package var field: Name?
    package var pattern: PatternSyntax
    package var within: DurationLiteral
    package var reach: ReachSyntax
    package var range: SourceRange
    package init(
        function: WindowFunction, field: Name?, pattern: PatternSyntax, within: DurationLiteral,
        reach: ReachSyntax = ReachSyntax(),
        range: SourceRange
    ) {
        self.function = function
        self.field = field
        self.pattern = pattern
        self.within = within
        self.reach = reach
        self.range = range
    }
}
