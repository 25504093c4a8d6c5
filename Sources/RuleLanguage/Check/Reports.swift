/// The mistakes that were found, each said once.
struct Reports {
    private(set) var diagnostics: DiagnosticList
    /// What could not be read.
    let syntaxErrors: SyntaxErrors
    /// Texts and values that were reported to have a character in them that is not seen.
    var unseenTexts: [SourceRange] = []
    /// Whether it was said that something is too large.
    var saysTooLarge = false
    private var said: Set<Said> = []

    private struct Said: Hashable {
        var code: String
        var range: SourceRange
    }

    /// - Parameter diagnostics: the mistakes of reading.
    init(_ diagnostics: DiagnosticList) {
        self.diagnostics = diagnostics
        syntaxErrors = SyntaxErrors(diagnostics.errors)
    }

    /// Whether a mistake is to be told: one at words that could be read, which nobody has told of that place. It counts
    /// as told from now on.
    mutating func isNews(_ kind: DiagnosticKind, at range: SourceRange) -> Bool {
        // Words that could not be read mean nothing that could be wrong.
        guard !syntaxErrors.contains(range) else { return false }
        return said.insert(Said(code: kind.code, range: range)).inserted
    }

    mutating func add(
        _ kind: DiagnosticKind, _ message: String, at range: SourceRange, help: String?, suggestion: String?
    ) {
        diagnostics.add(
            kind.severity, code: kind.code, message, at: range, help: help, suggestion: suggestion)
    }
}
