/// One mistake, or one suspicion, for the person who wrote the rules.
public struct Diagnostic: Hashable, Sendable {
    public enum Severity: String, Sendable { case error, warning }

    public var severity: Severity
    /// A stable short name, as `undeclared-field`; the page of all codes explains each.
    public var code: String
    /// What is wrong, one line, without a full stop.
    public var message: String
    /// The exact words it is about.
    public var range: SourceRange
    /// Why it is wrong, and what to do; nil if the message says all.
    public var help: String?
    /// What was probably meant: a text that would fit in the place of `range`.
    public var suggestion: String?

    public init(
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
