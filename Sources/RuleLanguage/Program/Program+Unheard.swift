package import Events

/// A rule that something starts, while nothing that could end its wait is ever heard: a feed that is missing, or a name
/// that is spelled otherwise there.
package struct UnheardRule: Hashable, Sendable {
    package var rule: Text
    /// The types of its `unless`, by name, sorted.
    package var types: [Text]
}

extension Program {
    /// The rules with an `unless` of which nothing was heard, though what starts them was; in the order of `rules`.
    /// - Parameter isHeard: whether an event of a declared type ever came, by its index.
    package func unheardRules(_ isHeard: (Int) -> Bool) -> [UnheardRule] {
        rules.compactMap { rule in
            let ending = Set(rule.unless.flatMap { $0.pattern.alternatives.map(\.type) })
            guard !ending.isEmpty, !ending.contains(where: isHeard), isStarted(rule, isHeard) else { return nil }
            return UnheardRule(rule: rule.name, types: ending.map { schema.types[$0].name }.sorted())
        }
    }

    private func isStarted(_ rule: Rule, _ isHeard: (Int) -> Bool) -> Bool {
        switch rule.trigger {
        case .event(_, let pattern, _): return pattern.alternatives.contains { isHeard($0.type) }
        case .crossing(_, let crossing): return scores[crossing.score].types.contains(where: isHeard)
        case .date(let fact, _, _), .yearly(let fact, _): return facts[fact].types.contains(where: isHeard)
        }
    }
}
