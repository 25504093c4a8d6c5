import Events

/// The event types that a pattern may match.
struct EventTypes {
    /// In the order written, each once.
    var indexes: [Int] = []
    /// False if one of them could not be resolved: then a field that none of them has is no mistake.
    var isComplete = true

    mutating func add(_ index: Int) {
        if !indexes.contains(index) { indexes.append(index) }
    }
}
