package import Events
package import RuleLanguage

/// What became of a route when it was asked whether it fits a task.
package enum RouteFit: Hashable, Sendable {
    /// It decides.
    case fits
    case isForOtherClass
    /// Its `where` is not true.
    case isNotTrue
    /// One before it fits.
    case isNotAsked
}

extension CustomerView {
    /// What each route of the program makes of a task of a rule, in their order.
    /// - Parameters:
    ///   - priority: what the rule says of it.
    ///   - queue: what the rule says of it; nil if that is made from data which are not known.
    package func routes(ofRule rule: Int, priority: Priority, queue: Text?, at t: Timestamp) -> [RouteFit] {
        let program = evaluator.plan.program
        var scope = Scope(rule: rule, key: [], anchor: nil, matched: nil, t: t)
        scope.priority = priority
        scope.queue = queue
        var isDecided = false
        return program.routes.map { route in
            if isDecided { return .isNotAsked }
            if let taskClass = route.taskClass, taskClass != program.rules[rule].task.taskClass {
                return .isForOtherClass
            }
            if let condition = route.condition, !evaluator.holds(condition, scope) { return .isNotTrue }
            isDecided = true
            return .fits
        }
    }

    /// What a route says whom a task is for.
    package func queue(ofRoute route: Int, rule: Int, at t: Timestamp) -> Text {
        evaluator.queue(
            evaluator.plan.program.routes[route].queue, Scope(rule: rule, key: [], anchor: nil, matched: nil, t: t))
    }

    /// What the rule of a verdict says whom its task is for.
    package func queue(of verdict: Verdict, at t: Timestamp) -> Text {
        evaluator.queue(
            evaluator.plan.program.rules[verdict.rule].task.queue,
            Scope(rule: verdict.rule, key: verdict.key, of: verdict.episode, at: t))
    }

    /// What the rule of a verdict says of the priority of its task: the first `if` that is true.
    package func priority(of verdict: Verdict, at t: Timestamp) -> Priority {
        evaluator.priority(Scope(rule: verdict.rule, key: verdict.key, of: verdict.episode, at: t))
    }
}
