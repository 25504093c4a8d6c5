package import Events

/// Which task a step speaks of: every part that is said must fit.
package struct TestTask: Hashable, Sendable {
    /// Index in the program.
    package var rule: Int
    package var customer: Text?
    /// By place in `per`; nil where nothing is said.
    package var key: [Value?]
    package init(rule: Int, customer: Text?, key: [Value?]) {
        self.rule = rule
        self.customer = customer
        self.key = key
    }
}
