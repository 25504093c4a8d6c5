import Events
import RuleLanguage

/// Where the events stand that join an instance, by type and key, so that windows and waits look only at those, however
/// many others the customer has. It knows the first events of a timeline, and is made as the fold goes along; nothing of
/// it is stored, for it follows from the events.
struct JoinTable: Sendable {
    private struct Name: Hashable {
        /// Which fields make the key: a place in `Plan.joinShapes`.
        let shape: Int
        let type: Int
        let key: [Value]
    }

    private struct LooseName: Hashable {
        let shape: Int
        let type: Int
    }

    /// How many events of the timeline, from its beginning, it knows.
    private(set) var known = 0
    /// Events that carry every field of the key.
    private var whole: [Name: [EventRef]] = [:]
    /// Those that lack some: they may join any instance.
    private var loose: [LooseName: [EventRef]] = [:]

    /// Takes the next event of the timeline.
    mutating func note(_ ref: EventRef, in timeline: Timeline, _ plan: Plan) {
        known += 1
        let event = timeline[ref]
        guard plan.types.concerned[event.type] else { return }
        for (shape, slots) in plan.joins.all.enumerated() {
            if let key = event.key(slots[event.type]) {
                whole[Name(shape: shape, type: event.type, key: key), default: []].append(ref)
            } else {
                loose[LooseName(shape: shape, type: event.type), default: []].append(ref)
            }
        }
    }

    /// Forgets later events than a time.
    /// - Parameters:
    ///   - refs: all later events of the timeline; some of them it may not know.
    ///   - known: how many there are before them.
    mutating func forget(
        _ refs: ArraySlice<EventRef>, after t: Timestamp, knowing known: Int, in timeline: Timeline, _ plan: Plan
    ) {
        self.known = known
        for ref in refs {
            let event = timeline[ref]
            guard plan.types.concerned[event.type] else { continue }
            for (shape, slots) in plan.joins.all.enumerated() {
                if let key = event.key(slots[event.type]) {
                    let name = Name(shape: shape, type: event.type, key: key)
                    while let last = whole[name]?.last, timeline[last].time > t { whole[name]?.removeLast() }
                } else {
                    let name = LooseName(shape: shape, type: event.type)
                    while let last = loose[name]?.last, timeline[last].time > t { loose[name]?.removeLast() }
                }
            }
        }
    }

    /// The known events of some types that may join an instance, as lists, each in the order of time.
    func lists(_ types: some Sequence<Int>, shape: Int, key: [Value]) -> [[EventRef]] {
        var lists: [[EventRef]] = []
        var seen: [Int] = []
        for type in types where !seen.contains(type) {
            seen.append(type)
            if let list = whole[Name(shape: shape, type: type, key: key)] { lists.append(list) }
            if let list = loose[LooseName(shape: shape, type: type)] { lists.append(list) }
        }
        return lists
    }
}
