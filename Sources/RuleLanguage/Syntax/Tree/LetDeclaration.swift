/// `let patience = 4h`, `let risk = 5 if order.delivered_at is missing else 0`
package struct LetDeclaration: Sendable {
    package var range: SourceRange
    package var name: Name
    package var value: ExpressionSyntax
    /// A duration on a calendar, which is no expression; `value` is then the same without it.
    package var onCalendar: DurationLiteral?
    package init(range: SourceRange, name: Name, value: ExpressionSyntax, onCalendar: DurationLiteral? = nil) {
        self.range = range
        self.name = name
        self.value = value
        self.onCalendar = onCalendar
    }
}
