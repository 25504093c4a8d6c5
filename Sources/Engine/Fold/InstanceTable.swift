import Events

/// The instances of a fold, found by rule and key.
struct InstanceTable: Sendable {
    private var stored: [Instance] = []
    /// Where many are found by a hash of rule and key; nil while they are few, and stored in their order.
    private var index: HashIndex?
    /// The places of the first ones of many, sorted by rule and key; those that came later are put among them when somebody
    /// asks for the order.
    private var order: [Int32] = []

    /// To put one among so many sorted costs less than a second list.
    private static let few = 64
    /// Whether two keys are the same is quicker to say than which comes first: so few are looked at one by one.
    private static let fewest = 8

    init() {}

    /// - Parameter sorted: by rule and key.
    init(sorted: [Instance]) {
        stored = sorted
        if stored.count > Self.few { findByHash() }
    }

    var count: Int { stored.count }
    var isEmpty: Bool { stored.isEmpty }
    /// All of them, by rule and key.
    var sorted: [Instance] { index == nil ? stored : arrangedOrder.map { stored[Int($0)] } }

    subscript(place: InstanceIndex) -> Instance {
        _read { yield stored[place.place] }
        _modify { yield &stored[place.place] }
    }

    /// Where an instance is among all that are sorted.
    func rank(of place: InstanceIndex) -> Int {
        if index == nil { return place.place }
        let order = arrangedOrder
        return Self.lower(order.count) { precedes(Int(order[$0]), place.place) }
    }

    /// The instances of a rule, by key.
    mutating func places(of rule: Int) -> [InstanceIndex] {
        arrange()
        let order = order
        let place = { (rank: Int) in order.isEmpty ? rank : Int(order[rank]) }
        let first = Self.lower(count) { stored[place($0)].rule < rule }
        return (first..<Self.lower(from: first, count) { stored[place($0)].rule <= rule }).map {
            InstanceIndex(place($0))
        }
    }

    /// The place of an instance; nil if it is not there.
    func find(_ rule: Int, _ key: [Value]) -> InstanceIndex? {
        place(
            of: rule, { hasher in key.forEach { hasher.combine($0) } }, isIt: { stored[$0].key == key },
            isBefore: { stored[$0].key.lexicographicallyPrecedes(key) })
    }

    /// The place of the instance whose key is one value; nil if it is not there.
    func find(_ rule: Int, only key: Value) -> InstanceIndex? {
        place(
            of: rule, { hasher in hasher.combine(key) }, isIt: { stored[$0].key.first == key },
            isBefore: { place in stored[place].key.first.map { $0 < key } ?? true })
    }

    /// The place of the instance that an event belongs to, all of whose key fields it carries; nil if it is not there.
    /// - Parameter slots: where the event has the rule's key fields.
    func find(_ rule: Int, of event: Event, _ slots: [Int?]) -> InstanceIndex? {
        let combine = { (hasher: inout Hasher) in
            for case let slot? in slots { if let value = event.fields[slot] { hasher.combine(value) } }
        }
        return place(of: rule, combine, isIt: { isKey(of: $0, event, slots) }) { place in
            for number in slots.indices {
                guard let slot = slots[number], let value = event.fields[slot] else { return false }
                if stored[place].key[number] != value { return stored[place].key[number] < value }
            }
            return false
        }
    }

    /// The place of the one instance of a rule that is what is looked for; nil if there is none.
    /// - Parameters:
    ///   - combine: adds the values of the key that is looked for to a hash.
    ///   - isIt: whether a place of the rule has that key.
    ///   - isBefore: whether its key is before that.
    @inline(__always)
    private func place(
        of rule: Int, _ combine: (inout Hasher) -> Void, isIt: (Int) -> Bool, isBefore: (Int) -> Bool
    ) -> InstanceIndex? {
        if count <= Self.fewest {
            for place in stored.indices where stored[place].rule == rule && isIt(place) { return InstanceIndex(place) }
            return nil
        }
        if let index {
            let found = index.find(Self.hash(rule, combine)) { stored[$0].rule == rule && isIt($0) }
            return found.map(InstanceIndex.init)
        }
        let first = Self.lower(count) { stored[$0].rule < rule }
        let last = min(first + Self.fewest, count)
        for place in first..<last {
            if stored[place].rule != rule { return nil }
            if isIt(place) { return InstanceIndex(place) }
        }
        let place = Self.lower(from: last, count) {
            stored[$0].rule < rule || (stored[$0].rule == rule && isBefore($0))
        }
        guard place < count, stored[place].rule == rule, isIt(place) else { return nil }
        return InstanceIndex(place)
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
        if index == nil, count < Self.few {
            let place = Self.lower(count) {
                stored[$0].rule != rule ? stored[$0].rule < rule : stored[$0].key.lexicographicallyPrecedes(key)
            }
            stored.insert(Instance(rule: rule, key: key), at: place)
            return InstanceIndex(place)
        }
        if index == nil { findByHash() }
        let (new, place) = (Instance(rule: rule, key: key), count)
        _ = index?.find(Self.hash(new), orNote: place) { _ in false }
        stored.append(new)
        if index?.isFull == true {
            let all = stored
            index?.grow { Self.hash(all[$0]) }
        }
        return InstanceIndex(place)
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
        } else if index == nil {
            stored.removeAll { $0.isForgettable(at: t) }
        } else {
            self = InstanceTable(sorted: sorted.filter { !$0.isForgettable(at: t) })
        }
        return cooled
    }

    // MARK: Their order

    /// Puts those that came later among the others.
    mutating func arrange() {
        if index != nil, order.count < count { order = arrangedOrder }
    }

    /// The places of all of many, sorted.
    private var arrangedOrder: [Int32] {
        if order.count == count { return order }
        let later = (order.count..<count).map(Int32.init).sorted { precedes(Int($0), Int($1)) }
        var all: [Int32] = []
        all.reserveCapacity(count)
        var rest = order[...]
        for place in later {
            let before = Self.lower(rest.count) { precedes(Int(rest[rest.startIndex + $0]), Int(place)) }
            all += rest.prefix(before)
            all.append(place)
            rest = rest.dropFirst(before)
        }
        return all + rest
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        if stored[a].rule != stored[b].rule { return stored[a].rule < stored[b].rule }
        return stored[a].key.lexicographicallyPrecedes(stored[b].key)
    }

    /// The first of so many ranks that is not before what is looked for.
    private static func lower(from start: Int = 0, _ count: Int, _ isBefore: (Int) -> Bool) -> Int {
        var low = start
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Their hashes

    /// Those that are stored in their order are too many to be looked for one by one.
    private mutating func findByHash() {
        order = stored.indices.map(Int32.init)
        var index = HashIndex()
        index.grow(for: count) { Self.hash(stored[$0]) }
        for place in stored.indices { _ = index.find(Self.hash(stored[place]), orNote: place) { _ in false } }
        self.index = index
    }

    private static func hash(_ instance: Instance) -> UInt64 {
        hash(instance.rule) { hasher in instance.key.forEach { hasher.combine($0) } }
    }

    private static func hash(_ rule: Int, _ combine: (inout Hasher) -> Void) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(rule)
        combine(&hasher)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
