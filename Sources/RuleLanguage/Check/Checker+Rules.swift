import Events

extension DiagnosticKind {
    /// What reading reports as well, where the rule tells what is meant.
    fileprivate static let dottedName = SyntaxMistake.dotted.kind

    static let ofRules = [aliasTaken]

    static let aliasTaken = DiagnosticKind(
        "alias-taken", "The name given by `as` already means a key, the customer or the event matched.",
        wrong: rule("per order", "when delivery.delayed as order"), change: "as order", to: "as delay")
}

extension Checker {
    /// Checks a rule and adds it to the program.
    mutating func check(_ declaration: RuleDeclaration) {
        work.begin()
        typesInRule = []
        let clauses = clauses(of: declaration)
        var rule = context(of: declaration, clauses)
        let trigger = trigger(clauses, rule)
        let unless = clauses.unless.map { self.unless($0.syntax, at: $0.range, clauses, rule) }
        let conditions = clauses.whileConditions.map { syntax in
            condition(syntax, after: "while", in: Scope(place: .whileClause, rule: rule)).each.first ?? .missing
        }
        let pause = pause(clauses, rule)
        let say = clauses.task.say.map { parts(of: $0, rule) } ?? []
        let task = clauses.task.syntax.map { template($0, rule) }
        let outreach = outreach(clauses, rule)
        settleKeyTypes(&rule)
        checkEffects(clauses, rule)
        reportSame("unless", unless, clauses)
        reportSame("while", conditions, clauses)
        reportSame("escalate", outreach.escalations, clauses)
        if declaration.hasMistakes || !rule.areKeysKnown || hasSyntaxError(in: declaration.range) {
            declared.rules.doubtful.insert(declared.rules.keys.count)
        }
        declared.rules.keys.append(rule.keys)
        let keySlots = keySlots(rule.keys, at: clauses.per?.range ?? declaration.name.range)
        program.rules.append(
            Rule(
                name: declaration.name.text, title: declaration.title?.text ?? "", keys: rule.keys.map(\.name),
                keySlots: keySlots, trigger: trigger, unless: unless,
                after: clauses.after.map { duration($0.0) }, whileConditions: conditions,
                task: task ?? TaskTemplate(taskClass: .recovery, queue: .name(""), priority: .normal, due: nil),
                say: say,
                keep: clauses.keep != nil, again: clauses.again.map { .elapsed($0.0.span) },
                expire: clauses.expire.map { .elapsed($0.span) } ?? Rule.defaultExpire, range: declaration.name.range))
        program.rules[program.rules.count - 1].alias = rule.alias?.text
        program.rules[program.rules.count - 1].outreach = outreach
        program.rules[program.rules.count - 1].pause = pause
    }

    private mutating func context(of declaration: RuleDeclaration, _ clauses: Clauses) -> RuleContext {
        var rule = RuleContext(name: declaration.name.text)
        rule.range = declaration.range
        switch clauses.when?.syntax {
        case .event(_, _, let pattern, let alias):
            rule.anchor = types(of: pattern)
            rule.alias = alias
        case .counting(_, _, _, let pattern, _, _, _, let alias):
            rule.anchor = types(of: pattern)
            rule.alias = alias
        case .crossing(_, _, let crossing, let alias):
            rule.anchor = types(ofScore: crossing.score)
            rule.alias = alias
        case .date: break
        case .yearly: rule.isYearly = true
        case nil:
            rule.anchor.isComplete = false
            rule.isAliasKnown = false
        }
        if rule.alias?.isUnread == true { rule.alias = nil; rule.isAliasKnown = false }
        if let range = clauses.when?.range, hasSyntaxError(in: clauses.reach(range)) {
            rule.isAliasKnown = rule.alias != nil
        }
        let before = reports.diagnostics.count
        rule.keys = keys(clauses, anchor: rule.anchor)
        rule.areKeysKnown = reports.diagnostics.count == before
        if let alias = rule.alias, isTaken(alias, keys: rule.keys) { rule.alias = nil; rule.isAliasKnown = false }
        return rule
    }

    /// An alias that hides another meaning; it is then not used, so that names keep that meaning.
    private mutating func isTaken(_ alias: Name, keys: [RuleKey]) -> Bool {
        let why: String
        if alias.text == "customer" || alias.text == "event" {
            why =
                alias.text == "customer"
                ? "the customer, with customer.id and facts" : "the event matched, with event.id and event.time"
        } else if keys.contains(where: { $0.name == alias.text }) {
            why = "the key, with \(alias.text).id and facts"
        } else {
            return false
        }
        report(
            .aliasTaken, "`\(alias.text)` cannot be the name of the event", at: alias.range,
            help: "\(alias.text).… means \(why); call the event something else")
        return true
    }

    private mutating func parts(
        of template: TemplateSyntax, _ rule: RuleContext, _ place: Scope.Place = .say
    ) -> [SayPart] {
        template.parts.map { part in
            switch part {
            case .text(let text): return .text(text)
            case .expression(let syntax):
                return .expression(expression(syntax, in: Scope(place: place, rule: rule)).each.first ?? .missing)
            }
        }
    }

    private mutating func template(_ syntax: TaskSyntax, _ rule: RuleContext) -> TaskTemplate {
        let taskClass = taskClass(syntax.taskClass)
        let priority = syntax.priority?.otherwise.flatMap { self.priority($0) } ?? Priority.normal
        return TaskTemplate(
            taskClass: taskClass ?? .recovery, queue: queue(syntax.queue, rule), priority: priority,
            due: syntax.due.map { duration($0) })
    }

    /// The queue that is named, or made from data.
    mutating func queue(_ syntax: QueueSyntax, _ rule: RuleContext) -> Queue {
        if let made = syntax.made { return .made(parts(of: made, rule, .queue)) }
        checkQueue(syntax.name, rule)
        return .name(syntax.name.text)
    }

    /// A queue is no name that is looked up: one with a dot was meant as a fact, as a field, or is a slip.
    mutating func checkQueue(_ queue: Name, _ rule: RuleContext) {
        guard queue.isDotted else { return }
        let owner = queue.parts[0]
        let isLookedUp =
            owner == "customer" || owner == "event" || declared.facts.places[queue.text] != nil
            || owner == rule.alias?.text
            || rule.keys.contains { $0.name == owner }
        let text =
            declared.facts.places[queue.text] == nil ? "" : ", and say whom it is for in the text: {\(queue.text)}"
        report(
            .dottedName, "a queue is a plain name, as front-desk, and `\(queue.text)` has a dot", at: queue.range,
            help: isLookedUp
                ? "name the team" + text + "; a queue made from data has braces: \"agent-{\(queue.text)}\"" : nil,
            suggestion: isLookedUp ? nil : queue.text.string.replacing(".", with: "-"))
    }
}
