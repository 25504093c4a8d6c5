package import Events

/// A rule of which something that matters is never heard: a feed that is missing, or a name that is spelled otherwise
/// there.
package struct UnheardRule: Hashable, Sendable {
    package var rule: Text
    /// What was not heard, by name, sorted.
    package var types: [Text]
}

extension Program {
    /// The rules with an `unless` of which nothing was heard, though what starts them was; in the order of `rules`.
    /// - Parameter isHeard: whether an event of a declared type ever came, by its index.
    package func unheardRules(_ isHeard: (Int) -> Bool) -> [UnheardRule] {
        rules.compactMap { rule in
            let ending = Set(rule.unless.flatMap { $0.pattern.alternatives.map(\.type) })
            guard !ending.isEmpty, !ending.contains(where: isHeard), starting(rule).contains(where: isHeard) else {
                return nil
            }
            return UnheardRule(rule: rule.name, types: names(ending))
        }
    }

    /// The rules that nothing starts of what was heard, each with the types that would; in the order of `rules`.
    /// - Parameter isHeard: whether an event of a declared type ever came, by its index.
    package func unstartedRules(_ isHeard: (Int) -> Bool) -> [UnheardRule] {
        rules.compactMap { rule in
            let starting = starting(rule)
            return starting.contains(where: isHeard) ? nil : UnheardRule(rule: rule.name, types: names(starting))
        }
    }

    /// The types of which an event may start a rule.
    private func starting(_ rule: Rule) -> Set<Int> {
        switch rule.trigger {
        case .event(_, let pattern, _): return Set(pattern.alternatives.map(\.type))
        case .crossing(_, let crossing): return Set(scores[crossing.score].types)
        case .date(let fact, _, _), .yearly(let fact, _): return Set(facts[fact].types)
        }
    }

    private func names(_ types: Set<Int>) -> [Text] { types.map { schema.types[$0].name }.sorted() }
}
