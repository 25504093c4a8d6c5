import Events

/// In which slots the events of a type carry the key fields of a rule.
package struct KeySlots: Hashable, Sendable {
    /// The types that carry any of them, sorted; nil if `slots` has a place for every type.
    private let carriers: [Int]?
    private let slots: [[Int?]]
    /// For a type that carries none.
    private let none: [Int?]

    /// With so few types each has a place.
    private static let fewTypes = 64

    /// - Parameters:
    ///   - keys: the number of key fields.
    ///   - types: the number of event types.
    ///   - carriers: for each type that carries any of the keys the slot of each; nil where it does not carry that one.
    package init(keys: Int, types: Int, carriers: [Int: [Int?]]) {
        none = [Int?](repeating: nil, count: keys)
        if types <= KeySlots.fewTypes {
            var slots = [[Int?]](repeating: none, count: types)
            for (type, found) in carriers where slots.indices.contains(type) { slots[type] = found }
            self.slots = slots
            self.carriers = nil
        } else {
            let sorted = carriers.sorted { $0.key < $1.key }
            slots = sorted.map(\.value)
            self.carriers = sorted.map(\.key)
        }
    }

    /// The slot of each key field in the events of a type; nil where they do not carry it.
    package subscript(type: Int) -> [Int?] {
        guard let carriers else { return slots[type] }
        var low = 0
        var high = carriers.count
        while low < high {
            let middle = (low + high) / 2
            if carriers[middle] < type { low = middle + 1 } else { high = middle }
        }
        return low < carriers.count && carriers[low] == type ? slots[low] : none
    }

    /// A type that carries a key field, and its slot there; nil if none does.
    /// - Parameter key: its place in `per`.
    package func carrier(ofKey key: Int) -> TypedSlot? {
        for (place, slots) in slots.enumerated() {
            if let slot = slots[key] { return TypedSlot(type: carriers?[place] ?? place, slot: slot) }
        }
        return nil
    }
}
