import Events

/// Where a change stands among the lines of a replay: by time, rule, customer and key, endings before openings.
struct ChangeOrder: Sendable {
    let at: Timestamp
    private let rule: Text
    private let customer: Text
    private let key: [KeyValue]
    private let isEnding: Bool
    private let id: TaskID

    init(_ change: Change) {
        at = change.at
        rule = change.task.rule
        customer = change.task.customer
        key = change.task.key
        isEnding = change.kind.isEnding
        id = change.task.id
    }

    /// The places of changes in their order, those that nothing tells apart as they are. Time alone tells most apart,
    /// so that is compared first, and places are moved about instead of changes.
    static func sorted(_ changes: [ChangeOrder]) -> [Int] {
        changes.indices.map { (at: changes[$0].at, place: $0) }.sorted { a, b in
            if a.at != b.at { return a.at < b.at }
            if changes[a.place].precedes(changes[b.place]) { return true }
            return !changes[b.place].precedes(changes[a.place]) && a.place < b.place
        }.map(\.place)
    }

    /// Of two changes of one time.
    private func precedes(_ other: ChangeOrder) -> Bool {
        if rule != other.rule { return rule < other.rule }
        if customer != other.customer { return customer < other.customer }
        let (p, q) = (key.map(\.value), other.key.map(\.value))
        if p != q { return p.lexicographicallyPrecedes(q) }
        if isEnding != other.isEnding { return isEnding }
        return id < other.id
    }
}

extension ChangeKind {
    /// Whether a task that was open is not any more.
    fileprivate var isEnding: Bool {
        switch self {
        case .withdrawn, .done, .dismissed: return true
        case .opened, .missed, .updated: return false
        }
    }
}
