import Events

/// A customer's events. Each keeps the place it was stored at, its `EventRef`; a second list has them sorted.
struct Timeline: Sendable {
    private(set) var stored: [Event] = []
    /// References sorted by time, source, id.
    private(set) var order: [EventRef] = []
    /// Those that came too late: they are not among the others, and only what they may end looks at them.
    private(set) var aside: [EventRef] = []

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
    /// Those too that came too late, sorted.
    var everything: [EventRef] { aside.isEmpty ? order : (order + aside).sorted { self[$0] < self[$1] } }

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

    /// Takes an event out of the order of the others, for it came too late.
    mutating func setAside(_ ref: EventRef) {
        order.remove(at: position(of: ref))
        aside = (aside + [ref]).sorted { self[$0] < self[$1] }
    }

    /// The same with some of the events only, stored in their order, those that came too late behind the others.
    /// - Returns: besides, for each place of before, where the event is now.
    func keeping(_ isKept: (EventRef) -> Bool) -> (Timeline, [EventRef?]) {
        var kept = Timeline()
        var places = [EventRef?](repeating: nil, count: stored.count)
        for ref in order where isKept(ref) { places[Int(ref.place)] = kept.append(self[ref], to: \.order) }
        for ref in aside where isKept(ref) { places[Int(ref.place)] = kept.append(self[ref], to: \.aside) }
        return (kept, places)
    }

    private mutating func append(_ event: Event, to list: WritableKeyPath<Timeline, [EventRef]>) -> EventRef {
        let ref = EventRef(stored.count)
        stored.append(event)
        self[keyPath: list].append(ref)
        return ref
    }

    /// Where an event stands.
    func position(of ref: EventRef) -> Int {
        let event = self[ref]
        return lower { $0 < event }
    }

    /// The event that was stored, of an identity and a time; nil if it is not there.
    func ref(of identity: EventIdentity, at t: Timestamp) -> EventRef? {
        var position = lowerBound(t)
        while position < order.count, time(at: position) == t {
            if self[order[position]].identity == identity { return order[position] }
            position += 1
        }
        return nil
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
