import Events

extension DiagnosticKind {
    static let ofLimits = [tooManyRules, tooMuchText]

    static let tooManyRules = DiagnosticKind(
        "too-many-rules", "A program has at most 10,000 rules.", wrong: "", mend: "")
    static let tooMuchText = DiagnosticKind(
        "too-much-text", "The rule files of a program have at most 16 MiB together.", wrong: "", mend: "")
}

extension Checker {
    /// More rules than this are the work of a program that went wrong.
    static let mostRules = 10_000

    /// Whether there are more rules than a program may have, which is reported.
    mutating func hasTooManyRules(_ declarations: [Declaration]) -> Bool {
        var count = 0
        for case .rule(let rule) in declarations {
            count += 1
            guard count == Checker.mostRules + 1 else { continue }
            let all = declarations.count {
                if case .rule = $0 { return true }
                return false
            }
            report(
                .tooManyRules, "a program has at most 10,000 rules, and these are \(all)", at: rule.name.range,
                help: "rules that differ in a value only can be one rule with a fact, or a list: x in (…)")
            return true
        }
        return false
    }
}
