import Events

extension DiagnosticKind {
    static let ofRuleOutreach = [badHoldout, holdoutOfRecovery, evenWithoutRecovery]

    static let badHoldout = DiagnosticKind(
        "bad-holdout", "The share of a holdout is not over 0 %, or over 50 %.",
        wrong: "rule joy \"Joy\" when delivery.delivered task relationship to care say \"Ask.\" holdout 60%",
        change: "60%", to: "10%")
    static let holdoutOfRecovery = DiagnosticKind(
        "holdout-of-recovery",
        "A rule for what went wrong leaves some customers without help, and does not say that this is meant.",
        wrong: rule("when delivery.delayed", "holdout 10%"), change: "10%", to: "10% even recovery")
    static let evenWithoutRecovery = DiagnosticKind(
        "even-without-recovery", "`even recovery` says nothing in a rule of another class.", severity: .warning,
        wrong:
            "rule joy \"Joy\" when delivery.delivered task relationship to care say \"Ask.\" holdout 5% even recovery",
        change: " even recovery", to: "")
}

extension Checker {
    /// What a rule says of its tasks on their way to people.
    mutating func outreach(_ clauses: Clauses, _ rule: RuleContext) -> Outreach {
        var outreach = Outreach()
        outreach.priorities = choices(clauses.task.syntax?.priority, rule)
        if let (holdout, range) = clauses.task.holdout {
            check(holdout, at: range, clauses)
            outreach.holdoutPercent = holdout.share.value
        }
        outreach.surge = clauses.task.surge.map { surge($0, clauses, rule) }
        outreach.escalations = clauses.task.escalations.map { escalation($0, rule) }
        return outreach
    }

    private mutating func check(_ holdout: HoldoutSyntax, at range: SourceRange, _ clauses: Clauses) {
        let share = holdout.share
        if hasSyntaxError(in: clauses.reach(range)) { return }
        if !(share.value > 0 && share.value <= 50) {
            report(
                .badHoldout, "a holdout of \(share.value.shortestDecimal)% is none", at: share.range,
                help:
                    "of a hundred customers more than 0 and at most 50 get no task, for comparing them with the others")
        }
        guard let written = clauses.task.syntax?.taskClass, let taskClass = TaskClass(rawValue: written.text.string)
        else {
            return
        }
        switch (taskClass, holdout.evenRecovery) {
        case (.recovery, nil):
            report(
                .holdoutOfRecovery, "this holdout leaves customers alone with what went wrong", at: share.range,
                help: "if that is meant, say so", suggestion: "\(words(share.range) ?? "10%") even recovery")
        case (.relationship, let even?):
            report(
                .evenWithoutRecovery, "`even recovery` says nothing in a relationship rule", at: even,
                help: "leave it out")
        case (.recovery, _?), (.relationship, nil): break
        }
    }

    /// FIELD of the anchor; for a date trigger of the event that set the fact.
    private mutating func surge(_ syntax: SurgeSyntax, _ clauses: Clauses, _ rule: RuleContext) -> Surge {
        var surge = Surge(
            most: Int(syntax.most.value), within: syntax.within.span, by: [], field: syntax.field?.text)
        guard let field = syntax.field, !field.isUnread else { return surge }
        let types = anchorTypes(clauses, rule)
        if let found = self.field(field, of: types) {
            surge.by = found.slots
        } else if !isDoubtful(types) {
            let of = types.indexes.map { program.schema.types[$0].name }
            let member = field.parts.last ?? ""
            let isOfEvent = fieldNames(of: types).contains(member)
            report(
                .undeclaredField, "\(list(of)) \(of.count == 1 ? "has" : "have") no field `\(field.text)`",
                at: field.range,
                help: isOfEvent
                    ? "`by` names a field of the event that starts the rule, without a dot" : fieldHelp(types),
                suggestion: isOfEvent
                    ? member.string : nearMiss(field.text, among: fieldNames(of: types))?.string)
        }
        return surge
    }

    /// The types of the event that starts the rule, or that sets the fact which does.
    private func anchorTypes(_ clauses: Clauses, _ rule: RuleContext) -> EventTypes {
        switch clauses.when?.syntax {
        case .event, .counting, .crossing, nil: return rule.anchor
        case .date(_, _, let name, _), .yearly(let name, _):
            guard let fact = declared.facts.places[name.text] else { return EventTypes(isComplete: false) }
            var types = EventTypes()
            for type in program.facts[fact].types { types.add(type) }
            return types
        }
    }

    private mutating func escalation(_ syntax: EscalationSyntax, _ rule: RuleContext) -> Escalation {
        checkQueue(syntax.queue, rule)
        return Escalation(
            condition: syntax.condition, after: duration(syntax.after), queue: syntax.queue.text,
            priority: syntax.priority?.otherwise.flatMap { priority($0) })
    }
}
