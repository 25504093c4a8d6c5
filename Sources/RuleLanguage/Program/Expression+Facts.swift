import Events

extension Pattern {
    /// Adds the facts, by their places, that its conditions ask for, those in window functions too.
    package func collectFacts(into facts: inout Set<Int>) {
        for alternative in alternatives { alternative.condition?.collectFacts(into: &facts) }
    }
}

extension Expression {
    /// The same for an expression.
    package func collectFacts(into facts: inout Set<Int>) {
        var waiting = [self]
        while let next = waiting.popLast() {
            switch next {
            case .literal, .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .task:
                break
            case .fact(let fact, _): facts.insert(fact)
            case .not(let operand), .negative(let operand), .isMissing(let operand), .isPresent(let operand):
                waiting.append(operand)
            case .binary(_, let left, let right): waiting += [left, right]
            case .isIn(let operand, let list): waiting += [operand] + list
            case .lookup(_, _, let key): waiting.append(key)
            case .window(let window):
                waiting += window.pattern.alternatives.compactMap(\.condition)
                if let since = window.since { waiting += since.alternatives.compactMap(\.condition) }
            }
        }
    }
}
