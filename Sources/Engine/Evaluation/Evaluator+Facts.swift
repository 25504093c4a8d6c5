import Events
import RuleLanguage

extension Evaluator {
    /// The latest value of a fact at an instant, the whole instant included, with the latest event that carried it.
    func fact(_ index: Int, key: Value?, at t: Timestamp) -> FactValue? {
        let fact = plan.program.facts[index]
        var position = timeline.upperBound(t)
        while position > facts.known {
            position -= 1
            let ref = timeline.order[position]
            if let value = carried(fact, by: ref, key: key) { return FactValue(value: value, setBy: ref) }
        }
        return facts.latest(index, key: key, at: t, in: timeline).map { FactValue(value: $0.value, setBy: $0.ref) }
    }

    /// The same, with the first event of the run of equal values that ends at the instant.
    func factRun(_ index: Int, key: Value?, at t: Timestamp) -> FactValue? {
        let fact = plan.program.facts[index]
        var run: FactValue?
        var position = timeline.upperBound(t)
        while position > facts.known {
            position -= 1
            let ref = timeline.order[position]
            guard let value = carried(fact, by: ref, key: key) else { continue }
            if let run, value != run.value { return run }
            run = FactValue(value: value, setBy: ref)
        }
        guard let before = facts.latest(index, key: key, at: t, in: timeline) else { return run }
        if let run, before.value != run.value { return run }
        return FactValue(value: before.value, setBy: before.setBy)
    }

    /// The value that a fact had before it took the one that it has at an instant; nil if it had none.
    func previous(_ index: Int, key: Value?, at t: Timestamp) -> Value? {
        let fact = plan.program.facts[index]
        var present: Value?
        var position = timeline.upperBound(t)
        while position > facts.known {
            position -= 1
            guard let value = carried(fact, by: timeline.order[position], key: key) else { continue }
            if let present, value != present { return value }
            present = value
        }
        guard let known = facts.latest(index, key: key, at: t, in: timeline) else { return nil }
        if let present, known.value != present { return known.value }
        return known.before
    }

    /// The first of these events, by source and id, that gives the fact another value.
    func firstChange(of index: Int, key: Value?, from old: Value, in events: ArraySlice<EventRef>) -> EventRef? {
        let fact = plan.program.facts[index]
        return events.first { ref in carried(fact, by: ref, key: key).map { $0 != old } ?? false }
    }

    /// The value that an event gives to a fact of this key; nil if it carries none.
    private func carried(_ fact: Fact, by ref: EventRef, key: Value?) -> Value? {
        switch fact.source {
        case .field: break
        case .score: return nil
        case .stage(let journey): return carried(by: ref, journey: journey, key: key, isSince: false)
        case .stageSince(let journey): return carried(by: ref, journey: journey, key: key, isSince: true)
        }
        let event = timeline[ref]
        for carrier in fact.carriers where carrier.type == event.type {
            if let slot = carrier.keySlot, event.fields.key(slot) == nil || event.fields.key(slot) != key { continue }
            if let value = carrier.value.read(event) { return value }
        }
        return nil
    }

    /// The keys of which an event carries this fact: the key's value, or one nil for a customer's fact.
    func keys(of index: Int, in ref: EventRef) -> [Value?] {
        switch plan.program.facts[index].source {
        case .field: break
        case .score: return []
        case .stage(let journey), .stageSince(let journey):
            return stage(begunBy: ref, of: journey).map { [$0.key] } ?? []
        }
        let event = timeline[ref]
        var keys: [Value?] = []
        for carrier in plan.program.facts[index].carriers where carrier.type == event.type {
            guard carrier.value.read(event) != nil else { continue }
            if let slot = carrier.keySlot {
                if let key = event.fields.key(slot) { keys.append(key) }
            } else {
                keys.append(nil)
            }
        }
        return keys
    }
}
