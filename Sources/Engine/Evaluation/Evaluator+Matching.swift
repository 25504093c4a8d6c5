import Events
import RuleLanguage

extension Evaluator {
    /// Whether an event matches a pattern, its conditions asked at its own time.
    func matches(_ pattern: Pattern, _ ref: EventRef, _ scope: Scope) -> Bool {
        let type = timeline[ref].type
        for alternative in pattern.alternatives where alternative.type == type {
            guard let condition = alternative.condition else { return true }
            if holds(condition, scope.matching(ref, at: timeline[ref].time)) { return true }
        }
        return false
    }

    /// Whether an event joins an instance: each key field that it carries equals the instance's.
    /// - Parameter strictly: it must carry every key field.
    func joins(_ ref: EventRef, rule: Int, key: [Value], strictly: Bool = false) -> Bool {
        if key.isEmpty { return true }
        let event = timeline[ref]
        let slots = plan.rules[rule].keySlots[event.type]
        for place in key.indices {
            guard let slot = slots[place], let value = event.fields.key(slot) else {
                if strictly { return false }
                continue
            }
            if value != key[place] { return false }
        }
        return true
    }
}

extension Event {
    /// The values of key fields, by their slots; nil if it lacks one.
    func key(_ slots: [Int?]) -> [Value]? {
        if slots.count == 1 { return slots[0].flatMap { fields.key($0) }.map { [$0] } }
        var key: [Value] = []
        for slot in slots {
            guard let slot, let value = fields.key(slot) else { return nil }
            key.append(value)
        }
        return key
    }
}
