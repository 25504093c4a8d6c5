/// One kind of mistake: its stable code, and what the page of all codes says about it.
///
/// Each kind stands beside the check that reports it, so that no code can be reported that the page does not know.
public struct DiagnosticKind: Sendable {
    public let severity: Diagnostic.Severity
    /// As `undeclared-field`.
    public let code: String
    /// What the mistake is and why it is one, in one line.
    public let meaning: String
    /// A rule file with this mistake and no other.
    public let wrong: String
    /// The same file, mended.
    public let mend: String

    init(
        _ code: String, _ meaning: String, severity: Diagnostic.Severity = .error, wrong: String = "",
        mend: String = ""
    ) {
        self.severity = severity
        self.code = code
        self.meaning = meaning
        self.wrong = wrong
        self.mend = mend
    }
}
