import Engine
import Events
import RuleLanguage

/// `budget X N within D [counting P]`: so often a customer is bothered at most.
struct BudgetGate: Gate {
    private let engine: RuleEngine
    private let budgets: [Budget]

    /// Nil if there is no budget.
    init?(_ engine: RuleEngine) {
        self.engine = engine
        budgets = engine.program.gates.budgets
        if budgets.isEmpty { return nil }
    }

    func ask(_ question: GateQuestion) -> GateAnswer {
        let taskClass = engine.program.rules[question.rule].task.taskClass
        var until: Timestamp?
        for budget in budgets where budget.what.selects(rule: question.rule, taskClass) {
            let start = question.now - budget.within
            var times = question.tasks.compactMap { other in
                budget.what.selects(rule: other.rule, other.taskClass)
                    ? other.countsFrom.flatMap { $0 > start ? $0 : nil } : nil
            }
            if let counting = budget.counting {
                times += question.customer.times(of: counting, after: start, through: question.now)
            }
            guard times.count >= budget.most else { continue }
            times.sort()
            let free = times[times.count - budget.most] + budget.within
            until = until.map { max($0, free) } ?? free
        }
        guard let until else { return .release() }
        return .hold(GateHold(.budget, until: until))
    }
}
