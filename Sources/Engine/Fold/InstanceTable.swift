import Events

/// The instances of a fold, found by rule and key.
struct InstanceTable: Sendable {
    private var stored: [Instance] = []
    /// The places of many instances, sorted by rule and key; a few are stored in that order, and this is empty.
    private var order: [Int32] = []

    /// To put one among so many sorted costs less than a second list.
    private static let few = 64
    /// Whether two keys are the same is quicker to say than which comes first: so few are looked at one by one.
    private static let fewest = 8

    init() {}

    /// - Parameter sorted: by rule and key.
    init(sorted: [Instance]) {
        stored = sorted
        if stored.count > Self.few { order = stored.indices.map(Int32.init) }
    }

    var count: Int { stored.count }
    var isEmpty: Bool { stored.isEmpty }
    /// All of them, by rule and key.
    var sorted: [Instance] { order.isEmpty ? stored : order.map { stored[Int($0)] } }

    subscript(place: InstanceIndex) -> Instance {
        get { stored[place.place] }
        _modify { yield &stored[place.place] }
    }

    /// Where an instance is among all that are sorted.
    func rank(of place: InstanceIndex) -> Int {
        order.isEmpty ? place.place : lower { precedes($0, stored[place.place].rule, stored[place.place].key) }
    }

    /// The instances of a rule, by key.
    func places(of rule: Int) -> [InstanceIndex] {
        (lower { stored[$0].rule < rule }..<lower { stored[$0].rule <= rule }).map { InstanceIndex(place($0)) }
    }

    /// The place of an instance; nil if it is not there.
    func find(_ rule: Int, _ key: [Value]) -> InstanceIndex? {
        place(of: rule, isIt: { stored[$0].key == key }, isBefore: { stored[$0].key.lexicographicallyPrecedes(key) })
    }

    /// The place of the instance whose key is one value; nil if it is not there.
    func find(_ rule: Int, only key: Value) -> InstanceIndex? {
        place(
            of: rule, isIt: { stored[$0].key.first == key },
            isBefore: { place in stored[place].key.first.map { $0 < key } ?? true })
    }

    /// The place of the instance that an event belongs to, all of whose key fields it carries; nil if it is not there.
    /// - Parameter slots: where the event has the rule's key fields.
    func find(_ rule: Int, of event: Event, _ slots: [Int?]) -> InstanceIndex? {
        place(of: rule, isIt: { isKey(of: $0, event, slots) }) { place in
            for number in slots.indices {
                guard let slot = slots[number], let value = event.fields[slot] else { return false }
                if stored[place].key[number] != value { return stored[place].key[number] < value }
            }
            return false
        }
    }

    /// The place of the one instance of a rule that is what is looked for; nil if there is none.
    /// - Parameters:
    ///   - isIt: whether a place of the rule has the key that is looked for.
    ///   - isBefore: whether its key is before that.
    @inline(__always)
    private func place(of rule: Int, isIt: (Int) -> Bool, isBefore: (Int) -> Bool) -> InstanceIndex? {
        if count <= Self.fewest {
            for place in stored.indices where stored[place].rule == rule && isIt(place) { return InstanceIndex(place) }
            return nil
        }
        let first = lower { stored[$0].rule < rule }
        let last = min(first + Self.fewest, count)
        for rank in first..<last {
            let place = place(rank)
            if stored[place].rule != rule { return nil }
            if isIt(place) { return InstanceIndex(place) }
        }
        let rank = lower(from: last) { stored[$0].rule < rule || (stored[$0].rule == rule && isBefore($0)) }
        guard rank < count, stored[place(rank)].rule == rule, isIt(place(rank)) else { return nil }
        return InstanceIndex(place(rank))
    }

    /// Whether an event carries the key of the instance at a place, all of it.
    private func isKey(of place: Int, _ event: Event, _ slots: [Int?]) -> Bool {
        for number in slots.indices {
            guard let slot = slots[number], event.fields[slot] == stored[place].key[number] else { return false }
        }
        return true
    }

    /// The place of an instance, which is made if it was not there.
    mutating func instance(rule: Int, key: [Value]) -> InstanceIndex {
        if let known = find(rule, key) { return known }
        let first = lower { stored[$0].rule < rule }
        let rank = lower(from: first) { stored[$0].rule == rule && stored[$0].key.lexicographicallyPrecedes(key) }
        if order.isEmpty, count < Self.few {
            stored.insert(Instance(rule: rule, key: key), at: rank)
            return InstanceIndex(rank)
        }
        if order.isEmpty { order = stored.indices.map(Int32.init) }
        order.insert(Int32(count), at: rank)
        stored.append(Instance(rule: rule, key: key))
        return InstanceIndex(count - 1)
    }

    /// Removes those that hold nothing at `t`.
    /// - Returns: when the last of them had cooled; nil if none of them did.
    @discardableResult
    mutating func removeForgettable(at t: Timestamp) -> Timestamp? {
        // By place: an instance is large, and mostly there is none to remove.
        guard let first = stored.indices.first(where: { stored[$0].isForgettable(at: t) }) else { return nil }
        var cooled: Timestamp?
        for place in first..<stored.count {
            guard let until = stored[place].coolsUntil, stored[place].isForgettable(at: t) else { continue }
            cooled = max(cooled ?? until, until)
        }
        if first == 0, stored.indices.allSatisfy({ stored[$0].isForgettable(at: t) }) {
            self = InstanceTable()
        } else if order.isEmpty {
            stored.removeAll { $0.isForgettable(at: t) }
        } else {
            self = InstanceTable(sorted: sorted.filter { !$0.isForgettable(at: t) })
        }
        return cooled
    }

    private func place(_ rank: Int) -> Int { order.isEmpty ? rank : Int(order[rank]) }

    private func precedes(_ place: Int, _ rule: Int, _ key: [Value]) -> Bool {
        if stored[place].rule != rule { return stored[place].rule < rule }
        return stored[place].key.lexicographicallyPrecedes(key)
    }

    /// The first rank whose place is not before what is looked for.
    private func lower(from start: Int = 0, _ isBefore: (Int) -> Bool) -> Int {
        var low = start
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(place(middle)) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
