import Events

/// The instances of one shape that a customer has, and when each was first heard of.
struct InstanceList {
    struct Instance {
        var key: [Value]
        var first: Timestamp
    }

    private(set) var all: [Instance] = []
    /// Of each the first value of its key.
    private var firstValues: [Value] = []
    /// By key, once there are many.
    private var places: [[Value]: Int]?

    private static let few = 12

    /// - Parameters:
    ///   - event: carries all of the key.
    ///   - shape: with a name at least.
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
        firstValues.append(key[0])
        if places != nil {
            places?[key] = all.count - 1
        } else if all.count > InstanceList.few {
            places = Dictionary(all.enumerated().map { ($1.key, $0) }) { first, _ in first }
        }
    }

    /// Without making a key, of which most events have one that is known.
    private func find(_ event: Event, _ shape: KeyShape) -> Int? {
        if shape.names.count > 1 { return all.indices.last { shape.isOf(event, all[$0].key) } }
        guard let value = shape.value(of: event) else { return nil }
        // Mostly it is the latest. By place, so that nothing is copied to be compared.
        var place = firstValues.count - 1
        while place >= 0, firstValues[place] != value { place -= 1 }
        return place < 0 ? nil : place
    }

    func place(of key: [Value]) -> Int? {
        if let places { return places[key] }
        // By place, as above.
        var place = 0
        while place < all.count {
            if firstValues[place] == key[0], key.count == 1 || all[place].key == key { return place }
            place += 1
        }
        return nil
    }

    mutating func removeAll() {
        all.removeAll(keepingCapacity: true)
        firstValues.removeAll(keepingCapacity: true)
        places = nil
    }
}
