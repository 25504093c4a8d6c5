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
    private var customers: [Text: Int32] = [:]
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
        let next = Int32(customers.count)
        let owner = customers[event.customer, default: next]
        if owner == next { customers[event.customer] = next }
        events.append(event)
        owners.append(owner)
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
        finish { changes.append($0) }
        return changes
    }

    /// The same, one after the other.
    public func finish(_ body: (Change) -> Void) {
        let end = until ?? clock
        var changes: [Change] = []
        for places in placesByCustomer() {
            switch order {
            case .byTime:
                engine.changes(of: sorted(places), until: end) { changes.append($0) }
            case .asArrived:
                var state = CustomerState(customer: events[Int(places[places.startIndex])].customer)
                for place in places { arrive(events[Int(place)], clocks[Int(place)], &state, &changes) }
                changes += engine.advance(&state, arrivals: [], clock: Replay.clock(through: end))
            }
        }
        for place in Replay.order(changes) where changes[place].kind != .updated { body(changes[place]) }
    }

    /// The places of each customer's events, as they were taken (a counting sort).
    private func placesByCustomer() -> [ArraySlice<Int32>] {
        var ends = [Int](repeating: 0, count: customers.count + 1)
        for owner in owners { ends[Int(owner) + 1] += 1 }
        for owner in 0..<customers.count { ends[owner + 1] += ends[owner] }
        var next = ends
        var places = [Int32](repeating: 0, count: owners.count)
        for (place, owner) in owners.enumerated() {
            places[next[Int(owner)]] = Int32(place)
            next[Int(owner)] += 1
        }
        return (0..<customers.count).map { places[ends[$0]..<ends[$0 + 1]] }
    }

    /// Mostly they came in order.
    private func sorted(_ places: ArraySlice<Int32>) -> [Event] {
        let sorted = places.map { events[Int($0)] }
        for next in sorted.indices.dropFirst() where sorted[next] < sorted[next - 1] { return sorted.sorted() }
        return sorted
    }

    private func arrive(_ event: Event, _ clock: Timestamp, _ state: inout CustomerState, _ changes: inout [Change]) {
        // What is due before the clock is judged first: it is in time.
        if let due = state.nextDeadline, due < clock {
            changes += engine.advance(&state, arrivals: [], clock: Replay.clock(before: clock))
        }
        changes += engine.advance(&state, arrivals: [event], clock: Replay.clock(before: clock))
    }

    private static func clock(before t: Timestamp) -> Clock {
        Clock(now: t, judged: Horizon(before: t), lateness: .byArrival)
    }

    private static func clock(through t: Timestamp) -> Clock {
        Clock(now: t, judged: Horizon(through: t), lateness: .byArrival)
    }

    static func sorted(_ changes: [Change]) -> [Change] { order(changes).map { changes[$0] } }

    /// The places of changes in their order: a change is a large value, and time alone tells most of them apart.
    private static func order(_ changes: [Change]) -> [Int] {
        let places = changes.indices.map { (at: changes[$0].at, place: $0) }
        return places.sorted { a, b in
            a.at != b.at ? a.at < b.at : precedes((changes[a.place], a.place), (changes[b.place], b.place))
        }.map(\.place)
    }

    /// Of two changes of one time.
    private static func precedes(_ a: (Change, place: Int), _ b: (Change, place: Int)) -> Bool {
        let (x, y) = (a.0, b.0)
        if x.task.rule != y.task.rule { return x.task.rule < y.task.rule }
        if x.task.customer != y.task.customer { return x.task.customer < y.task.customer }
        let (p, q) = (x.task.key.map(\.value), y.task.key.map(\.value))
        if p != q { return p.lexicographicallyPrecedes(q) }
        if x.kind.isEnding != y.kind.isEnding { return x.kind.isEnding }
        if x.task.id != y.task.id { return x.task.id < y.task.id }
        return a.place < b.place
    }
}

extension ChangeKind {
    /// Whether a task that was open is not any more.
    var isEnding: Bool {
        switch self {
        case .withdrawn, .done, .dismissed: return true
        case .opened, .missed, .updated: return false
        }
    }
}
