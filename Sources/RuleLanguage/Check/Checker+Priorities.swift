import Events

extension DiagnosticKind {
    static let ofPriorities = [unknownPriority, unknownClass]

    static let unknownClass = DiagnosticKind(
        "unknown-class", "A task is of another class than `recovery` or `relationship`.",
        wrong: "rule late \"Late\" when delivery.delayed task recover to care say \"Call.\"", change: "recover to",
        to: "recovery to")
    static let unknownPriority = DiagnosticKind(
        "unknown-priority", "A priority is other than `low`, `normal`, `high` or `urgent`.",
        wrong: "rule late \"Late\" when delivery.delayed task recovery to care priority hihg say \"Call.\"",
        change: "hihg", to: "high")
}

extension Checker {
    /// The class of that name; nil if there is none, which is reported.
    /// - Parameter others: what may stand there besides a class.
    mutating func taskClass(_ name: Name, others: [Text] = []) -> TaskClass? {
        if name.isUnread { return nil }
        if let known = TaskClass(rawValue: name.text.string) { return known }
        let classes = TaskClass.allCases.map { Text($0.rawValue) }
        var help = "recovery: something is wrong; relationship: a good moment"
        if !others.isEmpty { help += "; or \(list(others))" }
        report(
            .unknownClass, "there is no task class `\(name.text)`", at: name.range, help: help,
            suggestion: nearMiss(name.text, among: classes + others)?.string)
        return nil
    }

    /// The priority of that name; nil if there is none, which is reported.
    mutating func priority(_ name: Name) -> Priority? {
        if name.isUnread { return nil }
        if let known = Priority(rawValue: name.text.string) { return known }
        let names = Priority.allCases.map { Text($0.rawValue) }
        report(
            .unknownPriority, "there is no priority `\(name.text)`", at: name.range,
            help: "the priorities are \(list(names))", suggestion: nearMiss(name.text, among: names)?.string)
        return nil
    }

    /// The conditions under which a task of the rule has another priority than the last one.
    mutating func choices(_ syntax: PrioritySyntax?, _ rule: RuleContext) -> [Outreach.ConditionalPriority] {
        (syntax?.choices ?? []).map { choice in
            let condition = condition(choice.condition, after: "if", in: Scope(place: .priority, rule: rule))
            return Outreach.ConditionalPriority(
                priority: priority(choice.priority) ?? .normal, condition: condition.each.first ?? .missing)
        }
    }
}
