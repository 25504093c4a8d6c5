package import Events

/// An instant in a test: absolute, or counted from the test's first instant.
package enum TestTimeSyntax: Sendable {
    case absolute(Timestamp, SourceRange)
    case relative(DurationLiteral)
}
