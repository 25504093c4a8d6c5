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
            switch next {
            case .literal, .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .fact,
                .task:
                break
            case .lookup(_, _, let key): waiting.append(key)
            case .not(let operand), .negative(let operand), .isMissing(let operand), .isPresent(let operand):
                waiting.append(operand)
            case .binary(_, let left, let right): waiting += [left, right]
            case .isIn(let operand, let list): waiting += [operand] + list
            case .window(let window):
                waiting += window.pattern.alternatives.compactMap(\.condition)
                if let since = window.since { waiting += since.alternatives.compactMap(\.condition) }
            }
        }
        return size
    }
}
