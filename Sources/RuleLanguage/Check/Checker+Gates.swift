import Events

extension DiagnosticKind {
    static let ofGates = [quietWithoutEnd, selectorTwice, endlessInhibit, longBudget]

    static let quietWithoutEnd = DiagnosticKind(
        "quiet-without-end", "Quiet hours end when they begin, or except every priority, so they are none.",
        wrong: "quiet any 20:00-20:00", change: "20:00-20:00", to: "20:00-08:30")
    static let selectorTwice = DiagnosticKind(
        "named-twice", "A rule, a weekday or a priority stands twice in a list.",
        wrong: "quiet any 20:00-08:30 on sat, sat", change: "sat, sat", to: "sat, sun")
    static let endlessInhibit = DiagnosticKind(
        "endless-inhibit", "A rule would hold back its own tasks, directly or through others, so none might come out.",
        wrong: rule("when delivery.delayed") + "\ninhibit any while recovery", change: "inhibit any",
        to: "inhibit relationship")
    static let longBudget = DiagnosticKind(
        "long-budget", "What a budget holds back would be missed, as its rule does not wait so long.",
        severity: .warning,
        wrong: rule("when delivery.delayed") + "\nbudget any 1 within 7d", change: "within 7d", to: "within 2d")
}

extension Checker {
    /// What holds tasks back at top level, each kind in the order of paths and lines.
    mutating func collectGates(_ declarations: [Declaration]) {
        var inhibits: [(gate: Inhibit, range: SourceRange)] = []
        for case .gate(let gate) in declarations {
            let what = selector(gate.what)
            switch gate.kind {
            case .inhibit(let whileAny, let after):
                let inhibit = Inhibit(what: what, whileAny: selector(whileAny), after: after?.span)
                program.gates.inhibits.append(inhibit)
                inhibits.append((inhibit, gate.range))
            case .budget(let most, let within, let counting):
                let pattern = counting.map { counted($0) }
                program.gates.budgets.append(
                    Budget(what: what, most: Int(most.value), within: within.span, counting: pattern))
                declared.budgets.append(gate.range)
            case .quiet(let quiet):
                guard let hours = hours(quiet) else { continue }
                if let zone = declared.facts.places["customer.zone"] { used.facts.insert(zone) }
                program.gates.quiets.append(QuietHours(what: what, hours: hours, except: exceptions(quiet)))
            }
        }
        checkInhibits(inhibits)
    }

    /// P of `counting P`: the customer's events, whatever they belong to.
    private mutating func counted(_ syntax: PatternSyntax) -> Pattern {
        work.begin()
        typesInRule = []
        var budget = RuleContext(name: "", owner: .budget)
        budget.range = syntax.range
        return pattern(syntax, rule: budget)
    }

    /// The rules by their places as they are declared; they are sorted with the rules.
    private mutating func selector(_ syntax: SelectorSyntax) -> TaskSelector {
        switch syntax.kind {
        case .any: return .any
        case .ofClass(let name):
            if !name.isUnread, declared.rules.places[name.text] != nil, TaskClass(rawValue: name.text.string) == nil {
                report(
                    .unknownClass, "`\(name.text)` is a rule", at: name.range,
                    help: "rules are named behind the word `rule`", suggestion: "rule \(name.text)")
                return .rules([])
            }
            return taskClass(name, others: ["any"]).map { .ofClass($0) } ?? .rules([])
        case .rules(let names):
            var places: Set<Int> = []
            for name in names where !name.isUnread {
                guard let place = declared.rules.places[name.text] else {
                    reportUndeclaredRule(name)
                    continue
                }
                if !places.insert(place).inserted {
                    report(
                        .selectorTwice, "the rule `\(name.text)` stands twice here", at: name.range,
                        help: "leave one out")
                }
            }
            return .rules(places.sorted())
        }
    }

    /// Nil if they could not be read.
    private mutating func hours(_ syntax: QuietSyntax) -> QuietHours.Hours? {
        switch syntax.hours {
        case .invalid: return nil
        case .outside(let name): return calendar(name).map { .outside(calendar: $0) }
        case .daily(let from, let to, let range):
            if from == to {
                report(
                    .quietWithoutEnd, "these quiet hours end when they begin", at: range,
                    help: "for a whole day write 00:00-24:00, and on which days: on sun")
            }
            var days: Set<Int> = []
            for day in syntax.days where !days.insert(day.number).inserted {
                report(
                    .selectorTwice, "`\(Weekdays.names[day.number])` is said twice", at: day.range,
                    help: "leave one out")
            }
            return .daily(from: from, to: to, days: syntax.days.isEmpty ? Array(0..<7) : days.sorted())
        }
    }

    private mutating func exceptions(_ syntax: QuietSyntax) -> [Priority] {
        var priorities: Set<Priority> = []
        for name in syntax.except {
            guard let priority = priority(name) else { continue }
            if !priorities.insert(priority).inserted {
                report(.selectorTwice, "`\(name.text)` is said twice", at: name.range, help: "leave one out")
            }
        }
        if priorities.count == Priority.allCases.count, let first = syntax.except.first, let last = syntax.except.last {
            report(
                .quietWithoutEnd, "these quiet hours hold nothing: every priority is excepted",
                at: first.range.joined(last.range), help: "leave the quiet hours out, or one of the priorities")
        }
        return Priority.allCases.filter(priorities.contains)
    }

    mutating func reportUndeclaredRule(_ name: Name) {
        let near = nearMiss(name.text, among: program.rules.map(\.name))
        if declared.isSomethingLost && near == nil { return }
        report(.undeclaredRule, "there is no rule `\(name.text)`", at: name.range, suggestion: near?.string)
    }

    /// Budgets that hold longer than a rule waits.
    mutating func warnLongBudgets() {
        if program.gates.budgets.isEmpty { return }
        let shortestExpire =
            program.rules.map { rule in
                guard case .elapsed(let expire) = rule.expire else { return TimeSpan.zero }
                return expire
            }.min() ?? .zero
        for (budget, range) in zip(program.gates.budgets, declared.budgets) where !reports.diagnostics.isFull {
            if budget.within <= shortestExpire { continue }
            let short = program.rules.indices.filter { place in
                guard case .elapsed(let expire) = program.rules[place].expire else { return false }
                return budget.what.contains(place, of: program) && budget.within > expire
            }
            if short.isEmpty { continue }
            report(
                .longBudget, "what this budget holds back may be missed", at: range,
                help: "it holds for up to \(budget.within), and \(list(short.map { program.rules[$0].name })) "
                    + "\(short.count == 1 ? "waits" : "wait") for less: write `expire after \(budget.within)` there")
        }
    }
}

extension TaskSelector {
    /// Whether it means the tasks of a rule, by its place in the program.
    package func contains(_ rule: Int, of program: Program) -> Bool {
        switch self {
        case .any: return true
        case .ofClass(let taskClass): return program.rules[rule].task.taskClass == taskClass
        case .rules(let places): return places.contains(rule)
        }
    }
}
