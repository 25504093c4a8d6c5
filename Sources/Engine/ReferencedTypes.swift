import Events
import RuleLanguage

/// Which event types any rule asks about. An event of another type changes no verdict and is no evidence.
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
        }
        for budget in program.gates.budgets {
            if let counting = budget.counting { add(counting) }
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
        switch expression {
        case .literal, .missing, .field, .envelope, .anchorField, .anchorEnvelope, .years, .customerID, .key, .task:
            break
        case .fact(let fact, key: _): add(fact: fact)
        case .not(let inner), .negative(let inner), .isMissing(let inner), .isPresent(let inner): add(inner)
        case .binary(_, let left, let right):
            add(left)
            add(right)
        case .isIn(let needle, let list):
            add(needle)
            for item in list { add(item) }
        case .window(let window): add(window)
        case .lookup(_, _, let key): add(key)
        }
    }
}
