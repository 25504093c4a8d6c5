/// `route recovery where customer.tier = "gold" to key-accounts priority high due 1h`
package struct RouteDeclaration: Sendable {
    package var range: SourceRange
    /// The word `route`.
    package var keyword: SourceRange
    /// As written; the checker knows the classes.
    package var taskClass: Name?
    package var condition: ExpressionSyntax?
    package var queue: QueueSyntax
    package var priority: PrioritySyntax?
    package var due: DurationLiteral?
    /// Whether a part of it could not be read.
    package var hasMistakes = false
    package init(range: SourceRange, queue: QueueSyntax) {
        self.range = range
        self.keyword = range
        self.queue = queue
    }
}
