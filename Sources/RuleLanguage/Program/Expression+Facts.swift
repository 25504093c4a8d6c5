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
            if case .fact(let fact, _) = next { facts.insert(fact) }
            if case .previous(let fact, _) = next { facts.insert(fact) }
            if case .window(let window) = next {
                waiting += window.pattern.alternatives.compactMap(\.condition)
                if let since = window.since { waiting += since.alternatives.compactMap(\.condition) }
            }
            waiting += next.operands
        }
    }
}
