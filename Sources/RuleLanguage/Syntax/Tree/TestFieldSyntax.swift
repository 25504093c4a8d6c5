package import Events

/// `days 2`: a name and a value. A bare word or a number may stand for a text.
package struct TestFieldSyntax: Sendable {
    package enum Value: Sendable {
        case literal(Events.Value)
        /// A time without an offset: in the site's zone.
        case local(LocalTime)
        /// Bare: a text, or `true`, `false` where the field is a boolean.
        case word(Text)
        /// `+3d`, for a time, from the test's first instant.
        case relative(TimeSpan)
    }
    package var name: Name
    package var value: Value
    package var valueRange: SourceRange
    /// The value as it stands in the source, for a text field.
    package var written: Text
    package init(name: Name, value: Value, valueRange: SourceRange, written: Text) {
        self.name = name
        self.value = value
        self.valueRange = valueRange
        self.written = written
    }
}
