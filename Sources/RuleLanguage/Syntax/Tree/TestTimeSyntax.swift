package import Events

/// An instant in a test: absolute, or counted from the test's first instant.
package enum TestTimeSyntax: Sendable {
    case absolute(Timestamp, SourceRange)
    /// Without an offset: in the site's zone.
    case local(LocalTime, SourceRange)
    case relative(DurationLiteral)
}
