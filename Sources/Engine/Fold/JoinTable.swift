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
            var key: [Value] = []
            var isWhole = true
            for slot in slots[event.type] {
                guard let slot, let value = event.fields.key(slot) else {
                    isWhole = false
                    break
                }
                key.append(value)
            }
            if isWhole {
                whole[Name(shape: shape, type: event.type, key: key), default: []].append(ref)
            } else {
                loose[LooseName(shape: shape, type: event.type), default: []].append(ref)
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
