import Events
import RuleLanguage

extension Evaluator {
    /// The ids that name an episode: by its anchor first, then by each other trigger in order.
    func ids(_ episode: Episode, rule index: Int, key: [Value]) -> [TaskID] {
        let first = id(episode, rule: index, key: key)
        guard case .event = episode.origin, episode.triggers.count > 1 else { return [first] }
        let name = plan.rules[index].rule.name
        let key = plan.keyValues(rule: index, key: key)
        let others = episode.triggers.all.filter { $0 != episode.anchor }
        return [first]
            + others.map { .episode(rule: name, customer: customer, key: key, anchor: timeline[$0].identity) }
    }

    /// The id that names an episode by its anchor.
    func id(_ episode: Episode, rule index: Int, key: [Value]) -> TaskID {
        switch episode.origin {
        case .date(let date): return id(of: date, rule: index, key: key)
        case .event:
            return .episode(
                rule: plan.rules[index].rule.name, customer: customer, key: plan.keyValues(rule: index, key: key),
                anchor: timeline[episode.anchor].identity)
        }
    }

    /// The id that names an episode by its date.
    func id(of date: DateName, rule index: Int, key: [Value]) -> TaskID {
        let name = plan.rules[index].rule.name
        let key = plan.keyValues(rule: index, key: key)
        guard let year = date.year else {
            return .episode(rule: name, customer: customer, key: key, value: date.value)
        }
        return .episode(rule: name, customer: customer, key: key, value: date.value, year: year)
    }
}

extension Plan {
    func keyValues(rule index: Int, key: [Value]) -> [KeyValue] {
        zip(rules[index].rule.keys, key).map { KeyValue(name: $0, value: $1) }
    }
}
