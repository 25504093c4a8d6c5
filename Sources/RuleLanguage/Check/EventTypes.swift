import Events

/// The event types that a pattern may match.
struct EventTypes {
    /// In the order written, each once.
    private(set) var indexes: [Int] = []
    /// Where each of them stands in `indexes`.
    private var places: [Int: Int] = [:]
    /// False if one of them could not be resolved: then a field that none of them has is no mistake.
    var isComplete = true

    init(isComplete: Bool = true) { self.isComplete = isComplete }

    init(_ index: Int) { add(index) }

    mutating func add(_ index: Int) {
        guard places[index] == nil else { return }
        places[index] = indexes.count
        indexes.append(index)
    }

    /// The same types, and those of `other` behind them.
    mutating func add(_ other: EventTypes) {
        for index in other.indexes { add(index) }
        if !other.isComplete { isComplete = false }
    }

    /// Where a type stands in `indexes`; nil if it is not there.
    func place(of index: Int) -> Int? { places[index] }
}
