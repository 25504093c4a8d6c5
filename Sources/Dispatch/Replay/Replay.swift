package import Engine
package import Events

/// Runs events through the Engine on their own time, and tells every change of a task.
///
/// Customers do not touch each other, so each is folded on its own; only the clock, the latest time seen, and when feeds
/// were heard are shared, which are known beforehand. Where a surge looks at all customers they go from instant to instant
/// together.
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
        /// An event that no rule asks about: only its time counts, and, for feeds, its source.
        case passed(source: Text?, time: Timestamp)
    }

    let dispatcher: Dispatcher
    private let concerned: [Bool]
    let order: Order
    private let until: Timestamp?
    private var clock = Timestamp.distantPast
    private(set) var customers = StringInterner()
    /// What was taken, and of which customer each is.
    private(set) var events: [Event] = []
    /// Of the last some it is not looked up yet: that is quicker of several together.
    private var owners: [Int32] = []
    /// The clock once each had arrived; kept only where the order of arrival matters.
    private(set) var clocks: [Timestamp] = []
    private var feeds: FeedListener
    /// What a back-test looks at besides; nil: nobody does.
    package private(set) var bystanders: Bystanders?

    /// Where the clock stops.
    package var end: Timestamp { until ?? clock }

    /// - Parameters:
    ///   - until: where the clock stops, itself included; later events are not taken. Nil: the greatest time.
    ///   - options: what is taken otherwise than the daemon does.
    package init(
        engine: RuleEngine, order: Order, until: Timestamp?, options: DispatchOptions = DispatchOptions()
    ) {
        self.init(Dispatcher(engine: engine, options: options), order: order, until: until)
    }

    init(_ dispatcher: Dispatcher, order: Order, until: Timestamp?) {
        self.dispatcher = dispatcher
        concerned = dispatcher.engine.concerned
        self.order = order
        self.until = until
        feeds = FeedListener(dispatcher, order)
    }

    /// Also keeps the events of declared types that no rule asks about, and notes when the first event of all happened.
    package mutating func keepBystanders() { bystanders = Bystanders() }

    /// How many customers there are.
    package var customerCount: Int {
        mutating get {
            lookUpLastOwners()
            return customers.texts.count
        }
    }

    /// When each feed was heard.
    var hearing: FeedHearing { .recorded(feeds.records()) }

    /// Takes an event, which must not come again.
    package mutating func accept(_ event: consuming Event) { accept(.event(event)) }

    /// Takes what came.
    package mutating func accept(_ input: consuming Input) {
        switch input {
        case .event(let event):
            guard tick(event.time, event.identity.source) else { return }
            guard concerned[event.type] else {
                bystanders?.take(event, &customers)
                return
            }
            events.append(event)
            switch order {
            case .byTime: break
            case .asArrived: clocks.append(clock)
            }
            if events.count - owners.count >= Replay.eventsAtOnce { lookUpOwners() }
        case .passed(let source, let time): _ = tick(time, source)
        }
    }

    private mutating func lookUpOwners() {
        owners.append(contentsOf: customers.numbers(of: events[owners.count...].map(\.customer)))
    }

    /// Of how many events together it is looked up whose they are.
    static let eventsAtOnce = 256

    /// To be called when all has come, before customers are looked at.
    package mutating func lookUpLastOwners() {
        lookUpOwners()
        bystanders?.lookUpOwners(&customers)
    }

    /// Whether a time is before the end.
    private mutating func tick(_ time: Timestamp, _ source: Text?) -> Bool {
        if let until, time > until { return false }
        clock = max(clock, time)
        bystanders?.note(time)
        if feeds.listens, let source { feeds.hear(source, at: time, clock: clock) }
        return true
    }

    /// Every change, ordered by time, rule, customer and key, endings before openings.
    package mutating func finish() -> [Change] {
        var changes: [Change] = []
        forEachChange { changes.append($0) }
        return ChangeOrder.sorted(changes.map { ChangeOrder($0) }).map { changes[$0] }
    }

    /// The same as lines, one after the other.
    /// - Parameter write: appends the line of a change, which is kept until all are known; a change itself is large.
    package mutating func finish(write: (Change, inout [UInt8]) -> Void, body: (ArraySlice<UInt8>) -> Void) {
        var orders: [ChangeOrder] = []
        var lines = KeptLines()
        forEachChange { change in
            orders.append(ChangeOrder(change))
            lines.append { write(change, &$0) }
        }
        for place in ChangeOrder.sorted(orders) { body(lines[place]) }
    }

    private mutating func forEachChange(_ body: (Change) -> Void) {
        lookUpLastOwners()
        let keep = { (change: Change) in if change.kind != .updated { body(change) } }
        let hearing = self.hearing
        if dispatcher.hasSurges { return forEachInstant(dispatcher, until: end, SiteState(hearing: hearing), keep) }
        let customers = placesByCustomer()
        switch order {
        case .byTime:
            for start in stride(from: 0, to: customers.count, by: Replay.customersAtOnce) {
                let some = customers[start...].prefix(Replay.customersAtOnce)
                // A customer's events lie far from each other. To look at the times of several customers first brings
                // them into the processor's caches all at once, and not one after the other.
                for (places, isInOrder) in zip(some, some.map(isInOrder)) {
                    let taken = places.map { events[Int($0)] }
                    tellInTime(isInOrder ? taken : taken.sorted(), hearing, keep)
                }
            }
        case .asArrived:
            for places in customers {
                guard let first = places.first else { continue }
                if cameInTime(places) {
                    tellInTime(places.map { events[Int($0)] }, hearing, keep)
                    continue
                }
                var run = CustomerRun(dispatcher, customer: events[Int(first)].customer, hearing)
                for place in places { run.arrive([events[Int(place)]], at: clocks[Int(place)]) }
                run.finish(until: end)
                run.changes.forEach(keep)
            }
        }
    }

    /// Tells what a customer's events come to that were known in time.
    /// - Parameter sorted: all of them.
    private func tellInTime(_ sorted: [Event], _ hearing: FeedHearing, _ tell: (Change) -> Void) {
        guard let first = dispatcher.changes(of: sorted, until: end, hearing, tell) else { return }
        var run = CustomerRun(dispatcher, customer: sorted[0].customer, hearing)
        run.run(sorted, openingAt: first, until: end)
        run.changes.forEach(tell)
    }

    /// Whether each of a customer's events arrived as soon as the clock showed its time, one after the other: then it is
    /// of no matter that others' came late.
    private func cameInTime(_ places: ArraySlice<Int32>) -> Bool {
        isInOrder(places) && places.allSatisfy { clocks[Int($0)] == events[Int($0)].time }
    }

    static let customersAtOnce = 32

    /// Whether a customer's events came in the order of time, as they mostly do.
    func isInOrder(_ places: ArraySlice<Int32>) -> Bool {
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
    func placesByCustomer() -> [ArraySlice<Int32>] { placesByOwner(owners) }

    /// The same of any events, by whose they are.
    func placesByOwner(_ owners: [Int32]) -> [ArraySlice<Int32>] {
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
}
