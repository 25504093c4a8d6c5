import Events

/// Where a date trigger stands.
struct DateProgress: Hashable, Sendable {
    /// The next episode, if there will be one for this value.
    enum Next: Hashable, Sendable {
        case none
        /// It arms at this instant.
        case waits(until: Timestamp, DateName)
    }

    /// The value of the fact now, the event that set it, and when.
    var value: Value
    var setBy: EventRef
    var setAt: Timestamp
    var next = Next.none
    /// Values, and years of them, that are done with.
    var settled: Set<DateName> = []

    /// When the next episode arms; nil if none will for this value.
    // Inlined, the optimizer of Swift 6.3.1 ends with "Found ownership error" (CopyPropagation).
    @inline(never)
    var pending: Timestamp? {
        switch next {
        case .none: return nil
        case .waits(let instant, _): return instant
        }
    }
}
