import Engine
package import RuleLanguage

/// One thing that is not as the test says.
package struct TestFailure: Hashable, Sendable {
    /// The step; the title of the test for what no step names.
    package var range: SourceRange
    package var message: String
}
