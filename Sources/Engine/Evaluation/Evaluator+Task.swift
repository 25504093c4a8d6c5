import Events
import RuleLanguage

extension Evaluator {
    /// What the rule of the scope says of its task.
    func task(_ field: TaskField, _ scope: Scope) -> Value {
        let rule = plan.program.rules[scope.rule]
        switch field {
        case .rule: return .text(rule.name)
        case .taskClass: return .text(Text(rule.task.taskClass.rawValue))
        case .queue: return .text(scope.queue ?? rule.task.queue.fixed ?? Queue.unassigned)
        case .priority: return .text(Text((scope.priority ?? priority(scope)).rawValue))
        }
    }

    /// Whom a task is for; nobody if a part of what it is made from is missing.
    func queue(_ queue: Queue, _ scope: Scope) -> Text {
        switch queue {
        case .name(let name): return name
        case .made(let parts):
            if queue.expressions.contains(where: { evaluate($0, scope) == nil }) { return Queue.unassigned }
            return Queue.named(say(parts, scope).string)
        }
    }

    /// The priority of the first condition of the rule's `priority` that holds, else the one without.
    func priority(_ scope: Scope) -> Priority {
        let rule = plan.program.rules[scope.rule]
        let first = rule.outreach.priorities.first { holds($0.condition, scope) }
        return first?.priority ?? rule.task.priority
    }
}
