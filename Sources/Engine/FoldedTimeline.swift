package import Events

/// One customer's events, and what the fold has made of them up to its frontier. A value with one owner: whoever holds
/// it hands it to the Engine and keeps what comes back.
package struct FoldedTimeline: Sendable {
    package let customer: Text
    var timeline: Timeline
    var fold = FoldState()
    /// Which program the fold is of; another one folds anew.
    var fingerprint: Text = ""
    /// Events that arrived and are not folded yet.
    var unfolded: [EventRef] = []

    package init(customer: Text) {
        self.customer = customer
        timeline = Timeline()
    }

    /// - Parameter sorted: all events, in their order.
    package init(customer: Text, sorted: [Event]) {
        self.customer = customer
        timeline = Timeline(sorted: sorted)
    }

    /// The retained events, sorted.
    package var events: [Event] { timeline.sorted }
    /// How many those are.
    package var eventCount: Int { timeline.count }
    /// What arrived and was not folded yet, in the order of its arrival.
    package var arrivals: [Event] { unfolded.map { timeline[$0] } }

    /// When there is next something to fold without a new event; nil if never. A deadline, the instant of a date, or
    /// an event from a feed whose clock is ahead. `Timestamp.distantPast` if arrivals wait to be folded.
    package var nextDeadline: Timestamp? {
        if !unfolded.isEmpty { return .distantPast }
        var next = fold.due
        let position = timeline.upperBound(fold.frontier)
        if position < timeline.count { next = min(next, timeline.time(at: position)) }
        return next == .distantFuture ? nil : next
    }

    /// Whether what is folded was folded by these rules.
    package func isFolded(by engine: RuleEngine) -> Bool { fingerprint == engine.fingerprint }

    /// Takes new events, in any order; none that are here already. They are folded by the next `fold`.
    package mutating func take(_ arrivals: [Event]) {
        let isInOrder = zip(arrivals, arrivals.dropFirst()).allSatisfy { $0 < $1 }
        for event in isInOrder ? arrivals : arrivals.sorted() { unfolded.append(timeline.insert(event)) }
    }

    /// Says that all that arrived is folded.
    package mutating func settleArrivals() { unfolded = [] }

    /// Forgets the fold, so that the next one begins with the first event.
    package mutating func rewind() { fold = FoldState() }

    /// The events of these identities, sorted.
    package func events(_ identities: Set<EventIdentity>) -> [Event] {
        timeline.order.lazy.map { timeline[$0] }.filter { identities.contains($0.identity) }
    }
}
