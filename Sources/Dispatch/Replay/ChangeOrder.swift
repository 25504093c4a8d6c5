import Engine
import Events

/// Where a change stands among the lines of a replay: by time, rule, customer and key, endings before openings.
struct ChangeOrder: Sendable {
    let at: Timestamp
    private let rule: Text
    private let customer: Text
    private let key: [KeyValue]
    private let rank: Int
    private let id: TaskID

    init(_ change: Change) {
        at = change.at
        rule = change.task.rule
        customer = change.task.customer
        key = change.task.key
        rank = change.kind.rank
        id = change.task.id
    }

    /// The places of changes in their order, those that nothing tells apart as they are. Time alone tells most apart,
    /// so that is compared first, and places are moved about instead of changes.
    static func sorted(_ changes: [ChangeOrder]) -> [Int] {
        let places = changes.indices.map { (at: changes[$0].at, place: $0) }
        return changes.withUnsafeBufferPointer { changes in
            guard let first = changes.baseAddress else { return [] }
            return places.sorted { a, b in
                if a.at != b.at { return a.at < b.at }
                if precedes(first + a.place, first + b.place) { return true }
                return !precedes(first + b.place, first + a.place) && a.place < b.place
            }.map(\.place)
        }
    }

    /// Of two changes of one time. By pointer, for a copy of all that a change is sorted by costs more than to compare.
    private static func precedes(_ a: UnsafePointer<ChangeOrder>, _ b: UnsafePointer<ChangeOrder>) -> Bool {
        if a.pointee.rule != b.pointee.rule { return a.pointee.rule < b.pointee.rule }
        if a.pointee.customer != b.pointee.customer { return a.pointee.customer < b.pointee.customer }
        if a.pointee.key != b.pointee.key {
            return a.pointee.key.lexicographicallyPrecedes(b.pointee.key) { $0.value < $1.value }
        }
        if a.pointee.rank != b.pointee.rank { return a.pointee.rank < b.pointee.rank }
        return a.pointee.id < b.pointee.id
    }
}

extension ChangeKind {
    /// Of changes of one instance at one time those of lower rank come first: endings, then openings, then what only an
    /// open task goes through.
    fileprivate var rank: Int {
        switch self {
        case .withdrawn, .done, .dismissed, .expired: return 0
        case .opened, .missed, .heldOut, .held, .updated: return 1
        case .escalated: return 2
        }
    }
}
