package import Engine
package import Events

/// One customer whose events come one by one and in any order, and whose time goes on when somebody says that all that
/// happened before is known: step by step what `Replay` does by the events' own time, to bytes and back between any two
/// steps.
///
/// Of a surge, which customers share, it decides nothing: it tells what would be so in either case (`takeNotes`), and a
/// `SurgeStream` for each rule and group chooses.
package struct CustomerStream: Sendable {
    package internal(set) var state: CustomerState
    /// Up to here, itself included, all is settled; `Timestamp.distantPast` if nothing is.
    package private(set) var clock: Timestamp
    /// What was taken and has not been folded, in the order of a timeline.
    package private(set) var pending: [Event]
    /// While surges are asked of some of the tasks.
    package internal(set) var fork: SurgeFork?
    var notes: [SurgeNote] = []
    var phase = StreamPhase()

    package init(customer: Text) {
        state = CustomerState(customer: customer)
        clock = .distantPast
        pending = []
    }

    /// - Parameters:
    ///   - clock: where an earlier stream of this customer stood.
    ///   - pending: what that had taken and not folded, in any order.
    ///   - fork: what that had, of the same events.
    package init(_ state: CustomerState, clock: Timestamp, pending: [Event], fork: SurgeFork? = nil) {
        self.state = state
        self.fork = fork
        self.clock = clock
        self.pending = pending.sorted()
    }

    /// Writes the state (`CustomerState.write`) and the fork, of which no copy is made.
    package func writeState(to writer: inout ByteWriter, naming: (Text) -> Text) {
        state.write(to: &writer, naming: naming)
        writer.optional(fork) { writer, fork in fork.write(to: &writer, naming: naming) }
    }

    /// Keeps an event, which must not come again, until time reaches it. One from before the clock comes late: it is folded
    /// by the next `advance` as learned at the clock.
    package mutating func take(_ event: Event) {
        var place = pending.count
        while place > 0, event < pending[place - 1] { place -= 1 }
        pending.insert(event, at: place)
    }

    /// When there is next something to do without a new event; nil if never. What only waits for a feed to be heard
    /// (`CustomerState.feedWaits`) is not among it.
    package var nextDeadline: Timestamp? {
        let next = earlier(dueAt, pending.first?.time)
        return next.map { max($0, clock) }
    }

    private var dueAt: Timestamp? { earlier(state.nextDeadline, fork?.state.nextDeadline) }

    /// The feeds whose silence holds a task back.
    package var feedWaits: [FeedWait] { state.feedWaits }

    /// Says that everything up to a time is known, itself included, and brings the customer there from instant to instant.
    /// A time before the clock is the clock: what came late is folded.
    ///
    /// A state that another program has folded is judged anew first, at the clock: what is true otherwise now is learned
    /// then.
    /// - Parameter feeds: when feeds were heard, up to that time.
    /// - Returns: the changes in the order in which they happened, endings before openings.
    package mutating func advance(
        to end: Timestamp, _ dispatcher: Dispatcher, _ feeds: inout FeedRecording
    ) -> [Change] {
        var changes: [Change] = []
        if !state.folded.isFolded(by: dispatcher.engine) { changes += judgedAnew(dispatcher, &feeds) }
        let end = max(end, clock)
        if let first = pending.first?.time, first <= clock {
            step(takePending(through: clock), Horizon(through: clock), dispatcher, &feeds, &changes)
        }
        while let time = pending.first?.time, time <= end {
            pass(to: Horizon(before: time), dispatcher, &feeds, &changes)
            clock = time
            step(takePending(through: time), Horizon(before: time), dispatcher, &feeds, &changes)
        }
        pass(to: Horizon(through: end), dispatcher, &feeds, &changes)
        clock = end
        return changes
    }

    /// Judges by this program, at the clock, what another has folded: also where only what stands between a verdict and a
    /// person differs, of which the fold knows nothing.
    package mutating func judgedAnew(_ dispatcher: Dispatcher, _ feeds: inout FeedRecording) -> [Change] {
        if clock == .distantPast { return [] }
        let clock = Clock(now: clock, judged: Horizon(through: clock), lateness: .byClock)
        return step([], clock, dispatcher, &feeds)
    }

    /// Settles the past up to an instant, which is not after the clock and before all that was taken and not folded: what
    /// nobody may look at any more is not kept, and what comes for that time afterwards is too late. Nothing that was
    /// decided changes by it.
    /// - Returns: the events that are not kept; nil if nothing is settled that was not before, or it has to wait until
    ///   tasks of which a surge is asked have ended (`isForked`).
    package mutating func settle(through instant: Timestamp, _ dispatcher: Dispatcher) -> [EventIdentity]? {
        if isForked { return nil }
        let end = min(instant, state.frontier)
        if let first = pending.first?.time, first <= end { return nil }
        return dispatcher.settlePast(of: &state, through: end, forgetting: end)
    }

    /// From one instant at which something is due, or a feed is heard for which something waits, to the next.
    private mutating func pass(
        to end: Horizon, _ dispatcher: Dispatcher, _ feeds: inout FeedRecording, _ changes: inout [Change]
    ) {
        while let next = nextInstant(feeds), end.contains(max(next, clock)) {
            clock = max(next, clock)
            step([], Horizon(through: clock), dispatcher, &feeds, &changes)
        }
    }

    private func nextInstant(_ feeds: FeedRecording) -> Timestamp? {
        let due = dueAt
        let waits = state.feedWaits
        return waits.isEmpty ? due : earlier(due, feeds.next(for: waits, after: clock))
    }

    /// The first of `pending`.
    private mutating func takePending(through t: Timestamp) -> [Event] {
        var events: [Event] = []
        if let last = pending.last, last.time <= t {
            swap(&events, &pending)
        } else {
            events = Array(pending.prefix { $0.time <= t })
            pending.removeFirst(events.count)
        }
        return events
    }

    private mutating func step(
        _ arrivals: [Event], _ judged: Horizon, _ dispatcher: Dispatcher, _ feeds: inout FeedRecording,
        _ changes: inout [Change]
    ) {
        let clock = Clock(now: clock, judged: judged, lateness: .byArrival)
        changes += step(arrivals, clock, dispatcher, &feeds)
    }

    private mutating func step(
        _ arrivals: [Event], _ clock: Clock, _ dispatcher: Dispatcher, _ feeds: inout FeedRecording
    ) -> [Change] {
        if dispatcher.hasSurges || isForked { return stepApart(arrivals, clock, dispatcher, &feeds) }
        return feeds.withSite { dispatcher.advance(&state, arrivals: arrivals, clock: clock, site: &$0) }
    }
}

/// The earlier of two instants; nil if there is none.
private func earlier(_ a: Timestamp?, _ b: Timestamp?) -> Timestamp? {
    guard let a, let b else { return a ?? b }
    return min(a, b)
}
