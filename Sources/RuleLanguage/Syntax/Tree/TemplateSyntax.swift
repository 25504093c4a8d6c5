package import Events

/// A text with expressions in braces.
package struct TemplateSyntax: Sendable {
    package enum Part: Sendable {
        /// Unescaped.
        case text(Text)
        case expression(ExpressionSyntax)
    }
    package var parts: [Part]
    package var range: SourceRange
    package init(parts: [Part], range: SourceRange) {
        self.parts = parts
        self.range = range
    }
}
