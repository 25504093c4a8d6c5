package import Events

package struct DurationLiteral: Hashable, Sendable {
    package var span: TimeSpan
    package var range: SourceRange
    package init(span: TimeSpan, range: SourceRange) {
        self.span = span
        self.range = range
    }
}
