/// `customer.mood falls below -3`
package struct CrossingSyntax: Sendable {
    package var score: Name
    package var direction: CrossingDirection
    package var level: NumberLiteral
    package var range: SourceRange
    package init(score: Name, direction: CrossingDirection, level: NumberLiteral, range: SourceRange) {
        self.score = score
        self.direction = direction
        self.level = level
        self.range = range
    }
}
