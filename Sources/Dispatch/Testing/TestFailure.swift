package import Events
package import RuleLanguage

/// One thing that is not as the test says.
package struct TestFailure: Hashable, Sendable {
    /// The step; the title of the test for what no step names.
    package var range: SourceRange
    package var message: String
    /// What it is about; nil for what no rule decides.
    package var subject: Subject?

    /// A rule, of whom it was asked, and when: what `explain` can tell about.
    package struct Subject: Hashable, Sendable {
        /// Its place in the program.
        package var rule: Int
        /// One, or everybody whom the step may mean.
        package var customers: [Text]
        package var at: Timestamp

        package init(rule: Int, customers: [Text], at: Timestamp) {
            self.rule = rule
            self.customers = customers
            self.at = at
        }
    }
}
