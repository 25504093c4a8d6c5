/// One kind of mistake: its stable code, and what the page of all codes says about it.
///
/// Each kind stands beside the check that reports it, so that no code can be reported that the page does not know.
package struct DiagnosticKind: Sendable {
    package let severity: Diagnostic.Severity
    /// As `undeclared-field`.
    package let code: String
    /// What the mistake is and why it is one, in one line.
    package let meaning: String
    /// Declarations with this mistake and no other, on top of `exampleVocabulary`; empty if no text can show it.
    package let wrong: String
    /// The same, mended.
    package let mend: String

    init(
        _ code: String, _ meaning: String, severity: Diagnostic.Severity = .error, wrong: String, mend: String
    ) {
        self.severity = severity
        self.code = code
        self.meaning = meaning
        self.wrong = wrong
        self.mend = mend
    }

    /// A mistake that is mended by writing some words in another way.
    init(
        _ code: String, _ meaning: String, severity: Diagnostic.Severity = .error, wrong: String, change: String,
        to better: String
    ) {
        self.init(
            code, meaning, severity: severity, wrong: wrong,
            mend: wrong.replacing(change, with: better, maxReplacements: 1))
    }

    /// A rule of these clauses, and what every rule needs besides.
    static func rule(_ clauses: String...) -> String { rule(clauses) }

    static func rule(_ clauses: [String]) -> String {
        let lines =
            ["rule late \"Late\""] + (clauses + ["task recovery to care", "say \"Call them.\""]).map { "  " + $0 }
        return lines.joined(separator: "\n")
    }

    /// The declarations that all examples stand on.
    package static let exampleVocabulary = """
        event delivery.delayed   order text  days number  eta time  carrier text
        event delivery.delivered order text
        event call.completed     agent text  outcome text
        event customer.updated   tier text optional  born date optional
        define contact = call.completed where outcome = "spoke"
        fact customer.tier = tier of customer.updated
        fact customer.born = born of customer.updated
        fact order.eta     = eta of delivery.delayed

        """
}
