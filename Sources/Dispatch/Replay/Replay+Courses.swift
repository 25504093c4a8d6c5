package import Engine
package import Events

/// One customer of a back-test.
package struct CourseOfCustomer {
    package var customer: Text
    /// The events that rules, outcomes or touches ask about, in their order.
    package var events: [Event]
    /// Of the programs that were asked for, in the order in which they were: all events, folded to the end; none of a
    /// customer without such events.
    package var views: [CustomerView] = []
    /// The events of declared types that nobody asks about, as they came.
    package var bystanders: PassingEvents
    /// For each program what became of the tasks.
    package var courses: [[TaskCourse]] = []
}

extension Replay {
    /// What became of tasks, customer by customer, under this replay's program and under others of the same schema that ask
    /// about the same events: one reading of the events for all of them.
    ///
    /// By the events' own time only; after `lookUpLastOwners`.
    /// - Parameters:
    ///   - others: their events are those of this replay; gates ask when feeds were heard as here.
    ///   - viewsOf: of which programs, by their place, the customer's view is wanted; this replay's is 0.
    ///   - incidents: called first, for each program with what its surges gathered: rule and time.
    package func forEachCustomer(
        others: [Dispatcher], viewsOf: [Int],
        incidents: (_ program: Int, _ rule: Int, _ out: Timestamp) -> Void,
        _ body: (CourseOfCustomer) -> Void
    ) {
        let hearing = self.hearing
        let dispatchers = [dispatcher] + others
        let together = dispatchers.map { $0.hasSurges ? coursesTogether($0, hearing) : nil }
        for (program, all) in together.enumerated() {
            for incident in all?.incidents ?? [] { incidents(program, incident.rule, incident.out) }
        }
        let (beside, passing) = (placesByOwner(bystanders?.owners ?? []), bystanders?.events ?? [])
        let customers = placesByCustomer()
        var shares = SharedTimelines(dispatchers)
        let wantsViews = dispatchers.indices.map(viewsOf.contains)
        for start in stride(from: 0, to: customers.count, by: Replay.customersAtOnce) {
            let some = customers[start...].prefix(Replay.customersAtOnce)
            // As in a replay: the times of several customers are looked at first.
            let areInOrder = some.map(isInOrder)
            let bystanders = beside[some.indices].map { PassingEvents(passing, at: $0) }
            for (number, owner) in some.indices.enumerated() {
                let taken = some[owner].map { events[Int($0)] }
                var customer = CourseOfCustomer(
                    customer: self.customers.texts[owner], events: areInOrder[number] ? taken : taken.sorted(),
                    bystanders: bystanders[number])
                shares.begin()
                customer.courses.reserveCapacity(dispatchers.count)
                // Looked at in its place: a dispatcher is large, and a copy of it for each customer would be felt.
                dispatchers.withUnsafeBufferPointer { dispatchers in
                    for program in dispatchers.indices {
                        let wantsView = wantsViews[program]
                        if let all = together[program] {
                            customer.courses.append(all.courses[customer.customer] ?? [])
                            if wantsView { customer.addView(dispatchers[program], until: end) }
                        } else if wantsView {
                            customer.addViewed(dispatchers[program], until: end, hearing)
                        } else if var folded = shares.timeline(of: program, customer.events) {
                            customer.courses.append(dispatchers[program].courses(of: &folded, until: end, hearing))
                        } else {
                            customer.courses.append([])
                        }
                    }
                }
                body(customer)
            }
        }
    }

    /// The courses of all customers under a program with a surge.
    private func coursesTogether(_ dispatcher: Dispatcher, _ hearing: FeedHearing) -> (
        courses: [Text: [TaskCourse]], incidents: [CourseRecorder.Incident]
    ) {
        var recorders: [Text: CourseRecorder] = [:]
        forEachInstant(dispatcher, until: end, SiteState(hearing: hearing)) { change in
            if change.kind == .updated { return }
            recorders[change.task.customer, default: CourseRecorder(dispatcher)].take(change)
        }
        let incidents = recorders.values.flatMap(\.incidents).sorted { ($0.out, $0.rule) < ($1.out, $1.rule) }
        return (recorders.mapValues(\.courses), incidents)
    }
}

extension CourseOfCustomer {
    /// What became of the tasks under a program, and the view of it.
    fileprivate mutating func addViewed(_ dispatcher: Dispatcher, until end: Timestamp, _ hearing: FeedHearing) {
        if events.isEmpty {
            courses.append([])
            return addView(dispatcher, until: end)
        }
        var folded = FoldedTimeline(customer: customer, sorted: events)
        courses.append(dispatcher.courses(of: &folded, until: end, hearing))
        views.append(CustomerView(dispatcher.engine, folded))
    }

    /// The view alone.
    fileprivate mutating func addView(_ dispatcher: Dispatcher, until end: Timestamp) {
        var folded = FoldedTimeline(customer: customer, sorted: events)
        _ = dispatcher.engine.fold(&folded, to: end, judged: Horizon(through: end), endings: [:])
        views.append(CustomerView(dispatcher.engine, folded))
    }
}

/// Timelines of one customer for programs that ask about fewer events: those that ask about the same share one.
private struct SharedTimelines {
    private enum Share {
        case isUnknown
        /// No rule's episode may begin by any of the events.
        case nothing
        case timeline(FoldedTimeline)
    }

    private struct Types: Equatable {
        var concerned: [Bool]
        var starting: [Bool]
    }

    private var types: [Types] = []
    /// Of each program which of them are its.
    private let ofProgram: [Int]
    /// For the customer in hand.
    private var shares: [Share]

    init(_ dispatchers: [Dispatcher]) {
        var all: [Types] = []
        ofProgram = dispatchers.map { dispatcher in
            let types = Types(concerned: dispatcher.engine.concerned, starting: dispatcher.engine.starting)
            if let known = all.firstIndex(of: types) { return known }
            all.append(types)
            return all.count - 1
        }
        types = all
        shares = all.map { _ in .isUnknown }
    }

    mutating func begin() { for place in shares.indices { shares[place] = .isUnknown } }

    /// Nil if nothing can become of the events.
    mutating func timeline(of program: Int, _ events: [Event]) -> FoldedTimeline? {
        let place = ofProgram[program]
        if case .isUnknown = shares[place] { shares[place] = Self.share(types[place], events) }
        switch shares[place] {
        case .timeline(let folded): return folded
        case .nothing, .isUnknown: return nil
        }
    }

    private static func share(_ types: Types, _ events: [Event]) -> Share {
        guard let first = events.first, events.contains(where: { types.starting[$0.type] }) else { return .nothing }
        return .timeline(
            FoldedTimeline(customer: first.customer, sorted: events.filter { types.concerned[$0.type] }))
    }
}
