package struct NumberLiteral: Hashable, Sendable {
    package var value: Double
    package var range: SourceRange
    package init(value: Double, range: SourceRange) {
        self.value = value
        self.range = range
    }
}
