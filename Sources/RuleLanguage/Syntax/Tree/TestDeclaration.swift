/// `test "…"` and its steps.
package struct TestDeclaration: Sendable {
    package var range: SourceRange
    package var title: TextLiteral
    package var steps: [TestStepSyntax]
    /// Whether a part of it could not be read, which is reported already: what seems to be missing may have been there.
    package var hasMistakes = false
    package init(range: SourceRange, title: TextLiteral, steps: [TestStepSyntax]) {
        self.range = range
        self.title = title
        self.steps = steps
    }
}
