package import Engine
package import Events

/// Runs events through the Engine on their own time, and tells every change of a task.
///
/// Customers do not touch each other, so each is folded on its own; only the clock, the latest time seen, is shared.
package struct Replay {
    package enum Order: Hashable, Sendable {
        /// By the events' own time: nothing is late.
        case byTime
        /// As they come: the clock is the latest time seen.
        case asArrived
    }

    /// What comes in.
    package enum Input: Sendable {
        case event(Event)
        /// An event that no rule asks about: only its time counts.
        case time(Timestamp)
    }

    private let dispatcher: Dispatcher
    private let concerned: [Bool]
    private let order: Order
    private let until: Timestamp?
    private var clock = Timestamp.distantPast
    private var customers = StringInterner()
    /// What was taken, and of which customer each is.
    private var events: [Event] = []
    private var owners: [Int32] = []
    /// The clock once each had arrived; kept only where the order of arrival matters.
    private var clocks: [Timestamp] = []

    /// - Parameter until: where the clock stops, itself included; later events are not taken. Nil: the greatest time.
    package init(engine: RuleEngine, order: Order, until: Timestamp?) {
        self.init(Dispatcher(engine: engine), order: order, until: until)
    }

    init(_ dispatcher: Dispatcher, order: Order, until: Timestamp?) {
        self.dispatcher = dispatcher
        concerned = dispatcher.engine.concerned
        self.order = order
        self.until = until
    }

    /// Takes an event, which must not come again.
    package mutating func accept(_ event: Event) { accept([.event(event)]) }

    /// Takes what came, in its order.
    package mutating func accept(_ inputs: [Input]) {
        var taken: [Text] = []
        taken.reserveCapacity(inputs.count)
        for input in inputs {
            switch input {
            case .event(let event):
                guard tick(event.time), concerned[event.type] else { continue }
                events.append(event)
                taken.append(event.customer)
                switch order {
                case .byTime: break
                case .asArrived: clocks.append(clock)
                }
            case .time(let time): _ = tick(time)
            }
        }
        owners.append(contentsOf: customers.numbers(of: taken))
    }

    /// Whether a time is before the end.
    private mutating func tick(_ time: Timestamp) -> Bool {
        if let until, time > until { return false }
        clock = max(clock, time)
        return true
    }

    /// Every change, ordered by time, rule, customer and key, endings before openings.
    package func finish() -> [Change] {
        var changes: [Change] = []
        forEachChange { changes.append($0) }
        return ChangeOrder.sorted(changes.map { ChangeOrder($0) }).map { changes[$0] }
    }

    /// The same as lines, one after the other.
    /// - Parameter write: appends the line of a change, which is kept until all are known; a change itself is large.
    package func finish(write: (Change, inout [UInt8]) -> Void, body: (ArraySlice<UInt8>) -> Void) {
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
        let customers = placesByCustomer()
        switch order {
        case .byTime where dispatcher.mayHold:
            // One customer after the other; a gate that looks at others needs all of them, instant by instant.
            for places in customers {
                forEachStep(places.map { events[Int($0)] }.sorted().map { ($0, $0.time) }, until: end, keep)
            }
        case .byTime:
            for start in stride(from: 0, to: customers.count, by: Replay.customersAtOnce) {
                let some = customers[start...].prefix(Replay.customersAtOnce)
                // A customer's events lie far from each other. To look at the times of several customers first brings
                // them into the processor's caches all at once, and not one after the other.
                for (places, isInOrder) in zip(some, some.map(isInOrder)) {
                    let taken = places.map { events[Int($0)] }
                    dispatcher.changes(of: isInOrder ? taken : taken.sorted(), until: end, keep)
                }
            }
        case .asArrived:
            for places in customers {
                forEachStep(places.map { (events[Int($0)], clocks[Int($0)]) }, until: end, keep)
            }
        }
    }

    private static let customersAtOnce = 32

    /// Whether a customer's events came in the order of time, as they mostly do.
    private func isInOrder(_ places: ArraySlice<Int32>) -> Bool {
        events.withUnsafeBufferPointer { events in
            var last = Timestamp.distantPast
            var isInOrder = true
            for place in places {
                let time = events[Int(place)].time
                if time <= last { isInOrder = false }
                last = time
            }
            return isInOrder
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

    /// One customer's events, each with the clock once it had arrived.
    private func forEachStep(
        _ arrivals: [(event: Event, clock: Timestamp)], until end: Timestamp, _ keep: (Change) -> Void
    ) {
        guard let customer = arrivals.first?.event.customer else { return }
        var state = CustomerState(customer: customer)
        for (event, clock) in arrivals { arrive(event, clock, &state, keep) }
        dispatcher.advance(&state, arrivals: [], clock: Replay.clock(through: end)).forEach(keep)
    }

    private func arrive(
        _ event: Event, _ clock: Timestamp, _ state: inout CustomerState, _ keep: (Change) -> Void
    ) {
        // What is due before the clock is judged first: it is in time.
        if let due = state.nextDeadline, due < clock {
            dispatcher.advance(&state, arrivals: [], clock: Replay.clock(before: clock)).forEach(keep)
        }
        dispatcher.advance(&state, arrivals: [event], clock: Replay.clock(before: clock)).forEach(keep)
    }

    private static func clock(before t: Timestamp) -> Clock {
        Clock(now: t, judged: Horizon(before: t), lateness: .byArrival)
    }

    private static func clock(through t: Timestamp) -> Clock {
        Clock(now: t, judged: Horizon(through: t), lateness: .byArrival)
    }
}
