import Events

/// From `#` to the end of the line, without the line end.
package struct Comment: Hashable, Sendable {
    package let text: String
    package let range: SourceRange
    package init(text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}
