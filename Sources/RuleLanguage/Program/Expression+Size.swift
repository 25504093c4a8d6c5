import Events

extension Expression {
    /// The number of its parts, also of the patterns in its window functions; counting ends at `limit`.
    ///
    /// A condition over several event types stands in the program once for each, so that window functions in window
    /// functions grow like a power; this is what the limit of a rule's size is measured by.
    func size(upTo limit: Int) -> Int {
        var size = 0
        var waiting = [self]
        while let next = waiting.popLast(), size < limit {
            size += 1
            if case .window(let window) = next {
                waiting += window.pattern.alternatives.compactMap(\.condition)
                if let since = window.since { waiting += since.alternatives.compactMap(\.condition) }
            }
            waiting += next.operands
        }
        return size
    }
}
