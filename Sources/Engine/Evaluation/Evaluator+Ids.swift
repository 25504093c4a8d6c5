import Events
import RuleLanguage

extension Evaluator {
    /// The ids that name an episode: by its anchor first, then by each other trigger in order.
    func ids(_ episode: Episode, rule index: Int, key: [Value]) -> [TaskID] {
        let name = plan.rules[index].rule.name
        let key = plan.keyValues(rule: index, key: key)
        switch episode.origin {
        case .date(let date):
            guard let year = date.year else {
                return [.episode(rule: name, customer: customer, key: key, value: date.value)]
            }
            return [.episode(rule: name, customer: customer, key: key, value: date.value, year: year)]
        case .event: break
        }
        var ids: [TaskID] = []
        ids.reserveCapacity(episode.triggers.count)
        ids.append(.episode(rule: name, customer: customer, key: key, anchor: timeline[episode.anchor].identity))
        guard episode.triggers.count > 1 else { return ids }
        for other in episode.triggers.all where other != episode.anchor {
            ids.append(.episode(rule: name, customer: customer, key: key, anchor: timeline[other].identity))
        }
        return ids
    }
}

extension Plan {
    func keyValues(rule index: Int, key: [Value]) -> [KeyValue] {
        zip(rules[index].rule.keys, key).map { KeyValue(name: $0, value: $1) }
    }
}
