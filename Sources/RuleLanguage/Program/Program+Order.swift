import Events

/// Event types, facts and rules stand in a program by their names, so that the number of each does not depend on the
/// file and the line where it is declared: what was computed with a program is true of every other that says the same.
extension Program {
    /// The places of the rules in the order in which their author wrote them, for telling people.
    package var rulesAsWritten: [Int] {
        rules.indices.sorted { a, b in
            let (a, b) = (rules[a].range, rules[b].range)
            return (a.file, a.start) < (b.file, b.start)
        }
    }

    /// Puts the rules in the order of their names; the gates and the tests follow.
    mutating func sortRules() {
        let order = rules.indices.sorted { rules[$0].name < rules[$1].name }
        guard order != Array(rules.indices) else { return }
        var places = order
        for (place, old) in order.enumerated() { places[old] = place }
        rules = order.map { rules[$0] }
        gates.moveRules(to: places)
        for test in tests.indices {
            for step in tests[test].steps.indices { tests[test].steps[step].action.moveRules(to: places) }
        }
    }
}

extension Schema {
    /// The declared types in the order of their names, behind the language's own; and where each type was before.
    func sorted() -> (schema: Schema, before: [Int]) {
        let own = Schema.language.types.count
        let before = Array(0..<own) + (own..<types.count).sorted { types[$0].name < types[$1].name }
        return (Schema(before.map { types[$0] }), before)
    }
}

extension TestStep.Action {
    /// The same step where the rule of each place stands in another.
    fileprivate mutating func moveRules(to places: [Int]) {
        switch self {
        case .event, .expectNothing: break
        case .expectTask(let task): self = .expectTask(task.moved(to: places))
        case .expectWithdrawn(let task, let because): self = .expectWithdrawn(task.moved(to: places), because: because)
        case .expectMissed(let task, let because): self = .expectMissed(task.moved(to: places), because: because)
        case .expectHeld(let task, let because): self = .expectHeld(task.moved(to: places), because: because)
        case .expectEscalated(let task, let queue): self = .expectEscalated(task.moved(to: places), to: queue)
        case .claimed(let task, let by): self = .claimed(task.moved(to: places), by: by)
        case .released(let task, let by): self = .released(task.moved(to: places), by: by)
        case .snoozed(let task, let until): self = .snoozed(task.moved(to: places), until: until)
        case .feedFallsSilent, .feedIsHeard: break
        case .done(let task): self = .done(task.moved(to: places))
        case .dismissed(let task): self = .dismissed(task.moved(to: places))
        }
    }
}

extension GateDeclarations {
    /// The same gates where the rule of each place stands in another.
    fileprivate mutating func moveRules(to places: [Int]) {
        for gate in inhibits.indices {
            inhibits[gate].what.moveRules(to: places)
            inhibits[gate].whileAny.moveRules(to: places)
        }
        for gate in budgets.indices { budgets[gate].what.moveRules(to: places) }
        for gate in quiets.indices { quiets[gate].what.moveRules(to: places) }
    }
}

extension TaskSelector {
    fileprivate mutating func moveRules(to places: [Int]) {
        guard case .rules(let rules) = self else { return }
        self = .rules(rules.map { places[$0] }.sorted())
    }
}

extension TestTask {
    fileprivate func moved(to places: [Int]) -> TestTask {
        TestTask(rule: places[rule], customer: customer, key: key)
    }
}
