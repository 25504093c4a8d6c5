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
    /// By the events' own time only.
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
        let beside = placesByOwner(bystanders?.owners ?? [])
        for (owner, places) in placesByCustomer().enumerated() {
            let taken = places.map { events[Int($0)] }
            let sorted = isInOrder(places) ? taken : taken.sorted()
            let others = beside[owner].map { (bystanders?.events ?? [])[Int($0)] }
            let customer = customers.texts[owner]
            var views: [Int: CustomerView] = [:]
            let courses = dispatchers.indices.map { program -> [TaskCourse] in
                if let all = together[program] { return all.courses[customer] ?? [] }
                if sorted.isEmpty { return [] }
                let (courses, folded) = dispatchers[program].courses(of: sorted, until: end, hearing)
                if viewsOf.contains(program) {
                    views[program] = CustomerView(dispatchers[program].engine, folded)
                }
                return courses
            }
            for program in viewsOf where views[program] == nil {
                views[program] = view(of: customer, sorted, dispatchers[program])
            }
            body(CourseOfCustomer(customer: customer, views: views, bystanders: others, courses: courses))
        }
    }

    private func view(of customer: Text, _ sorted: [Event], _ dispatcher: Dispatcher) -> CustomerView {
        var folded = FoldedTimeline(customer: customer, sorted: sorted)
        _ = dispatcher.engine.fold(&folded, to: end, judged: Horizon(through: end), endings: [:])
        return CustomerView(dispatcher.engine, folded)
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
