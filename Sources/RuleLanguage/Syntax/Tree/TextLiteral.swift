package import Events

package struct TextLiteral: Sendable {
    /// Unescaped.
    package var text: Text
    package var range: SourceRange
    package init(text: Text, range: SourceRange) {
        self.text = text
        self.range = range
    }
}
