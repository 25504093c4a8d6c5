import Engine
import Events

/// One customer's events on their own time, step by step: what is due comes before what arrives later.
struct CustomerRun {
    private let dispatcher: Dispatcher
    private var state: CustomerState
    private var site: SiteState
    private var now = Timestamp.distantPast
    /// What has changed.
    private(set) var changes: [Change] = []

    init(_ dispatcher: Dispatcher, customer: Text, _ hearing: FeedHearing) {
        self.dispatcher = dispatcher
        state = CustomerState(customer: customer)
        site = SiteState(hearing: hearing)
    }

    /// Events that are known in time, to the end.
    /// - Parameters:
    ///   - events: sorted.
    ///   - first: no verdict opens before.
    mutating func run(_ events: [Event], openingAt first: Timestamp, until end: Timestamp) {
        var start = events.firstIndex { $0.time > first } ?? events.count
        arrive(Array(events[..<start]), at: first)
        while start < events.count {
            let time = events[start].time
            let next = events[start...].firstIndex { $0.time > time } ?? events.count
            arrive(Array(events[start..<next]), at: time)
            start = next
        }
        finish(until: end)
    }

    /// - Parameter clock: once they have arrived.
    mutating func arrive(_ events: [Event], at clock: Timestamp) {
        // What is due before the clock is judged first: it is in time.
        pass(to: Horizon(before: clock))
        now = clock
        advance(events, Horizon(before: clock))
    }

    mutating func finish(until end: Timestamp) {
        pass(to: Horizon(through: end))
        if !dispatcher.hasInstants {
            now = end
            advance([], Horizon(through: end))
        }
    }

    private mutating func pass(to end: Horizon) {
        if !dispatcher.hasInstants {
            guard let due = state.nextDeadline, due < end.time else { return }
            now = end.time
            return advance([], end)
        }
        while let due = state.nextDeadline, end.contains(max(due, now)) {
            now = max(due, now)
            advance([], Horizon(through: now))
        }
    }

    private mutating func advance(_ events: [Event], _ judged: Horizon) {
        let clock = Clock(now: now, judged: judged, lateness: .byArrival)
        changes += dispatcher.advance(&state, arrivals: events, clock: clock, site: &site)
    }
}
