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

    private struct Arrival {
        var event: Event
        /// The clock once it has arrived.
        var clock: Timestamp
    }

    private let engine: RuleEngine
    private let order: Order
    private let until: Timestamp?
    private var clock = Timestamp.distantPast
    private var customers: [Text: Int] = [:]
    private var arrivals: [[Arrival]] = []

    /// - Parameter until: where the clock stops, itself included; later events are not taken. Nil: the greatest time.
    public init(engine: RuleEngine, order: Order, until: Timestamp?) {
        self.engine = engine
        self.order = order
        self.until = until
    }

    /// Takes an event. One that was taken before must not come again.
    public mutating func accept(_ event: Event) {
        if let until, event.time > until { return }
        tick(event.time)
        let arrival = Arrival(event: event, clock: clock)
        if let customer = customers[event.customer] {
            arrivals[customer].append(arrival)
        } else {
            customers[event.customer] = arrivals.count
            arrivals.append([arrival])
        }
    }

    /// Takes the time of an event that no rule declares.
    public mutating func tick(_ time: Timestamp) {
        if let until, time > until { return }
        clock = max(clock, time)
    }

    /// Every change, ordered by time, rule, customer and key, endings before openings.
    public consuming func finish() -> [Change] {
        let end = until ?? clock
        var changes: [Change] = []
        for arrivals in arrivals {
            var state = CustomerState(customer: arrivals[0].event.customer)
            switch order {
            case .byTime: Replay.byTime(arrivals, engine, &state, &changes)
            case .asArrived: Replay.asArrived(arrivals, engine, &state, &changes)
            }
            changes += engine.advance(&state, arrivals: [], clock: Replay.clock(through: end))
        }
        return Replay.sorted(changes.filter { $0.kind != .updated })
    }

    private static func byTime(
        _ arrivals: [Arrival], _ engine: RuleEngine, _ state: inout CustomerState, _ changes: inout [Change]
    ) {
        let events = arrivals.map(\.event).sorted()
        var start = 0
        while start < events.count {
            let t = events[start].time
            var end = start + 1
            while end < events.count, events[end].time == t { end += 1 }
            // What is due before the instant is judged first: else what opens and ends would never have been a task.
            if let due = state.nextDeadline, due < t {
                changes += engine.advance(&state, arrivals: [], clock: clock(before: t))
            }
            changes += engine.advance(&state, arrivals: Array(events[start..<end]), clock: clock(through: t))
            start = end
        }
    }

    private static func asArrived(
        _ arrivals: [Arrival], _ engine: RuleEngine, _ state: inout CustomerState, _ changes: inout [Change]
    ) {
        for arrival in arrivals {
            if let due = state.nextDeadline, due < arrival.clock {
                changes += engine.advance(&state, arrivals: [], clock: clock(before: arrival.clock))
            }
            changes += engine.advance(&state, arrivals: [arrival.event], clock: clock(before: arrival.clock))
        }
    }

    private static func clock(before t: Timestamp) -> Clock {
        Clock(now: t, judged: Horizon(before: t), lateness: .byArrival)
    }

    private static func clock(through t: Timestamp) -> Clock {
        Clock(now: t, judged: Horizon(through: t), lateness: .byArrival)
    }

    static func sorted(_ changes: [Change]) -> [Change] {
        changes.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            if x.at != y.at { return x.at < y.at }
            if x.task.rule != y.task.rule { return x.task.rule < y.task.rule }
            if x.task.customer != y.task.customer { return x.task.customer < y.task.customer }
            let (p, q) = (x.task.key.map(\.value), y.task.key.map(\.value))
            if p != q { return p.lexicographicallyPrecedes(q) }
            if x.kind.isEnding != y.kind.isEnding { return x.kind.isEnding }
            if x.task.id != y.task.id { return x.task.id < y.task.id }
            return a.offset < b.offset
        }.map(\.element)
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
