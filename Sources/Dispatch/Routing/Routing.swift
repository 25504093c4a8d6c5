package import Engine
package import Events
package import RuleLanguage

/// Who gets a task of a rule about a customer, and what each route had to do with that.
package struct Routing: Hashable, Sendable {
    /// Index in the program.
    package let rule: Int
    /// What the rule itself says.
    package let rulePriority: Priority
    package let queue: Text
    package let priority: Priority
    package let due: RuleDuration?
    /// Of each route of the program, in their order.
    package let fits: [RouteFit]

    /// The place of the route that decides; nil if none does, and the rule's own words count.
    package var route: Int? { fits.firstIndex(of: .fits) }
}

extension Dispatcher {
    /// Who would get tasks about a customer at an instant.
    /// - Parameters:
    ///   - events: of this customer; later ones do not count.
    ///   - rules: indices in the program.
    ///   - task: a task of one of these rules, whose priority the rule's `if` decides. Of others the rule's plain priority
    ///     counts.
    package func routing(
        customer: Text, events: [Event], at t: Timestamp, rules: [Int], task: TaskID? = nil
    ) -> [Routing] {
        var folded = FoldedTimeline(customer: customer, sorted: events.filter { $0.time <= t }.sorted())
        let report = engine.fold(&folded, to: t, judged: Horizon(through: t), endings: [:])
        let view = CustomerView(engine, folded)
        let verdict = report.changes.lazy.compactMap { change -> Verdict? in
            guard case .opened(let verdict) = change, let task else { return nil }
            return engine.ids(of: verdict, in: folded).contains(task) ? verdict : nil
        }.last
        return rules.map { index in
            let rule = program.rules[index]
            let isAsked = verdict.map { $0.rule == index } ?? false
            let priority = isAsked ? verdict.map { view.priority(of: $0, at: t) } : nil
            let own = priority ?? rule.task.priority
            let ownQueue = (isAsked ? verdict.map { view.queue(of: $0, at: t) } : nil) ?? rule.task.queue.fixed
            let fits = view.routes(ofRule: index, priority: own, queue: ownQueue, at: t)
            let fitting = fits.firstIndex(of: .fits)
            let route = fitting.map { program.routes[$0] }
            let words = ownQueue ?? Text(RuleText(program: program, rule: rule).queue(rule.task.queue))
            return Routing(
                rule: index, rulePriority: own,
                queue: fitting.map { view.queue(ofRoute: $0, rule: index, at: t) } ?? words,
                priority: route?.priority ?? own, due: route?.due ?? rule.task.due, fits: fits)
        }
    }
}
