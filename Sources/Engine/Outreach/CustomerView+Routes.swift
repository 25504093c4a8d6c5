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
    /// - Parameter priority: what the rule says of it.
    package func routes(ofRule rule: Int, priority: Priority, at t: Timestamp) -> [RouteFit] {
        let program = evaluator.plan.program
        var scope = Scope(rule: rule, key: [], anchor: nil, matched: nil, t: t)
        scope.priority = priority
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

    /// What the rule of a verdict says of the priority of its task: the first `if` that is true.
    package func priority(of verdict: Verdict, at t: Timestamp) -> Priority {
        evaluator.priority(Scope(rule: verdict.rule, key: verdict.key, of: verdict.episode, at: t))
    }
}
