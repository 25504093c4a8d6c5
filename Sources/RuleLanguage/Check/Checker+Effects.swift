import Events

extension DiagnosticKind {
    static let ofEffects = [
        unlessWithoutBound, yearlyWithoutLookingBack, keepWithoutUnless, afterWithoutEffect, strictlyWithoutPer,
        strictlyWithoutKey, latestWithoutWait, againWithEach,
    ]

    static let unlessWithoutBound = DiagnosticKind(
        "unless-without-bound", "`unless` does not say how long it waits after the event that starts the rule.",
        wrong: rule("when delivery.delayed", "unless contact"), change: "unless contact", to: "unless contact within 4h"
    )
    static let yearlyWithoutLookingBack = DiagnosticKind(
        "yearly-without-looking-back",
        "`unless` on a yearly trigger does not say how far back it looks; else the whole past would count.",
        wrong: rule("when yearly on customer.born", "unless contact"), change: "unless contact",
        to: "unless contact looking back 30d")
    static let keepWithoutUnless = DiagnosticKind(
        "keep-without-unless", "`keep` holds a task open against a late `unless`, and there is none.",
        wrong: rule("when delivery.delayed", "keep"), change: "  keep\n", to: "")
    static let afterWithoutEffect = DiagnosticKind(
        "after-without-effect",
        "`after` is not longer than the longest `within`, so it never decides when the rule judges.",
        wrong: rule("when delivery.delayed", "unless contact within 4h", "after 2h"), change: "after 2h", to: "after 6h"
    )
    static let strictlyWithoutPer = DiagnosticKind(
        "strictly-without-per", "`strictly` asks for the key fields, and the rule has none.",
        wrong: rule("when delivery.delayed", "unless strictly delivery.delivered within 4h"), change: "when",
        to: "per order when")
    static let strictlyWithoutKey = DiagnosticKind(
        "strictly-without-key",
        "`strictly` asks for the key fields, and no event of the `unless` has them, so it ends nothing.",
        wrong: rule("per order", "when delivery.delayed", "unless strictly contact within 4h"), change: "strictly ",
        to: "")
    static let latestWithoutWait = DiagnosticKind(
        "latest-without-wait", "`latest` moves the beginning of a wait, and the rule does not wait.",
        wrong: rule("when latest delivery.delayed"), change: "latest ", to: "")
    static let againWithEach = DiagnosticKind(
        "again-with-each", "`each` gives every event its own task, so nothing can come `again`.",
        wrong: rule("when each delivery.delayed", "again after 7d"), change: "each ", to: "")
}

extension Checker {
    /// Resolves an `unless` with its window: on event triggers L is 0 if absent, on date triggers T is 0 and L the
    /// whole past.
    mutating func unless(
        _ syntax: UnlessSyntax, at range: SourceRange, _ clauses: Clauses, _ rule: RuleContext
    ) -> Unless {
        let types = types(of: syntax.pattern)
        let pattern = pattern(syntax.pattern, rule: rule)
        if let strictly = syntax.strictly { checkStrictly(strictly, types, rule) }
        if let customer = syntax.forCustomer { checkReach(customer, strictly: syntax.strictly, rule) }
        let within = syntax.within.map { duration($0) } ?? .elapsed(.zero)
        var lookingBack = syntax.lookingBack.map { RuleDuration.elapsed($0.span) }
        let keyword = SourceRange(file: range.file, start: range.start, end: min(range.end, range.start + 6))
        switch clauses.when?.syntax {
        case .event, .counting, .crossing, nil:
            if syntax.within == nil, clauses.when != nil, !hasSyntaxError(in: clauses.reach(range)) {
                report(
                    .unlessWithoutBound, "this `unless` does not say how long to wait", at: keyword,
                    help: "put `within` and a duration behind it: unless … within 4h")
            }
            lookingBack = lookingBack ?? .elapsed(.zero)
        case .yearly:
            if syntax.lookingBack == nil, !hasSyntaxError(in: clauses.reach(range)) {
                report(
                    .yearlyWithoutLookingBack, "this `unless` does not say how far to look back", at: keyword,
                    help: "every year is a moment of its own: unless … looking back 30d")
            }
        case .date: break
        }
        return Unless(
            pattern: pattern, strictly: syntax.strictly != nil, within: within, lookingBack: lookingBack,
            forCustomer: syntax.forCustomer != nil)
    }

    private mutating func checkStrictly(_ strictly: SourceRange, _ types: EventTypes, _ rule: RuleContext) {
        if rule.keys.isEmpty {
            report(
                .strictlyWithoutPer, "`strictly` has no effect in a rule without `per`", at: strictly,
                help: "it lets an event count only if it carries the keys of the rule; leave it out, or add per")
            return
        }
        let carries = types.indexes.contains { index in
            rule.keys.allSatisfy { program.schema.types[index].slot(of: $0.name) != nil }
        }
        if !carries && !isDoubtful(types) {
            let names = types.indexes.map { program.schema.types[$0].name }
            let keys = rule.keys.map(\.name)
            report(
                .strictlyWithoutKey,
                "`strictly` has no effect: \(list(names)) never \(names.count == 1 ? "carries" : "carry") \(list(keys))",
                at: strictly,
                help: "it could never end the wait; leave `strictly` out, or declare the field in the event")
        }
    }

    /// Reports the clauses that can have no effect.
    mutating func checkEffects(_ clauses: Clauses, _ rule: RuleContext) {
        if let keep = clauses.keep, clauses.unless.isEmpty {
            report(
                .keepWithoutUnless, "`keep` has no effect without `unless`", at: keep,
                help: "it keeps an open task from being withdrawn by a late unless; leave it out")
        }
        checkAfter(clauses)
        switch clauses.when?.syntax {
        case .event(let mode, let range, _, _), .counting(let mode, let range, _, _, _, _, _, _),
            .crossing(let mode, let range, _, _):
            guard let mode, let range else { return }
            if mode == .latest, clauses.unless.isEmpty, clauses.after == nil {
                report(
                    .latestWithoutWait, "`latest` has no effect: the rule judges at once", at: range,
                    help: "leave it out, or add a wait: after 4h, or unless … within 4h")
            }
            if mode == .each, let again = clauses.again {
                report(
                    .againWithEach, "`again` has no effect with `each`", at: again.range,
                    help: "with each every event has its own task; write `first`, or leave `again` out")
            }
        case .date, .yearly, nil: break
        }
    }

    private mutating func checkAfter(_ clauses: Clauses) {
        guard let (after, range) = clauses.after else { return }
        var isDate = false
        switch clauses.when?.syntax {
        case .date, .yearly: isDate = true
        case .event, .counting, .crossing, nil: break
        }
        // A wait that could not be read may be shorter or longer.
        if hasSyntaxError(in: clauses.reach(range)) { return }
        if clauses.unless.contains(where: { hasSyntaxError(in: clauses.reach($0.range)) }) { return }
        if !isDate && clauses.unless.contains(where: { $0.syntax.within == nil }) { return }
        // Time on one calendar says nothing about that on another.
        let waits = clauses.unless.compactMap(\.syntax.within).filter { $0.isOfKind(of: after) }
        let longest = waits.max { $0.amount < $1.amount }
        guard after.amount <= longest?.amount ?? 0 else { return }
        let help = longest.map { "unless already waits \($0.written); leave `after` out, or make it longer" }
        report(
            .afterWithoutEffect, "`after \(after.written)` has no effect", at: range,
            help: help ?? "a wait of nothing is none; leave `after` out, or make it longer")
    }
}

extension DurationLiteral {
    /// Whether the two can be compared: both time that passes, or both open time or working days of one calendar.
    fileprivate func isOfKind(of other: DurationLiteral) -> Bool {
        calendar?.text == other.calendar?.text && (workingDays == nil) == (other.workingDays == nil)
    }

    /// In seconds, or in days.
    fileprivate var amount: Int64 { workingDays.map(Int64.init) ?? span.seconds }
}
