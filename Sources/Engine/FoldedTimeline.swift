package import Events

/// One customer's events, and what the fold has made of them up to its frontier. A value with one owner: whoever holds
/// it hands it to the Engine and keeps what comes back.
package struct FoldedTimeline: Sendable {
    package let customer: Text
    var timeline: Timeline
    var fold = FoldState()
    /// What the fold was before, to go back to.
    var earlier = EarlierFolds()
    /// Which program the fold is of; another one folds anew.
    var fingerprint: Text = ""
    /// Events that arrived and are not folded yet.
    var unfolded: [EventRef] = []
    /// What of it is settled; nil: nothing is.
    var settled: SettledPast?
    /// Whether the next fold begins where nothing is known of what came of earlier ones.
    var isRewound = true

    package init(customer: Text) {
        self.customer = customer
        timeline = Timeline()
    }

    /// - Parameter sorted: all events, in their order.
    package init(customer: Text, sorted: [Event]) {
        self.customer = customer
        timeline = Timeline(sorted: sorted)
    }

    /// The retained events, sorted; those too that came too late.
    package var events: [Event] { timeline.everything.map { timeline[$0] } }
    /// How many those are.
    package var eventCount: Int { timeline.stored.count }
    /// What arrived and was not folded yet, in the order of its arrival.
    package var arrivals: [Event] { unfolded.map { timeline[$0] } }

    /// When the first of those happened.
    var earliestArrival: Timestamp { unfolded.lazy.map { timeline[$0].time }.min() ?? .distantFuture }

    /// Whether any of those is what is asked for.
    package func hasArrived(_ isIt: (Event) -> Bool) -> Bool { unfolded.contains { isIt(timeline[$0]) } }

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
        if arrivals.count == 1 { return unfolded.append(timeline.insert(arrivals[0])) }
        let isInOrder = zip(arrivals, arrivals.dropFirst()).allSatisfy { $0 < $1 }
        for event in isInOrder ? arrivals : arrivals.sorted() { unfolded.append(timeline.insert(event)) }
    }

    /// The same without what happened after an instant, which is not before the end of what is settled.
    func until(_ t: Timestamp) -> FoldedTimeline {
        if timeline.upperBound(t) == timeline.count { return self }
        var past = self
        let (kept, places) = timeline.keeping { timeline[$0].time <= t }
        past.timeline = kept
        past.settled?.fold = settled?.fold.moved { places[Int($0.place)] } ?? FoldState()
        past.earlier = EarlierFolds()
        return past
    }

    /// How far it is settled; nil: not at all.
    package var settledThrough: Timestamp? { settled?.through }

    /// The arrivals that came too late, in the order of time: known when they have been folded.
    package var tooLate: [Event] { tooLateArrivals.map { timeline[$0] } }

    /// The same, in the order of time.
    var tooLateArrivals: [EventRef] {
        timeline.aside.isEmpty ? [] : timeline.aside.filter { unfolded.contains($0) }
    }

    /// Takes those arrivals out of the others that happened before the end of what is settled.
    mutating func setTooLateAside() {
        guard let through = settled?.through else { return }
        for ref in unfolded where timeline[ref].time <= through && !timeline.aside.contains(ref) {
            timeline.setAside(ref)
        }
    }

    /// Forgets the fold, so that the next one begins with the first event that is not settled.
    package mutating func rewind() {
        earlier = EarlierFolds()
        fold = settled?.fold ?? FoldState()
        isRewound = true
    }

    /// Forgets the fold from an instant on, which is not before the end of what is settled: at this instant, or later,
    /// something is to be decided anew. The next fold begins somewhat before, and knows what was open then.
    /// - Parameter told: what was decided after that has not been told yet, so it begins no later.
    package mutating func rewind(before t: Timestamp, notAfter told: Timestamp = .distantFuture) {
        earlier.forget(from: t)
        earlier.forget(after: told)
        guard var start = earlier.last else { return rewind() }
        (start.facts, start.joins, start.scores) = (fold.facts, fold.joins, fold.scores)
        start.scores.forget(after: start.frontier)
        start.derive()
        fold = start
        isRewound = true
    }

    /// The events of these identities, sorted.
    package func events(_ identities: Set<EventIdentity>) -> [Event] {
        timeline.order.lazy.map { timeline[$0] }.filter { identities.contains($0.identity) }
    }

    /// Whether all of these are retained, be it that some came too late.
    package func retains(_ identities: Set<EventIdentity>) -> Bool {
        timeline.stored.count { identities.contains($0.identity) } == identities.count
    }
}
