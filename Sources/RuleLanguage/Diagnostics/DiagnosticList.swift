import Events

extension DiagnosticKind {
    static let ofLists = [moreMistakes, moreWarnings]

    static let moreMistakes = DiagnosticKind(
        "more-mistakes",
        "There are more mistakes than anybody reads; the first are told, the rest are counted. Mend those, and check again.",
        wrong: "", mend: "")
    static let moreWarnings = DiagnosticKind(
        "more-warnings", "There are more warnings than anybody reads; the first are told, the rest are counted.",
        severity: .warning, wrong: "", mend: "")
}

/// Diagnostics as they are found; behind the first thousand they are only counted.
struct DiagnosticList {
    /// Beyond this many nobody reads on.
    static let most = 1_000
    /// A message with a longer word in it is cut, in bytes.
    private static let longestText = 2_000

    private(set) var told: [Diagnostic] = []
    /// Where all errors are, also those that are not told.
    private(set) var errors: [SourceRange] = []
    /// The first of those that are only counted, and how many there are of each severity.
    private var firstUntold: SourceRange?
    private var untoldErrors = 0
    private var untoldWarnings = 0
    private var last: (code: String, range: SourceRange)?

    /// How many there are.
    var count: Int { told.count + untoldErrors + untoldWarnings }
    var hasErrors: Bool { !errors.isEmpty }

    /// Whether the last one is the same mistake at the same place.
    func endsWith(_ code: String, at range: SourceRange) -> Bool {
        last.map { $0.code == code && $0.range == range } ?? false
    }

    /// Whether one more is only counted, so that its words need not be looked for.
    var isFull: Bool { told.count >= DiagnosticList.most }

    mutating func add(
        _ severity: Diagnostic.Severity, code: String, _ message: String, at range: SourceRange, help: String?,
        suggestion: String?
    ) {
        last = (code, range)
        if severity == .error { errors.append(range) }
        guard !isFull else {
            firstUntold = firstUntold ?? range
            switch severity {
            case .error: untoldErrors += 1
            case .warning: untoldWarnings += 1
            }
            return
        }
        told.append(
            Diagnostic(
                severity: severity, code: code, message: shortened(message), range: range,
                help: help.map(shortened), suggestion: suggestion))
    }

    /// Those that are told, sorted by file and position, and behind them how many are not.
    func sorted() -> [Diagnostic] {
        told.sorted { ($0.range.file, $0.range.start, $0.range.end) < ($1.range.file, $1.range.start, $1.range.end) }
            + rest
    }

    /// Those that are told in the order in which they were found, and behind them how many are not.
    func found() -> [Diagnostic] { told + rest }

    private var rest: [Diagnostic] {
        guard let firstUntold else { return [] }
        let kind: DiagnosticKind = untoldErrors > 0 ? .moreMistakes : .moreWarnings
        let count = untoldErrors > 0 ? untoldErrors : untoldWarnings
        let noun = untoldErrors > 0 ? "mistake" : "warning"
        let message = count == 1 ? "1 more \(noun) is not told" : "\(count) more \(noun)s are not told"
        return [
            Diagnostic(
                severity: kind.severity, code: kind.code, message: message, range: firstUntold,
                help: untoldErrors > 0
                    ? "the next of them is here; mend those above, and check again" : "the next of them is here")
        ]
    }

    private func shortened(_ text: String) -> String {
        guard text.utf8.count > DiagnosticList.longestText else { return text }
        return String(decoding: text.utf8.prefix(DiagnosticList.longestText), as: UTF8.self) + "…"
    }
}
