import Events

extension DiagnosticKind {
    static let ofPauses = [pauseOnDate, pauseWithoutWait, pauseInWorkingDays]

    static let pauseOnDate = DiagnosticKind(
        "pause-on-date", "`pause` stops the clock of a wait after an event; a date comes when it comes.",
        wrong: rule("per order", "when at order.eta", "after 4h", "pause from delivery.delayed until contact"),
        change: "  pause from delivery.delayed until contact\n", to: "")
    static let pauseWithoutWait = DiagnosticKind(
        "pause-without-wait", "`pause` stops the clock of a wait, and the rule does not wait.",
        wrong: rule("when delivery.delayed", "pause from delivery.delivered until contact"),
        change: "  pause", to: "  after 4h\n  pause")
    static let pauseInWorkingDays = DiagnosticKind(
        "pause-in-working-days", "A pause stops a clock that counts time; working days are counted whole.",
        wrong: "calendar care\n  mon-fri 09:00-17:00\n"
            + rule("when delivery.delayed", "after 2wd on care", "pause from delivery.delivered until contact"),
        change: "2wd", to: "16h")
}

extension Checker {
    /// The pause of a rule; events of both patterns join as those of `unless` do.
    mutating func pause(_ clauses: Clauses, _ rule: RuleContext) -> Pause? {
        guard let (syntax, range) = clauses.pause else { return nil }
        let pause = Pause(
            from: pattern(syntax.from, rule: rule), until: pattern(syntax.until, rule: rule))
        checkPlace(of: SourceRange(file: range.file, start: range.start, end: min(range.end, range.start + 5)), clauses)
        return pause
    }

    private mutating func checkPlace(of keyword: SourceRange, _ clauses: Clauses) {
        switch clauses.when?.syntax {
        case .date, .yearly:
            report(
                .pauseOnDate, "a rule that a date starts has no pause", at: keyword,
                help: "a pause stops the wait after an event; leave it out")
            return
        case .event, .counting, .crossing, nil: break
        }
        let waits = clauses.unless.compactMap(\.syntax.within) + (clauses.after.map { [$0.0] } ?? [])
        if waits.isEmpty, clauses.when != nil,
            !clauses.unless.contains(where: { hasSyntaxError(in: clauses.reach($0.range)) })
        {
            report(
                .pauseWithoutWait, "`pause` has no effect: the rule judges at once", at: keyword,
                help: "add a wait: after 4h, or unless … within 4h")
        }
        for wait in waits where wait.workingDays != nil {
            report(
                .pauseInWorkingDays, "working days cannot be paused", at: wait.range,
                help: "count open time, as 16h on \(wait.calendar?.text ?? "support"), or leave the pause out")
        }
    }
}
