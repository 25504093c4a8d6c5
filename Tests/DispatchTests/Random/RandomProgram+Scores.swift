import Events
import TestSupport

extension RandomProgram {
    /// A program with scores and journeys: they ask for each other, start rules, and are asked for wherever a fact may
    /// stand.
    init(scores random: inout SplitMix64) {
        self.init(&random)
        rules = []
        defines = []
        var make = RandomExpression(vocabulary: vocabulary, random: SplitMix64(seed: random.next()))
        for index in 0..<random.below(2) {
            let (text, types) = make.pattern(.init(), depth: 1)
            defines.append("define pat\(index) = \(text)")
            make.defines.append(("pat\(index)", types))
        }
        for index in 0..<(1 + random.below(3)) {
            if random.chance(65) {
                defines.append(RandomProgram.score("customer.s\(index)", &make))
                make.vocabulary.computed.append(("customer.s\(index)", .number))
            } else {
                let owner = random.pick(["customer", "customer", "ord"])
                defines.append(RandomProgram.journey("\(owner).j\(index)", keyed: owner == "ord", &make))
            }
        }
        vocabulary = make.vocabulary
        for index in 0..<(1 + random.below(2)) { rules.append(RandomProgram.scoredRule("r\(index)", &make)) }
    }

    private static func score(_ name: String, _ make: inout RandomExpression) -> String {
        let halfLife = make.random.pick(make.vocabulary.durations + ["1min", "90min", "3650d"])
        var text = "score \(name) half-life \(halfLife)\n"
        for _ in 0..<(1 + make.random.below(3)) {
            let (pattern, types) = make.pattern(.init(), depth: make.random.pick([0, 0, 1]))
            text += "  add \(weight(types, &make)) for \(pattern)\n"
        }
        return text
    }

    private static func weight(_ types: [String], _ make: inout RandomExpression) -> String {
        let fields = types.flatMap(RandomVocabulary.types(of:)).filter { $0.type == .number }.map(\.name)
        let number = make.random.pick(["1", "-1", "3", "-2.5", "-5", "0", "0.005", "-0.125", "100"])
        if fields.isEmpty || make.random.chance(50) { return number }
        let field = make.random.pick(fields)
        return make.random.pick([field, "-\(field)", "\(number) * \(field)", "\(field) / 3", "1 / (\(field) - 1)"])
    }

    private static func journey(_ name: String, keyed: Bool, _ make: inout RandomExpression) -> String {
        var text = "journey \(name)\n"
        let types = keyed ? ["x.a", "x.b", "x.d", "f.o", "f.p"] : RandomExpression.eventTypes
        let defines = make.defines
        if keyed { make.defines = [] }
        let stages = (0..<(2 + make.random.below(3))).map { "g\($0)" }
        for stage in stages {
            var pattern = make.pattern(.init(), depth: make.random.pick([0, 1]), among: types)
            // An answer carries no key.
            while keyed, pattern.types.contains("task.done") { pattern = make.pattern(.init(), depth: 0, among: types) }
            text += "  stage \(stage) from \(pattern.text)\n"
        }
        make.defines = defines
        make.vocabulary.computed.append((name, .text))
        make.vocabulary.computed.append((name + "_since", .time))
        make.vocabulary.stages[name] = stages
        return text
    }

    private static func scoredRule(_ name: String, _ make: inout RandomExpression) -> RandomRule {
        let scores = make.vocabulary.computed.filter { $0.type == .number }.map(\.name)
        let dates = make.vocabulary.computed.filter { $0.type == .time }.map(\.name)
        if !scores.isEmpty, make.random.chance(60) { return crossingRule(name, make.random.pick(scores), &make) }
        if !dates.isEmpty, make.random.chance(70) { return stuckRule(name, make.random.pick(dates), &make) }
        return rule(name, &make)
    }

    private static func crossingRule(_ name: String, _ score: String, _ make: inout RandomExpression) -> RandomRule {
        var scope = RandomExpression.Scope()
        let mode = make.random.pick(["", "", "first ", "latest ", "each "])
        let crossing = make.random.pick([
            "falls below 0", "falls below -1", "falls below -0.5", "falls below -3.25", "rises above 0",
            "rises above 1", "rises above 2.5",
        ])
        let isNamed = make.random.chance(30)
        var clauses = ["when \(mode)\(score) \(crossing)\(isNamed ? " as ev" : "")"]
        var waits: [String] = []
        for _ in 0..<make.random.pick([0, 1, 1, 2]) {
            waits.append(make.random.chance(10) ? "0s" : make.vocabulary.duration(&make.random))
            clauses.append(
                unless(scope, &make) + " within \(waits[waits.count - 1])" + lookingBack(&make, percent: 40))
        }
        if waits.isEmpty, make.random.chance(40) || mode == "latest " {
            clauses.append("after \(make.vocabulary.durations[1])")
        }
        if !waits.isEmpty, make.random.chance(20) { clauses.append("keep") }
        if mode != "each ", make.random.chance(30) {
            clauses.append("again after \(make.vocabulary.duration(&make.random))")
        }
        if isNamed { clauses.append("while ev.event.time is present") }
        scope.keys = []
        return finish(name, clauses, scope, &make)
    }

    private static func stuckRule(_ name: String, _ fact: String, _ make: inout RandomExpression) -> RandomRule {
        var scope = RandomExpression.Scope()
        if fact.hasPrefix("ord") { scope.keys = ["ord"] }
        var clauses = scope.keys.isEmpty ? [] : ["per ord"]
        clauses.append(
            make.random.pick([
                "when at \(fact)", "when \(make.vocabulary.duration(&make.random)) after \(fact)",
                "when yearly on \(fact)",
            ]))
        dateClauses(scope, &clauses, &make, lookingBack: clauses[clauses.count - 1].hasPrefix("when yearly") ? 100 : 50)
        return finish(name, clauses, scope, &make)
    }

    /// Adds scores to a program whose tasks have a long way to people, and asks for them in routes, gates and
    /// priorities.
    mutating func addScores(_ random: inout SplitMix64) {
        var make = RandomExpression(vocabulary: vocabulary, random: SplitMix64(seed: random.next()))
        defines.insert(RandomProgram.score("customer.s0", &make), at: 0)
        defines.insert(RandomProgram.journey("customer.j0", keyed: false, &make), at: 1)
        defines.append("route where customer.s0 < 0 to moody priority urgent")
        if random.chance(50) { defines.append("route recovery where customer.j0 in (\"g0\", \"g1\") to stage-desk") }
        if random.chance(40) { defines.append("budget any 1 within 4h counting (x.c where customer.s0 > 0)") }
        for rule in rules.indices {
            if random.chance(40) {
                rules[rule].clauses.append("while customer.s0 \(random.pick(["<= 0", ">= 0", "!= 1"]))")
            }
            for place in rules[rule].clauses.indices where rules[rule].clauses[place].hasPrefix("say ") {
                rules[rule].clauses[place] = "say \"{customer.s0} {customer.j0} {customer.j0_since}\""
            }
        }
        if random.chance(60) {
            vocabulary = make.vocabulary
            make.vocabulary.computed = [("customer.s0", .number)]
            rules.append(RandomProgram.crossingRule("moody", "customer.s0", &make))
        }
    }
}
