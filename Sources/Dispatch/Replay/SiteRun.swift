import Engine
import Events

/// All customers on simulated time: only those are looked at for whom something happens or comes due.
struct SiteRun {
    private let dispatcher: Dispatcher
    private var site: SiteState
    private(set) var states: [Text: CustomerState] = [:]
    /// When a customer has next something to do; an entry that `due` does not confirm is out of date.
    private var queue = DeadlineQueue()
    private var due: [Text: Timestamp] = [:]
    private var now = Timestamp.distantPast

    init(_ dispatcher: Dispatcher, _ site: SiteState) {
        self.dispatcher = dispatcher
        self.site = site
        self.site.decidesLater = true
    }

    /// Goes from one instant at which something is due to the next.
    mutating func pass(to end: Horizon) -> [Change] {
        var changes: [Change] = []
        while let next = nextDeadline, end.contains(max(next, now)) {
            now = max(next, now)
            let clock = Clock(now: now, judged: Horizon(through: now), lateness: .byArrival)
            changes += advance(takeDue(through: now), [:], clock)
        }
        return changes
    }

    /// Events of one instant, or one of them.
    /// - Parameters:
    ///   - clock: once they have arrived.
    ///   - judged: before the clock, unless the instant was settled already.
    mutating func arrive(_ events: [Event], at clock: Timestamp, judged: Horizon) -> [Change] {
        now = clock
        let clock = Clock(now: clock, judged: judged, lateness: .byArrival)
        let answered = dispatcher.takeAnswers(events, &site, clock: clock)
        var arrivals: [Text: [Event]] = [:]
        for event in events { arrivals[event.customer, default: []].append(event) }
        return answered + advance(Set(site.called).union(arrivals.keys).sorted(), arrivals, clock)
    }

    private mutating func advance(_ customers: [Text], _ arrivals: [Text: [Event]], _ clock: Clock) -> [Change] {
        var changes: [Change] = []
        var unsettled: [Text] = []
        func isUnsettled(_ name: Text) -> Bool { states[name]?.asksSurge ?? false }
        for name in customers {
            changes += advance(name, arrivals[name] ?? [], clock)
            if isUnsettled(name) { unsettled.append(name) }
        }
        // What the surge decides may end a task, so that another comes out.
        while !unsettled.isEmpty {
            changes += dispatcher.dropEmptyIncidents(&site, clock: clock)
            for name in unsettled { changes += advance(name, [], clock) }
            unsettled = unsettled.filter(isUnsettled)
        }
        return changes + dispatcher.settle(&site, clock: clock)
    }

    private mutating func advance(_ name: Text, _ arrivals: [Event], _ clock: Clock) -> [Change] {
        // Moved out and in again, so that it is not copied.
        var state = states.removeValue(forKey: name) ?? CustomerState(customer: name)
        let changes = dispatcher.advance(&state, arrivals: arrivals, clock: clock, site: &site)
        if let next = state.nextDeadline, due[name] != next {
            due[name] = next
            queue.add(name, at: next)
        } else if state.nextDeadline == nil {
            due[name] = nil
        }
        states[name] = state
        return changes
    }

    private var nextDeadline: Timestamp? { [queue.first?.at, site.nextDeadline].compactMap { $0 }.min() }

    /// Who is due by an instant, sorted.
    private mutating func takeDue(through t: Timestamp) -> [Text] {
        var names: Set<Text> = []
        while let first = queue.first, first.at <= t {
            queue.removeFirst()
            guard due[first.customer] == first.at else { continue }
            due[first.customer] = nil
            names.insert(first.customer)
        }
        return names.sorted()
    }
}
