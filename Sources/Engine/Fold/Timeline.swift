import Events

/// A customer's events. Each keeps the place it was stored at, its `EventRef`; a second list has them sorted.
struct Timeline: Sendable {
    private(set) var stored: [Event] = []
    /// References sorted by time, source, id.
    private(set) var order: [EventRef] = []

    init() {}

    /// - Parameter events: in any order.
    init(_ events: [Event]) { self.init(sorted: events.sorted()) }

    /// - Parameter events: in their order.
    init(sorted events: [Event]) {
        stored = events
        order = events.indices.map(EventRef.init)
    }

    var count: Int { order.count }
    var sorted: [Event] { order.map { self[$0] } }

    subscript(ref: EventRef) -> Event { stored[Int(ref.place)] }

    func time(at position: Int) -> Timestamp { self[order[position]].time }

    /// Stores an event and says where.
    mutating func insert(_ event: Event) -> EventRef {
        let ref = EventRef(stored.count)
        stored.append(event)
        var position = order.count
        // Events mostly arrive in order, so the place is at or near the end.
        if position > 0, event < self[order[position - 1]] {
            position = lower { $0 < event }
        }
        order.insert(ref, at: position)
        return ref
    }

    /// Where an event stands.
    func position(of ref: EventRef) -> Int {
        let event = self[ref]
        return lower { $0 < event }
    }

    /// The first position whose event is at or after `t`.
    func lowerBound(_ t: Timestamp) -> Int { lower { $0.time < t } }
    /// The first position whose event is after `t`.
    func upperBound(_ t: Timestamp) -> Int {
        if let last = order.last, self[last].time <= t { return order.count }
        return lower { $0.time <= t }
    }

    private func lower(_ isBefore: (Event) -> Bool) -> Int {
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[order[middle]]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
