import Events

/// What the named values of a rule are, a sentence each.
struct NamedValues {
    private let phrases: Phrases
    private let rule: Rule

    init(program: Program, rule: Rule) {
        self.rule = rule
        phrases = Phrases(program: program, rule: rule)
    }

    var notes: [String] {
        var said: Set<Text> = []
        var notes: [String] = []
        var waiting = rule.expressions
        while !waiting.isEmpty {
            let next = waiting.removeFirst()
            if case .named(let name, let value) = next, said.insert(name).inserted {
                notes.append("\(English.sentence(phrases.named(name, value))).")
            }
            waiting = next.operands + next.patterns.flatMap { $0.alternatives.compactMap(\.condition) } + waiting
        }
        return notes
    }
}

extension Phrases {
    /// `risk is 5 if …, else 0`; `overdue means that …`
    fileprivate func named(_ name: Text, _ value: Expression) -> String {
        switch value {
        case .not, .isIn, .isMissing, .isPresent: return "“\(name)” means that \(clause(value, on: []))"
        case .binary(let operation, _, _) where operation.isTruth:
            return "“\(name)” means that \(clause(value, on: []))"
        case .window(let window) where window.function == .seen: return "“\(name)” means that \(clause(value, on: []))"
        default: return "“\(name)” is \(operand(value, ofType: nil))"
        }
    }
}

extension BinaryOperator {
    /// Whether what it makes is true or false.
    fileprivate var isTruth: Bool {
        switch self {
        case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains: return true
        case .plus, .minus, .times, .divided: return false
        }
    }
}

extension Expression {
    /// The patterns of a window function; none of anything else.
    fileprivate var patterns: [Pattern] {
        guard case .window(let window) = self else { return [] }
        return [window.pattern] + (window.since.map { [$0] } ?? [])
    }
}

extension Rule {
    /// All that it asks, in the order in which it is read.
    fileprivate var expressions: [Expression] {
        var patterns = unless.map(\.pattern)
        if case .event(_, let pattern, _) = trigger { patterns.insert(pattern, at: 0) }
        let said = say.compactMap { part -> Expression? in
            if case .expression(let expression) = part { return expression }
            return nil
        }
        return patterns.flatMap { $0.alternatives.compactMap(\.condition) } + whileConditions
            + outreach.priorities.map(\.condition) + task.queue.expressions + said
    }
}
