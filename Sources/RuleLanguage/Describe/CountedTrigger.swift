import Events

/// What `when N P within D across M F` says, read back from the trigger that it stands for.
struct CountedTrigger {
    /// N
    var count: Double
    /// `across M F`
    var across: (count: Double, field: [TypedSlot])?
    /// P and D.
    var window: Window

    /// Nil if the trigger does not count.
    init?(_ trigger: Trigger) {
        guard case .event(_, let pattern, let window?) = trigger, let condition = pattern.alternatives.first?.condition
        else { return nil }
        self.window = window
        // The counting stands last: behind the pattern's own condition, if it has one.
        var places = [condition]
        if case .binary(.and, _, let last) = condition { places.append(last) }
        for place in places {
            if let count = CountedTrigger.count(place, window) {
                self.count = count
                return
            }
            if let both = CountedTrigger.both(place, window) {
                (count, across) = both
                return
            }
        }
        return nil
    }

    private static func both(
        _ condition: Expression, _ window: Window
    ) -> (count: Double, across: (count: Double, field: [TypedSlot]))? {
        guard case .binary(.and, let first, let second) = condition, let count = count(first, window),
            case .binary(.greaterOrEqual, .window(let distinct), .literal(.number(let values))) = second,
            distinct.function == .distinct
        else { return nil }
        return (count, (values, distinct.field))
    }

    private static func count(_ condition: Expression, _ window: Window) -> Double? {
        guard case .binary(.greaterOrEqual, .window(window), .literal(.number(let count))) = condition else {
            return nil
        }
        return count
    }
}
