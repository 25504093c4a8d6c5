import Events
import RuleLanguage

/// For each event type, what an event of it may mean.
struct TypePlans: Sendable {
    /// The rules whose trigger it may be.
    let triggered: [[TriggerPlan]]
    /// The rules of which an `unless` may match it.
    let ending: [[EndingPlan]]
    /// The rules that it may pause, or let go on.
    let pausing: [[Int]]
    /// The rules whose date trigger may depend on it.
    let dated: [[Int]]
    /// The facts that it carries.
    let carriers: [[FactCarrier]]
    /// Whether an episode may begin by it.
    let starting: [Bool]
    /// Whether any rule asks about it.
    let concerned: [Bool]

    init(_ program: Program, _ rules: [RulePlan], _ referenced: ReferencedTypes) {
        let none = [[Int]](repeating: [], count: program.schema.types.count)
        var (ending, pausing, dated) = (none, none, none)
        var triggered = [[TriggerPlan]](repeating: [], count: program.schema.types.count)
        func add(_ rule: Int, _ type: Int, to lists: inout [[Int]]) {
            if lists[type].last != rule { lists[type].append(rule) }
        }
        for (index, rule) in program.rules.enumerated() {
            switch rule.trigger {
            case .event(let mode, let pattern, _):
                for type in Set(pattern.alternatives.map(\.type)) {
                    triggered[type].append(
                        TriggerPlan(index, mode, pattern, rules[index], type: type, after: triggered[type].last))
                }
            case .crossing: break
            case .date(let fact, _, _), .yearly(let fact, _):
                for type in program.facts[fact].types { add(index, type, to: &dated) }
                if rule.trigger.followsZone, let zone = program.customerZone {
                    for type in program.facts[zone].types { add(index, type, to: &dated) }
                }
            }
            for type in rules[index].pause?.types ?? [] { add(index, type, to: &pausing) }
            for unless in rule.unless {
                for alternative in unless.pattern.alternatives { add(index, alternative.type, to: &ending) }
            }
        }
        self.triggered = triggered
        self.ending = ending.enumerated().map { type, places in
            places.map { EndingPlan($0, rules[$0], type: type) }
        }
        self.pausing = pausing
        self.dated = dated
        carriers = TypePlans.carriers(of: program)
        concerned = referenced.types
        let hasCrossings = program.rules.contains { rule in
            if case .crossing = rule.trigger { return true } else { return false }
        }
        let scored = hasCrossings ? Set(program.scores.flatMap(\.types)) : []
        starting = triggered.indices.map { !triggered[$0].isEmpty || !dated[$0].isEmpty || scored.contains($0) }
    }

    private static func carriers(of program: Program) -> [[FactCarrier]] {
        var carriers = [[FactCarrier]](repeating: [], count: program.schema.types.count)
        for (fact, declared) in program.facts.enumerated() {
            for carrier in declared.carriers {
                carriers[carrier.type].append(
                    FactCarrier(fact: fact, value: carrier.value, keySlot: carrier.keySlot))
            }
        }
        return carriers
    }
}
