import Events

extension Program {
    /// The written form of all that decides who gets a task and what holds it back, beside what verdicts depend on: feeds,
    /// routes, gates, and of each rule its priorities, holdout, surge and escalations. Under programs of one form that also
    /// have one canonical form, what is held is held for the same reasons.
    ///
    /// A text of lines, the expressions as the rule language has them. The names of feeds' owners are not in it.
    package var outreachForm: String {
        var lines = origin.feeds.map(form)
        let plain = RuleText(program: self, rule: nil)
        lines += routes.map { form($0, plain) }
        lines += gates.inhibits.map {
            "inhibit \(form($0.what)) while \(form($0.whileAny)) after \($0.after?.description ?? "-")"
        }
        lines += gates.budgets.map {
            "budget \(form($0.what)) \($0.most) within \($0.within) counting \($0.counting.map(plain.pattern) ?? "-")"
        }
        lines += gates.quiets.map {
            "quiet \(form($0.what)) \(form($0.hours)) except \($0.except.map(\.rawValue).joined(separator: " "))"
        }
        for rule in rules { lines += form(rule) }
        return lines.joined(separator: "\n")
    }

    private func form(_ feed: Feed) -> String {
        let text = RuleText(program: self, rule: nil)
        let prefixes = feed.prefixes.map(\.string.debugDescription).joined(separator: " ")
        let types = feed.types.map(\.string).joined(separator: " ")
        return "feed \(feed.name) from \(prefixes) brings \(types) every \(text.duration(feed.every)) "
            + "hold \(text.duration(feed.hold))"
    }

    private func form(_ route: Route, _ text: RuleText) -> String {
        "route \(route.taskClass?.rawValue ?? "any") where \(route.condition.map { text.expression($0, on: nil) } ?? "-") "
            + "to \(text.queue(route.queue).debugDescription) priority \(route.priority?.rawValue ?? "-") "
            + "due \(route.due.map(text.duration) ?? "-")"
    }

    private func form(_ selector: TaskSelector) -> String {
        switch selector {
        case .any: return "any"
        case .ofClass(let taskClass): return taskClass.rawValue
        case .rules(let rules): return "rule " + rules.map { self.rules[$0].name.string }.joined(separator: " ")
        }
    }

    private func form(_ hours: QuietHours.Hours) -> String {
        switch hours {
        case .daily(let from, let to, let days): return "\(from)-\(to) on \(days)"
        case .outside(let calendar): return "outside \(calendars[calendar].name)"
        }
    }

    private func form(_ rule: Rule) -> [String] {
        let (outreach, text) = (rule.outreach, RuleText(program: self, rule: rule))
        if outreach == Outreach() { return [] }
        return ["rule \(rule.name)"]
            + outreach.priorities.map { " \($0.priority.rawValue) if \(text.expression($0.condition, on: nil))" }
            + (outreach.holdoutPercent.map { [" holdout \($0)"] } ?? [])
            + (outreach.surge.map { [" surge \($0.most) within \($0.within) by \($0.field?.string ?? "-")"] } ?? [])
            + outreach.escalations.map { " " + form($0) }
    }

    /// The written form of an escalation, by which a task remembers that it has been done: two of one form are the same,
    /// wherever they stand in their rule. It is stored.
    package func form(_ escalation: Escalation) -> String {
        let after = RuleText(program: self, rule: nil).duration(escalation.after)
        return "\(escalation.condition.rawValue) after \(after) to \(escalation.queue.string.debugDescription) "
            + "priority \(escalation.priority?.rawValue ?? "-")"
    }
}
