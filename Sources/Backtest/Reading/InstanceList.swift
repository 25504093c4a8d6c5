import Events

/// The instances of one shape that a customer has, and when each was first heard of.
struct InstanceList {
    struct Instance {
        var key: [Value]
        var first: Timestamp
    }

    private(set) var all: [Instance] = []
    /// By key, once there are many.
    private var places: [[Value]: Int]?

    private static let few = 12

    mutating func note(_ event: Event, _ shape: KeyShape) {
        if places == nil, let place = find(event, shape) {
            all[place].first = min(all[place].first, event.time)
            return
        }
        guard let key = shape.key(of: event) else { return }
        if let place = places?[key] {
            all[place].first = min(all[place].first, event.time)
            return
        }
        all.append(Instance(key: key, first: event.time))
        if places != nil {
            places?[key] = all.count - 1
        } else if all.count > InstanceList.few {
            places = Dictionary(all.enumerated().map { ($1.key, $0) }) { first, _ in first }
        }
    }

    /// Without making a key, of which most events have one that is known.
    private func find(_ event: Event, _ shape: KeyShape) -> Int? {
        let slots = shape.slots[event.type]
        return all.firstIndex { instance in
            slots.indices.allSatisfy { place in
                guard let slot = slots[place], let value = event.fields.key(slot) else { return false }
                return value == instance.key[place]
            }
        }
    }

    func place(of key: [Value]) -> Int? {
        if let places { return places[key] }
        return all.firstIndex { $0.key == key }
    }

    mutating func removeAll() {
        all.removeAll(keepingCapacity: true)
        places = nil
    }
}
