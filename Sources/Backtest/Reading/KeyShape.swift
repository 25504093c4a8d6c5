import Events
import RuleLanguage

/// Key fields of rules and outcomes, and where events carry them; the names sorted, so that one key is one shape.
struct KeyShape: Hashable {
    let names: [Text]
    /// For each event type the slot of each field; nil where it does not carry it.
    let slots: [[Int?]]
    /// For each event type whether it carries all of them.
    let carriesAll: [Bool]
    /// The same as `slots` of the one name that there is, for it mostly is one; -1: the type does not carry it. Empty where
    /// there are more or none.
    private let single: [Int]

    /// - Parameter keys: the fields in the order of `keySlots`.
    init(_ keys: [Text], _ keySlots: KeySlots, types: Int) {
        let order = KeyShape.order(of: keys)
        names = order.map { keys[$0] }
        slots = (0..<types).map { type in
            let written = keySlots[type]
            return order.map { written[$0] }
        }
        carriesAll = slots.map { $0.allSatisfy { $0 != nil } }
        single = names.count == 1 ? slots.map { $0[0] ?? -1 } : []
    }

    /// The places of names in their order.
    static func order(of names: [Text]) -> [Int] { names.indices.sorted { names[$0] < names[$1] } }

    /// Nil if the event does not carry all of it.
    func key(of event: Event) -> [Value]? {
        if !single.isEmpty { return value(of: event).map { [$0] } }
        guard carriesAll[event.type] else { return nil }
        var key: [Value] = []
        key.reserveCapacity(names.count)
        for slot in slots[event.type] {
            guard let slot, let value = event.fields.key(slot) else { return nil }
            key.append(value)
        }
        return key
    }

    /// Whether each field that the event carries equals the key's.
    func joins(_ event: Event, _ key: [Value]) -> Bool {
        if !single.isEmpty { return value(of: event).map { $0 == key[0] } ?? true }
        let slots = slots[event.type]
        for place in slots.indices {
            guard let slot = slots[place], let value = event.fields.key(slot) else { continue }
            if value != key[place] { return false }
        }
        return true
    }

    /// Whether the event carries the whole key, and it is this one.
    func isOf(_ event: Event, _ key: [Value]) -> Bool {
        let slots = slots[event.type]
        return slots.indices.allSatisfy { place in
            guard let slot = slots[place], let value = event.fields.key(slot) else { return false }
            return value == key[place]
        }
    }

    /// Of the one name that there is.
    func value(of event: Event) -> Value? {
        let slot = single[event.type]
        return slot < 0 ? nil : event.fields.key(slot)
    }
}
