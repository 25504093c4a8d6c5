package import Engine
package import Events

/// One customer of a back-test.
package struct CourseOfCustomer {
    package var customer: Text
    /// By program, of those that were asked for: the events that rules, outcomes or touches ask about, in their order,
    /// folded to the end.
    package var views: [Int: CustomerView]
    /// The events of declared types that nobody asks about, as they came.
    package var bystanders: [Event]
    /// For each program what became of the tasks.
    package var courses: [[TaskCourse]]
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
        others: [Dispatcher], viewsOf: Set<Int>,
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
        for start in stride(from: 0, to: customers.count, by: Replay.customersAtOnce) {
            let some = customers[start...].prefix(Replay.customersAtOnce)
            // As in a replay: the times of several customers are looked at first.
            for ((owner, places), isInOrder) in zip(zip(some.indices, some), some.map(isInOrder)) {
                let taken = places.map { events[Int($0)] }
                var customer = CourseOfCustomer(
                    customer: self.customers.texts[owner], views: [:],
                    bystanders: beside[owner].map { passing[Int($0)] }, courses: [])
                let sorted = isInOrder ? taken : taken.sorted()
                for program in dispatchers.indices {
                    customer.take(
                        together[program]?.courses[customer.customer], program, dispatchers[program], sorted,
                        until: end,
                        hearing, wantsView: viewsOf.contains(program))
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
    /// - Parameters:
    ///   - known: the courses, if they are known already.
    ///   - sorted: the customer's events.
    fileprivate mutating func take(
        _ known: [TaskCourse]?, _ program: Int, _ dispatcher: Dispatcher, _ sorted: [Event], until end: Timestamp,
        _ hearing: FeedHearing, wantsView: Bool
    ) {
        if known == nil, !dispatcher.hasSurges, !wantsView {
            return courses.append(dispatcher.courses(ofSome: sorted, until: end, hearing))
        }
        if known == nil, !dispatcher.hasSurges, !sorted.isEmpty {
            let (courses, folded) = dispatcher.courses(of: sorted, until: end, hearing)
            self.courses.append(courses)
            views[program] = CustomerView(dispatcher.engine, folded)
            return
        }
        courses.append(known ?? [])
        guard wantsView else { return }
        var folded = FoldedTimeline(customer: customer, sorted: sorted)
        _ = dispatcher.engine.fold(&folded, to: end, judged: Horizon(through: end), endings: [:])
        views[program] = CustomerView(dispatcher.engine, folded)
    }
}
