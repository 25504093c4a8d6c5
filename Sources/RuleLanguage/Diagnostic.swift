/// One mistake, or one suspicion, for the person who wrote the rules.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Sendable { case error, warning }

    package var severity: Severity
    /// A stable short name, as `undeclared-field`; the page of all codes explains each.
    package var code: String
    /// What is wrong, one line, without a full stop.
    package var message: String
    /// The exact words it is about.
    package var range: SourceRange
    /// Why it is wrong, and what to do; nil if the message says all.
    package var help: String?
    /// What was probably meant: a text that would fit in the place of `range`.
    package var suggestion: String?

    package init(
        severity: Severity = .error, code: String, message: String, range: SourceRange, help: String? = nil,
        suggestion: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.range = range
        self.help = help
        self.suggestion = suggestion
    }
}
