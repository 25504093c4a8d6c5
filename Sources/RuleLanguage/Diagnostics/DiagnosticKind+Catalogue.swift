extension DiagnosticKind {
    /// Every mistake and suspicion that `compile` can report, by code. Each file of checks brings its own.
    package static let all: [DiagnosticKind] = [
        ofDeclarations, ofWrittenTypes, ofPatterns, ofNames, ofExpressions, ofFacts, ofScores, ofJourneys, ofFeeds,
        ofClauses, ofRules, ofChoices, ofLets, ofDisguises, ofPriorities,
        ofRuleOutreach, ofRoutes, ofGates, ofOutcomes, ofKeys, ofTriggers,
        ofEffects, ofSameClauses, ofReach, ofTables, ofCalendars, ofPauses, ofTests, ofTestEvents, ofTestAnswers,
        ofUnused, ofWarnings,
        ofSuspicions,
        ofSyntax,
        ofLists, ofLimits,
    ].flatMap { $0 }.sorted { $0.code < $1.code }
}

/// The page of all codes, in Markdown.
package func diagnosticsPage() -> String {
    var page = """
        # What `outreachd check` says

        Every mistake has a code, which stands behind its message. This page is generated from the checks themselves:
        do not edit it, `RECORD=1 swift test --filter DiagnosticsPage` writes it.
        All examples stand on these declarations:

        ```
        \(DiagnosticKind.exampleVocabulary)```

        """
    for (title, severity) in [("Errors", Diagnostic.Severity.error), ("Warnings", .warning)] {
        page += "\n## \(title)\n"
        for kind in DiagnosticKind.all where kind.severity == severity {
            page += "\n### `\(kind.code)`\n\n\(kind.meaning)\n"
            if kind.wrong.isEmpty { continue }
            page += "\n```\n\(shown(kind.wrong))\n```\n\nMended:\n\n```\n\(shown(kind.mend))\n```\n"
        }
    }
    return page
}

/// Some mistakes need a longer line than anybody reads.
private func shown(_ example: String) -> String {
    let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { $0.utf8.count > 120 ? $0.prefix(100) + " …" : $0 }.joined(separator: "\n")
}
