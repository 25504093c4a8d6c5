/// `priority urgent if C, high if C, normal`
package struct PrioritySyntax: Sendable {
    package struct Choice: Sendable {
        package var priority: Name
        package var condition: ExpressionSyntax
        package init(priority: Name, condition: ExpressionSyntax) {
            self.priority = priority
            self.condition = condition
        }
    }
    /// In the order written.
    package var choices: [Choice] = []
    /// The one without a condition; nil if none is said.
    package var otherwise: Name?
    /// From the word `priority` to the last.
    package var range: SourceRange
    package init(range: SourceRange) { self.range = range }
}
