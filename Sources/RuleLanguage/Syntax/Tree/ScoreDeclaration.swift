/// `score customer.mood half-life 14d` and what adds to it.
package struct ScoreDeclaration: Sendable {
    /// `add -2 * days for delivery.delayed where days <= 3`
    package struct Add: Sendable {
        /// From the word `add` to the last word.
        package var range: SourceRange
        package var weight: ExpressionSyntax
        package var pattern: PatternSyntax
        package init(range: SourceRange, weight: ExpressionSyntax, pattern: PatternSyntax) {
            self.range = range
            self.weight = weight
            self.pattern = pattern
        }
    }

    package var range: SourceRange
    package var name: Name
    /// Nil if it could not be read.
    package var halfLife: DurationLiteral?
    package var adds: [Add] = []
    /// Whether a part of it could not be read.
    package var hasMistakes = false
    package init(range: SourceRange, name: Name) {
        self.range = range
        self.name = name
    }
}
