import Events

extension DiagnosticKind {
    static let ofWarnings = [ruleWithoutTest, sameRule]

    static let ruleWithoutTest = DiagnosticKind(
        "rule-without-test", "No test names the rule, so nobody has seen it work.", severity: .warning,
        wrong: rule("when call.completed"),
        mend: rule("when call.completed") + "\n" + """
            test "a call"
              at 2026-03-02T10:00Z  call.completed customer c-1 agent kim outcome spoke
                                    expect task late customer c-1
            """)
    static let sameRule = DiagnosticKind(
        "same-rule", "Two rules have the same keys, trigger and conditions, so they always come together.",
        severity: .warning,
        wrong: rule("when delivery.delayed")
            + "\nrule slow \"Slow\" when delivery.delayed task recovery to care say \"Write.\"",
        change: "when delivery.delayed task", to: "when delivery.delayed where days > 5 task")
}

extension Checker {
    /// What is legal and suspicious. Asked only of a program without mistakes: behind one, a name that seems unused
    /// may be the one that was meant.
    mutating func warn(_ declarations: [Declaration]) {
        // A vocabulary alone, without rules, is not yet used by anybody.
        if !program.rules.isEmpty { warnUnused(declarations) }
        for (index, rule) in program.rules.enumerated() where !used.testedRules.contains(index) {
            report(
                .ruleWithoutTest, "no test names the rule `\(rule.name)`", at: rule.range,
                help: "write one: test \"…\" at 2026-03-02T10:00Z … at +4h expect task \(rule.name) customer c-1")
        }
        warnSameRules()
        warnOpenFeeds(declarations)
        warnRoutes()
        warnLongBudgets()
        suspectLookalikes(declarations)
    }

    private mutating func warnSameRules() {
        var first: [RuleMeaning: SourceRange] = [:]
        for rule in program.rules {
            let meaning = RuleMeaning(rule)
            guard let earlier = first[meaning] else {
                first[meaning] = rule.range
                continue
            }
            report(
                .sameRule, "`\(rule.name)` opens exactly when another rule does", at: rule.range,
                help: "the rule in \(place(earlier, seenFrom: rule.range)) has the same trigger and conditions")
        }
    }
}

/// What decides when a rule opens a task.
private struct RuleMeaning: Hashable {
    var keys: [Text]
    var trigger: Trigger
    var unless: [Unless]
    var after: RuleDuration?
    var pause: Pause?
    var whileConditions: [Expression]

    init(_ rule: Rule) {
        keys = rule.keys
        trigger = rule.trigger
        unless = rule.unless
        after = rule.after
        pause = rule.pause
        whileConditions = rule.whileConditions
    }
}
