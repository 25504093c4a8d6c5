public import Events

/// Runs events through the Engine on their own time, and tells every change of a task.
///
/// Customers do not touch each other, so each is folded on its own; only the clock, the latest time seen, is shared.
public struct Replay {
    public enum Order: Hashable, Sendable {
        /// By the events' own time: nothing is late.
        case byTime
        /// As they come: the clock is the latest time seen.
        case asArrived
    }

    private let engine: RuleEngine
    private let order: Order
    private let until: Timestamp?
    private var clock = Timestamp.distantPast
    private var customers = NumberedTexts()
    /// What was taken, and of which customer each is.
    private var events: [Event] = []
    private var owners: [Int32] = []
    /// The clock once each had arrived; kept only where the order of arrival matters.
    private var clocks: [Timestamp] = []

    /// - Parameter until: where the clock stops, itself included; later events are not taken. Nil: the greatest time.
    public init(engine: RuleEngine, order: Order, until: Timestamp?) {
        self.engine = engine
        self.order = order
        self.until = until
    }

    /// Takes an event. One that was taken before must not come again.
    public mutating func accept(_ event: Event) {
        tick(event.time)
        guard engine.plan.concerned[event.type] else { return }
        if let until, event.time > until { return }
        events.append(event)
        owners.append(customers.number(of: event.customer))
        switch order {
        case .byTime: break
        case .asArrived: clocks.append(clock)
        }
    }

    /// Takes the time of an event that no rule asks about.
    public mutating func tick(_ time: Timestamp) {
        if let until, time > until { return }
        clock = max(clock, time)
    }

    /// Every change, ordered by time, rule, customer and key, endings before openings.
    public func finish() -> [Change] {
        var changes: [Change] = []
        forEachChange { changes.append($0) }
        return ChangeOrder.sorted(changes.map { ChangeOrder($0) }).map { changes[$0] }
    }

    /// The same as lines, one after the other.
    /// - Parameter write: appends the line of a change, which is kept until all are known; a change itself is large.
    public func finish(write: (Change, inout [UInt8]) -> Void, body: (ArraySlice<UInt8>) -> Void) {
        var order: [ChangeOrder] = []
        var lines = KeptLines()
        forEachChange { change in
            order.append(ChangeOrder(change))
            lines.append { write(change, &$0) }
        }
        for place in ChangeOrder.sorted(order) { body(lines[place]) }
    }

    /// By customer.
    private func forEachChange(_ body: (Change) -> Void) {
        let end = until ?? clock
        let keep = { (change: Change) in if change.kind != .updated { body(change) } }
        for places in placesByCustomer() {
            switch order {
            case .byTime:
                engine.changes(of: sorted(places), until: end, keep)
            case .asArrived:
                var state = CustomerState(customer: events[Int(places[places.startIndex])].customer)
                for place in places { arrive(events[Int(place)], clocks[Int(place)], &state, keep) }
                engine.advance(&state, arrivals: [], clock: Replay.clock(through: end)).forEach(keep)
            }
        }
    }

    /// The places of each customer's events, as they were taken (a counting sort).
    private func placesByCustomer() -> [ArraySlice<Int32>] {
        var ends = [Int](repeating: 0, count: customers.texts.count + 1)
        for owner in owners { ends[Int(owner) + 1] += 1 }
        for owner in 0..<customers.texts.count { ends[owner + 1] += ends[owner] }
        var next = ends
        var places = [Int32](repeating: 0, count: owners.count)
        for (place, owner) in owners.enumerated() {
            places[next[Int(owner)]] = Int32(place)
            next[Int(owner)] += 1
        }
        return (0..<customers.texts.count).map { places[ends[$0]..<ends[$0 + 1]] }
    }

    /// A customer's events in their order. Mostly they came in it.
    private func sorted(_ places: ArraySlice<Int32>) -> [Event] {
        // To look at the times first brings the events, which lie far from each other, all at once into the caches.
        let inOrder = events.withUnsafeBufferPointer { events in
            var last = Timestamp.distantPast
            var inOrder = true
            for place in places {
                let time = events[Int(place)].time
                if time <= last { inOrder = false }
                last = time
            }
            return inOrder
        }
        let sorted = places.map { events[Int($0)] }
        return inOrder ? sorted : sorted.sorted()
    }

    private func arrive(
        _ event: Event, _ clock: Timestamp, _ state: inout CustomerState, _ keep: (Change) -> Void
    ) {
        // What is due before the clock is judged first: it is in time.
        if let due = state.nextDeadline, due < clock {
            engine.advance(&state, arrivals: [], clock: Replay.clock(before: clock)).forEach(keep)
        }
        engine.advance(&state, arrivals: [event], clock: Replay.clock(before: clock)).forEach(keep)
    }

    private static func clock(before t: Timestamp) -> Clock {
        Clock(now: t, judged: Horizon(before: t), lateness: .byArrival)
    }

    private static func clock(through t: Timestamp) -> Clock {
        Clock(now: t, judged: Horizon(through: t), lateness: .byArrival)
    }
}
