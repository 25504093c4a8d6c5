import Events

extension DiagnosticKind {
    static let ofSameClauses = [sameClause]

    static let sameClause = DiagnosticKind(
        "same-clause", "Two clauses of a rule say the same, and count once.", severity: .warning,
        wrong: rule(
            "when delivery.delayed", "escalate unclaimed after 2h to head", "escalate unclaimed after 120min to head"),
        change: "120min", to: "4h")
}

extension Checker {
    /// Warns of clauses that may stand several times and say the same: one of them was probably to say something else.
    /// - Parameters:
    ///   - meanings: of the clauses that begin with `word`, in the order written.
    mutating func reportSame<Meaning: Hashable>(_ word: String, _ meanings: [Meaning], _ clauses: Clauses) {
        let ranges = clauses.several[word] ?? []
        guard meanings.count > 1, meanings.count == ranges.count else { return }
        var first: [Meaning: SourceRange] = [:]
        for (meaning, range) in zip(meanings, ranges) {
            guard let earlier = first[meaning] else {
                first[meaning] = range
                continue
            }
            // What could not be resolved means nothing, like another of its kind.
            if hasError(in: clauses.reach(range)) || hasError(in: clauses.reach(earlier)) { continue }
            report(
                .sameClause, "this `\(word)` says what another one says", at: range,
                help: "that one is in \(place(earlier, seenFrom: range)); was it to say something else?")
        }
    }

    private func hasError(in range: SourceRange) -> Bool {
        SyntaxErrors(reports.diagnostics.errors).beginsWithin(file: range.file, range.start, range.end)
    }
}
