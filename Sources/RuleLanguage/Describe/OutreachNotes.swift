import Events

/// What becomes of a rule's tasks on their way to people, a sentence each: who gets them, what holds them back, and what
/// happens if nobody does them.
struct OutreachNotes {
    let program: Program
    let rule: Rule
    /// Its place in the program.
    private let place: Int?
    private let phrases: Phrases

    init(program: Program, rule: Rule) {
        self.program = program
        self.rule = rule
        place = program.rules.firstIndex { $0.name == rule.name }
        phrases = Phrases(program: program, rule: rule)
    }

    var notes: [String] { priorities + routes + gates + surge + escalations + outcomes }

    // MARK: Who gets it

    private var priorities: [String] {
        if rule.outreach.priorities.isEmpty { return [] }
        let choices = rule.outreach.priorities.map {
            "\($0.priority.rawValue) if \(phrases.clause($0.condition, on: []))"
        }
        return ["Its priority is \(choices.joined(separator: ", else ")), else \(rule.task.priority.rawValue)."]
    }

    private var routes: [String] {
        var notes: [String] = []
        for route in program.routes where route.taskClass ?? rule.task.taskClass == rule.task.taskClass {
            let condition = route.condition.map { $0.known(of: rule) }
            if condition == .literal(.boolean(false)) { continue }
            var text = notes.isEmpty ? "It goes to " : "Else it goes to "
            text += phrases.text.queue(route.queue)
            if let priority = route.priority { text += ", with the priority \(priority.rawValue)" }
            if let due = route.due { text += ", due \(phrases.duration(due)) later" }
            guard let condition, condition != .literal(.boolean(true)) else {
                notes.append(text + ".")
                break
            }
            notes.append(text + ", if \(phrases.clause(condition, on: [])).")
        }
        return notes
    }

    // MARK: What holds it back

    private var gates: [String] {
        var notes: [String] = []
        if let percent = rule.outreach.holdoutPercent {
            notes.append(
                "Of 100 customers \(percent.shortestDecimal) get no such task, for comparing them with the others.")
        }
        notes += blind
        for gate in program.gates.inhibits where isMeant(by: gate.what) {
            let after = gate.after.map { ", and \(English.duration($0)) after" } ?? ""
            notes.append("It is held while the customer has \(one(gate.whileAny))\(after).")
        }
        for gate in program.gates.budgets where isMeant(by: gate.what) { notes.append(budget(gate)) }
        for gate in program.gates.quiets where isMeant(by: gate.what) { notes.append(quiet(gate)) }
        return notes
    }

    private func isMeant(by selector: TaskSelector) -> Bool {
        place.map { selector.contains($0, of: program) } ?? false
    }

    /// The feeds that bring what its `unless` waits for.
    private var blind: [String] {
        let awaited = Set(rule.unless.flatMap { $0.pattern.alternatives.map { program.schema.types[$0.type].name } })
        let feeds = program.origin.feeds.filter { !awaited.isDisjoint(with: $0.types) }
        return feeds.map { feed in
            let silent = "It waits while nothing is heard of \(feed.name), which brings what could end it"
            switch rule.task.taskClass {
            case .recovery: return "\(silent), for at most \(phrases.duration(feed.hold))."
            case .relationship: return "\(silent)."
            }
        }
    }

    private func budget(_ budget: Budget) -> String {
        let counting = budget.counting.map { "; \(Phrases(program: program, rule: nil).one($0)) counts as one" } ?? ""
        let tasks = kind(budget.what) + (budget.most == 1 ? "task comes" : "tasks come")
        return
            "At most \(budget.most) \(tasks) out for one customer within \(English.duration(budget.within))\(counting)."
    }

    private func quiet(_ quiet: QuietHours) -> String {
        var text = "It is held "
        switch quiet.hours {
        case .daily(let from, let to, let days):
            text += "from \(phrases.text.clock(from)) to \(phrases.text.clock(to))"
            if days.count < 7 { text += " on \(English.list(days.map { Weekdays.names[$0] }, "and"))" }
            text += program.customerZone == nil ? "" : " in the customer's time zone"
        case .outside(let calendar): text += "outside the hours of \(program.calendars[calendar].name)"
        }
        if !quiet.except.isEmpty { text += ", unless it is \(English.list(quiet.except.map(\.rawValue), "or"))" }
        return text + "."
    }

    /// `a recovery task`, `a task of late-not-told`
    private func one(_ selector: TaskSelector) -> String {
        switch selector {
        case .any: return "another task"
        case .ofClass(let taskClass): return "a \(taskClass.rawValue) task"
        case .rules(let rules): return "a task of \(English.list(rules.map { program.rules[$0].name.string }, "or"))"
        }
    }

    private func kind(_ selector: TaskSelector) -> String {
        switch selector {
        case .any: return ""
        case .ofClass(let taskClass): return taskClass.rawValue + " "
        case .rules(let rules): return English.list(rules.map { program.rules[$0].name.string }, "or") + " "
        }
    }

    private var surge: [String] {
        guard let surge = rule.outreach.surge else { return [] }
        let same = surge.field.map { " of one \($0)" } ?? ""
        return [
            "When \(surge.most)\(same) have come out within \(English.duration(surge.within)), further ones are gathered "
                + "in one incident."
        ]
    }

    // MARK: What if nobody does it

    private var escalations: [String] {
        rule.outreach.escalations.map { escalation in
            let state: String
            switch escalation.condition {
            case .unclaimed: state = "nobody has claimed it"
            case .undone: state = "it is not done"
            }
            let priority = escalation.priority.map { ", with the priority \($0.rawValue)" } ?? ""
            return "If \(state) after \(phrases.duration(escalation.after)), it goes to \(escalation.queue)\(priority)."
        }
    }

    // MARK: Whether it was right

    private var outcomes: [String] {
        let outcomes = program.outcomesAsWritten.map { program.outcomes[$0] }
        return outcomes.filter { $0.taskClass == rule.task.taskClass }.map { outcome in
            let phrases = Phrases(program: program, rule: nil)
            let same = outcome.keys.filter(rule.keys.contains)
            let key = same.isEmpty ? "" : " of the same \(English.list(same.map(\.string), "and"))"
            let among = outcome.among.map { ", among tasks that \(phrases.one($0)) follows" } ?? ""
            return "Whether it was right is told afterwards by “\(outcome.name)”: "
                + "\(phrases.one(outcome.pattern))\(key) within \(English.duration(outcome.within))\(among)."
        }
    }
}

extension Expression {
    /// What is left of a route's condition where it is known what a rule says of its task.
    fileprivate func known(of rule: Rule) -> Expression {
        switch self {
        case .task(let field):
            switch field {
            case .rule: return .literal(.text(rule.name))
            case .taskClass: return .literal(.text(Text(rule.task.taskClass.rawValue)))
            case .queue: return rule.task.queue.fixed.map { .literal(.text($0)) } ?? self
            case .priority:
                return rule.outreach.priorities.isEmpty ? .literal(.text(Text(rule.task.priority.rawValue))) : self
            }
        case .not(let inner):
            let inner = inner.known(of: rule)
            guard case .literal(.boolean(let truth)) = inner else { return .not(inner) }
            return .literal(.boolean(!truth))
        case .binary(let operation, let left, let right):
            return .joined(operation, left.known(of: rule), right.known(of: rule))
        case .isIn(let needle, let list):
            let needle = needle.known(of: rule)
            guard case .literal = needle, list.allSatisfy(\.isLiteral) else { return .isIn(needle, list) }
            return .literal(.boolean(list.contains(needle)))
        case .literal, .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .fact,
            .negative, .isMissing, .isPresent, .window, .choice, .otherwise, .rounded, .now, .dayStart, .previous,
            .named, .lookup:
            return self
        }
    }

    private static func joined(_ operation: BinaryOperator, _ left: Expression, _ right: Expression) -> Expression {
        switch (operation, left, right) {
        case (.and, .literal(.boolean(let truth)), let other), (.and, let other, .literal(.boolean(let truth))):
            return truth ? other : .literal(.boolean(false))
        case (.or, .literal(.boolean(let truth)), let other), (.or, let other, .literal(.boolean(let truth))):
            return truth ? .literal(.boolean(true)) : other
        case (.equal, .literal(let a), .literal(let b)): return .literal(.boolean(a == b))
        case (.notEqual, .literal(let a), .literal(let b)): return .literal(.boolean(a != b))
        default: return .binary(operation, left, right)
        }
    }

    private var isLiteral: Bool {
        if case .literal = self { return true }
        return false
    }
}
