/// `touch ours = contact`
package struct TouchDeclaration: Sendable {
    package var range: SourceRange
    /// `ours` or `theirs`.
    package var side: Name
    package var pattern: PatternSyntax
    package init(range: SourceRange, side: Name, pattern: PatternSyntax) {
        self.range = range
        self.side = side
        self.pattern = pattern
    }
}
