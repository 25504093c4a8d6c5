import Events
import RuleLanguage

extension Evaluator {
    /// What the rule of the scope says of its task.
    func task(_ field: TaskField, _ scope: Scope) -> Value {
        let rule = plan.program.rules[scope.rule]
        switch field {
        case .rule: return .text(rule.name)
        case .taskClass: return .text(Text(rule.task.taskClass.rawValue))
        case .queue: return .text(rule.task.queue)
        case .priority: return .text(Text((scope.priority ?? priority(scope)).rawValue))
        }
    }

    /// The priority of the first condition of the rule's `priority` that holds, else the one without.
    func priority(_ scope: Scope) -> Priority {
        let rule = plan.program.rules[scope.rule]
        let first = rule.outreach.priorities.first { holds($0.condition, scope) }
        return first?.priority ?? rule.task.priority
    }
}
