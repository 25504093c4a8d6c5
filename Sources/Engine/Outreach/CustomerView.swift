package import Events
package import RuleLanguage

/// One customer's events, for what is asked about a verdict after it was judged: who gets the task, whether it is still
/// true, what gates look at. Times are up to where the fold has come.
package struct CustomerView {
    let evaluator: Evaluator
    private var plan: Plan { evaluator.plan }
    private var timeline: Timeline { evaluator.timeline }

    package init(_ engine: RuleEngine, _ folded: FoldedTimeline) {
        evaluator = Evaluator(
            plan: engine.plan, timeline: folded.timeline, customer: folded.customer, facts: folded.fold.facts,
            scores: folded.fold.scores, joins: folded.fold.joins)
    }

    package var customer: Text { evaluator.customer }

    /// Who gets the task of a verdict, asked at an instant: `priority … if` of the rule, then the first route that fits.
    package func assignment(of verdict: Verdict, at t: Timestamp) -> Assignment {
        let rule = plan.program.rules[verdict.rule]
        let own = Scope(rule: verdict.rule, key: verdict.key, of: verdict.episode, at: t)
        var assignment = Assignment(
            queue: evaluator.queue(rule.task.queue, own), priority: rule.task.priority, due: rule.task.due, route: nil)
        if !rule.outreach.priorities.isEmpty { assignment.priority = evaluator.priority(own) }
        if plan.program.routes.isEmpty { return assignment }
        var scope = Scope(rule: verdict.rule, key: [], anchor: nil, matched: nil, t: t)
        scope.priority = assignment.priority
        scope.queue = assignment.queue
        let fitting = plan.program.routes.firstIndex { route in
            if let taskClass = route.taskClass, taskClass != rule.task.taskClass { return false }
            return route.condition.map { evaluator.holds($0, scope) } ?? true
        }
        guard let fitting else { return assignment }
        let route = plan.program.routes[fitting]
        assignment.route = fitting
        assignment.queue = evaluator.queue(route.queue, scope)
        assignment.priority = route.priority ?? assignment.priority
        assignment.due = route.due ?? assignment.due
        return assignment
    }

    /// Whether each `while` of a verdict's rule is true at an instant.
    package func isStillTrue(_ verdict: Verdict, at t: Timestamp) -> Bool {
        let scope = Scope(rule: verdict.rule, key: verdict.key, of: verdict.episode, at: t)
        return plan.rules[verdict.rule].whileConditions.allSatisfy { evaluator.holds($0, scope) }
    }

    /// Where the customer is at an instant: the zone that `fact customer.zone` names, if it names one, else the site's.
    package func zone(at t: Timestamp) -> Zone {
        evaluator.customerZone(at: t)
    }

    /// The times of the customer's events that match a pattern, later than `start` and up to `end`, in their order.
    package func times(of pattern: Pattern, after start: Timestamp, through end: Timestamp) -> [Timestamp] {
        let positions = timeline.upperBound(start)..<max(timeline.upperBound(start), timeline.upperBound(end))
        return positions.compactMap { position in
            let ref = timeline.order[position]
            let time = timeline[ref].time
            // The pattern stands at top level: it knows no rule.
            let scope = Scope(rule: 0, key: [], anchor: nil, matched: nil, t: time)
            return evaluator.matches(pattern, ref, scope) ? time : nil
        }
    }

    /// How many events of the customer there are.
    package var eventCount: Int { timeline.count }

    /// An event by its place in their order, from 0.
    package func event(_ place: Int) -> Event { timeline[timeline.order[place]] }

    /// The place of the event of an identity; nil if there is none.
    /// - Parameter t: when it most likely happened.
    package func place(of identity: EventIdentity, at t: Timestamp) -> Int? {
        var place = timeline.lowerBound(t)
        while place < timeline.count, timeline.time(at: place) == t {
            if event(place).identity == identity { return place }
            place += 1
        }
        return (0..<timeline.count).first { event($0).identity == identity }
    }

    /// Whether an event, by its place, matches a pattern that stands at top level, its conditions asked at its own time.
    package func matches(_ pattern: Pattern, _ place: Int) -> Bool {
        let ref = timeline.order[place]
        let scope = Scope(rule: 0, key: [], anchor: nil, matched: nil, t: timeline[ref].time)
        return evaluator.matches(pattern, ref, scope)
    }

    /// The stage of a journey that an event, by its place, begins, and the key that it does so for (nil: the customer); nil
    /// if it begins none.
    package func stage(begunBy place: Int, of journey: Int) -> (stage: Text, key: Value?)? {
        evaluator.stage(begunBy: timeline.order[place], of: journey).map { ($0.stage, $0.key) }
    }

    /// What a verdict's anchor, or the event that set its date, says in a field that is found by its type; nil if it has
    /// none.
    package func value(in slots: [TypedSlot], ofAnchorOf verdict: Verdict) -> Value? {
        let event = timeline[verdict.episode.anchor]
        return slots.first { $0.type == event.type }.flatMap { event.fields[$0.slot] }
    }

    /// Of two verdicts of one rule, key and judging time, whether the first's anchor comes first.
    package func precedes(_ a: Verdict, _ b: Verdict) -> Bool {
        timeline[a.episode.anchor] < timeline[b.episode.anchor]
    }

    /// The claims, releases and snoozes of whatever task from an instant on, in time order; those too that came too late
    /// for anything else.
    package func notes(from start: Timestamp, through end: Timestamp) -> [Event] {
        let answers = plan.answers
        var position = timeline.lowerBound(start)
        let last = timeline.upperBound(end)
        var notes: [Event] = []
        while position < last {
            let event = timeline[timeline.order[position]]
            position += 1
            if event.type == answers.claimed || event.type == answers.released || event.type == answers.snoozed {
                notes.append(event)
            }
        }
        let late = timeline.aside.map { timeline[$0] }.filter { event in
            event.time >= start && event.time <= end
                && (event.type == answers.claimed || event.type == answers.released || event.type == answers.snoozed)
        }
        return late.isEmpty ? notes : (notes + late).sorted()
    }
}
