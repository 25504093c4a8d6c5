import Events
import RuleLanguage

/// Which event types any rule, outcome or touch asks about. An event of another type changes no verdict, is no evidence,
/// and says nothing of what came of a task.
struct ReferencedTypes {
    private let program: Program
    private(set) var types: [Bool]
    /// Whether there is any window.
    private(set) var hasWindows = false
    /// The rules that have one.
    private(set) var rulesWithWindows: Set<Int> = []
    private var ruleInHand: Int?

    init(_ program: Program) {
        self.program = program
        types = Array(repeating: false, count: program.schema.types.count)
        for type in types.indices where type < Schema.language.types.count { types[type] = true }
        if let zone = program.customerZone { add(fact: zone) }
        for (index, rule) in program.rules.enumerated() {
            ruleInHand = index
            switch rule.trigger {
            case .event(_, let pattern, let counting):
                add(pattern)
                if let counting { add(counting) }
            // What scores ask about is added below.
            case .crossing: break
            case .date(let fact, _, _), .yearly(let fact, _): add(fact: fact)
            }
            for unless in rule.unless { add(unless.pattern) }
            if let pause = rule.pause {
                add(pause.from)
                add(pause.until)
            }
            for condition in rule.whileConditions { add(condition) }
            for expression in rule.task.queue.expressions { add(expression) }
            for choice in rule.outreach.priorities { add(choice.condition) }
            for part in rule.say {
                switch part {
                case .text: break
                case .expression(let expression): add(expression)
                }
            }
        }
        ruleInHand = nil
        for score in program.scores { for line in score.adds { add(line.pattern) } }
        for journey in program.journeys { for stage in journey.stages { add(stage.pattern) } }
        for route in program.routes {
            if let condition = route.condition { add(condition) }
            for expression in route.queue.expressions { add(expression) }
        }
        for budget in program.gates.budgets {
            if let counting = budget.counting { add(counting) }
        }
        for outcome in program.outcomes {
            add(outcome.pattern)
            if let among = outcome.among { add(among) }
        }
        for touch in [program.touches.ours, program.touches.theirs] {
            if let touch { add(touch) }
        }
    }

    private mutating func add(fact: Int) {
        for type in program.facts[fact].types { types[type] = true }
    }

    private mutating func add(_ pattern: Pattern) {
        for alternative in pattern.alternatives {
            types[alternative.type] = true
            if let condition = alternative.condition { add(condition) }
        }
    }

    private mutating func add(_ window: Window) {
        hasWindows = true
        if let ruleInHand { rulesWithWindows.insert(ruleInHand) }
        add(window.pattern)
        if let since = window.since { add(since) }
    }

    private mutating func add(_ expression: Expression) {
        if case .fact(let fact, key: _) = expression { add(fact: fact) }
        if case .previous(let fact, key: _) = expression { add(fact: fact) }
        if case .window(let window) = expression { add(window) }
        for operand in expression.operands { add(operand) }
    }
}
