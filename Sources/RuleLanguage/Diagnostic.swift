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
    /// What was probably meant: a text that would fit in the place of `range`; empty if that is best left out.
    package var suggestion: String?

    package init(
        severity: Severity = .error, code: String, message: String, range: SourceRange, help: String? = nil,
        suggestion: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message.shortened(to: 400)
        self.range = range
        self.help = help?.shortened(to: 600)
        self.suggestion = suggestion.flatMap { $0.utf8.count > 1_000 ? nil : $0 }
    }
}

extension String {
    /// Its beginning and its end, if it is longer than anybody reads: a name may be a megabyte.
    fileprivate func shortened(to length: Int) -> String {
        utf8.count <= length ? self : prefix(length * 2 / 3) + " … " + suffix(length / 3)
    }
}
