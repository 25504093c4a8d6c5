import Events
import RuleLanguage
import TestSupport

/// A rule as the clauses that it is made of, so that a failing one can be made smaller.
struct RandomRule {
    var name: String
    var clauses: [String]

    var source: String { "rule \(name) \"\(name)\"\n" + clauses.map { "  \($0)\n" }.joined() }
}

/// A random program: the text of its rules over the vocabulary.
struct RandomProgram {
    var vocabulary: RandomVocabulary
    var defines: [String]
    var rules: [RandomRule]

    var source: String { vocabulary.source + defines.map { "\($0)\n" }.joined() + rules.map(\.source).joined() }

    func compiled() -> Compilation {
        compile([Source(path: "random.rules", text: source)] + vocabulary.tableFiles)
    }

    init(_ random: inout SplitMix64) {
        vocabulary = RandomVocabulary(
            scale: random.pick(RandomVocabulary.Scale.allCases),
            zone: random.pick(["", "Europe/London", "Atlantic/Azores", "Pacific/Auckland"]))
        vocabulary.shuffleRows(&random)
        var make = RandomExpression(vocabulary: vocabulary, random: SplitMix64(seed: random.next()))
        defines = []
        if make.random.chance(40) {
            defines.append("let wait0 = \(make.vocabulary.duration(&make.random))")
            make.waits = ["wait0"]
        }
        for index in 0..<random.below(3) { defines.append(make.named(index)) }
        for index in 0..<random.below(3) {
            let (text, types) = make.pattern(.init(), depth: 1)
            defines.append("define pat\(index) = \(text)")
            make.defines.append(("pat\(index)", types))
        }
        rules = []
        for index in 0..<(1 + random.below(2)) { rules.append(RandomProgram.rule("r\(index)", &make)) }
    }

    static func rule(_ name: String, _ make: inout RandomExpression) -> RandomRule {
        switch make.random.below(10) {
        case 0..<2: return dateRule(name, &make)
        case 2: return yearlyRule(name, &make)
        case 3 where make.vocabulary.scale == .days: return yearlyRule(name, &make)
        default: return eventRule(name, &make)
        }
    }

    // MARK: Rules

    private static func eventRule(_ name: String, _ make: inout RandomExpression) -> RandomRule {
        var scope = RandomExpression.Scope()
        scope.keys = make.random.pick([[], ["ord"], ["ord"], ["ord"], ["leg"], ["ord", "leg"]])
        if make.random.chance(10) {
            scope.keys = make.random.pick([["tim"], ["day"], ["yes"], ["num"], ["txt", "num"], ["task"]])
        }
        let keyed = scope.keys.isEmpty ? RandomExpression.eventTypes : RandomVocabulary.types(carrying: scope.keys)

        // The trigger's own condition may name the alias, so its types must be known before.
        var types = (0..<(make.random.chance(25) ? 2 : 1)).map { _ in make.random.pick(keyed) }
        var pattern = types.joined(separator: " or ")
        if scope.keys.isEmpty, make.random.chance(15) {
            pattern = "task.done"
            types = [pattern]
        } else if scope.keys.isEmpty, make.random.chance(20), !make.defines.isEmpty {
            (pattern, types) = make.random.pick(make.defines)
        }
        if make.random.chance(60) { scope.alias = ("ev", types) }
        let mode = make.random.pick(["", "", "first ", "latest ", "latest ", "each "])
        if make.random.chance(30) { pattern += " where \(make.condition(scope, types, depth: 2))" }
        var when: String
        if make.random.chance(20) {
            when =
                "when \(mode)\(make.random.pick([2, 2, 3])) (\(pattern)) within \(make.vocabulary.duration(&make.random))"
            let fields = types.flatMap(RandomVocabulary.types(of:))
            if make.random.chance(40) { when += " across 2 \(make.random.pick(fields).name)" }
            when += make.reach(scope, depth: 1)
            if scope.alias != nil { when += " as ev" }
        } else {
            if scope.alias != nil {
                let place = pattern.firstRange(of: " where ")?.lowerBound ?? pattern.endIndex
                pattern.insert(contentsOf: " as ev", at: place)
            }
            when = "when \(mode)\(pattern)"
        }

        var clauses = scope.keys.isEmpty ? [] : ["per \(scope.keys.joined(separator: ", "))"]
        clauses.append(when)
        var waits: [String] = []
        for _ in 0..<make.random.pick([0, 1, 1, 1, 2]) {
            let within = make.random.chance(8) ? "0s" : make.vocabulary.duration(&make.random)
            waits.append(within)
            let unless = unless(scope, &make)
            clauses.append(
                unless + " within \(within)" + lookingBack(&make, percent: 40) + forCustomer(unless, scope, &make))
        }
        let after = after(waits, &make)
        if let after { clauses.append("after \(after)") }
        if mode == "latest ", waits.isEmpty, after == nil { clauses.append("after \(make.vocabulary.durations[0])") }
        if !waits.isEmpty, make.random.chance(20) { clauses.append("keep") }
        if mode != "each ", make.random.chance(30) {
            clauses.append("again after \(make.vocabulary.duration(&make.random))")
        }
        return finish(name, clauses, scope, &make)
    }

    /// A time to wait that is longer than the windows of every `unless`.
    private static func after(_ waits: [String], _ make: inout RandomExpression) -> String? {
        guard waits.isEmpty ? make.random.chance(40) : make.random.chance(20) else { return nil }
        let longer = make.vocabulary.durations.filter { duration in
            waits.allSatisfy { wait in
                (make.vocabulary.durations.firstIndex(of: wait) ?? -1)
                    < (make.vocabulary.durations.firstIndex(of: duration) ?? -1)
            }
        }
        return longer.isEmpty ? nil : make.random.pick(longer)
    }

    private static func dateRule(_ name: String, _ make: inout RandomExpression) -> RandomRule {
        let fact = make.random.pick(["ord.due", "ord.due", "ord.dday", "customer.born", "customer.met"])
        var scope = RandomExpression.Scope()
        if fact.hasPrefix("ord") { scope.keys = ["ord"] }
        var clauses = scope.keys.isEmpty ? [] : ["per ord"]
        let at = make.random.pick(["", "", "", " at 00:00", " at 01:30", " at 00:30", " at 23:59", " at 09:00"])
        switch make.random.below(3) {
        case 0: clauses.append("when at \(fact)\(at)")
        case 1: clauses.append("when \(make.vocabulary.duration(&make.random)) before \(fact)\(at)")
        default: clauses.append("when \(make.vocabulary.duration(&make.random)) after \(fact)\(at)")
        }
        dateClauses(scope, &clauses, &make, lookingBack: 50)
        return finish(name, clauses, scope, &make)
    }

    private static func yearlyRule(_ name: String, _ make: inout RandomExpression) -> RandomRule {
        let fact = make.random.pick(["customer.born", "customer.born", "ord.dday", "customer.met"])
        var scope = RandomExpression.Scope()
        if fact.hasPrefix("ord") { scope.keys = ["ord"] }
        var clauses = scope.keys.isEmpty ? [] : ["per ord"]
        let at = make.random.pick(["", "", " at 00:00", " at 01:30", " at 00:30", " at 23:59"])
        clauses.append("when yearly on \(fact)\(at)")
        scope.isYearly = true
        dateClauses(scope, &clauses, &make, lookingBack: 100)
        return finish(name, clauses, scope, &make)
    }

    static func dateClauses(
        _ scope: RandomExpression.Scope, _ clauses: inout [String], _ make: inout RandomExpression,
        lookingBack percent: Int
    ) {
        var waits = 0
        for _ in 0..<make.random.pick([0, 0, 1, 1, 2]) {
            var text = unless(scope, &make)
            if make.random.chance(30) {
                text += " within \(make.random.pick([make.vocabulary.durations[0], make.vocabulary.durations[1]]))"
            }
            let whole = forCustomer(text, scope, &make)
            clauses.append(text + lookingBack(&make, percent: percent) + whole)
            waits += 1
        }
        if make.random.chance(20) { clauses.append("after \(make.vocabulary.durations[2 + make.random.below(2)])") }
        if waits > 0, make.random.chance(20) { clauses.append("keep") }
        if make.random.chance(30) { clauses.append("again after \(make.vocabulary.duration(&make.random))") }
    }

    static func unless(_ scope: RandomExpression.Scope, _ make: inout RandomExpression) -> String {
        if !scope.keys.isEmpty, make.random.chance(25) {
            let types = RandomVocabulary.types(carrying: scope.keys)
            let defines = make.defines
            make.defines = []
            defer { make.defines = defines }
            let type = make.random.pick(types)
            return "unless strictly (\(type) where \(make.condition(scope, [type], depth: 1)))"
        }
        return "unless \(make.pattern(scope, depth: 2).text)"
    }

    static func forCustomer(
        _ unless: String, _ scope: RandomExpression.Scope, _ make: inout RandomExpression
    ) -> String {
        guard !scope.keys.isEmpty, !unless.hasPrefix("unless strictly") else { return "" }
        return make.random.chance(25) ? " for customer" : ""
    }

    static func lookingBack(_ make: inout RandomExpression, percent: Int) -> String {
        make.random.chance(percent) ? " looking back \(make.vocabulary.duration(&make.random))" : ""
    }

    private static func queue(_ scope: RandomExpression.Scope, _ make: inout RandomExpression) -> String {
        make.random.chance(70) ? "desk" : "\"q {\(make.anything(scope, depth: 1))}\""
    }

    /// What every rule may have.
    static func finish(
        _ name: String, _ clauses: [String], _ scope: RandomExpression.Scope, _ make: inout RandomExpression
    ) -> RandomRule {
        var clauses = clauses
        for _ in 0..<make.random.pick([0, 0, 0, 0, 0, 1, 1, 2]) {
            clauses.append("while \(make.boolean(scope, depth: 2))")
        }
        if make.random.chance(50) {
            let some = ["4000d", "4000d", "4000d", make.vocabulary.durations[0], make.vocabulary.durations[3]]
            clauses.append("expire after \(make.random.pick(some))")
        }
        clauses.append(
            "task \(make.random.pick(["recovery", "relationship"])) to "
                + "\(queue(scope, &make))\(make.random.chance(30) ? " due 2h" : "")")
        let parts = (0..<make.random.below(3)).map { _ in "{\(make.anything(scope, depth: 2))}" }
        clauses.append("say \"say \(parts.joined(separator: " "))\"")
        if make.random.chance(20) { clauses.shuffle(using: &make.random) }
        return RandomRule(name: name, clauses: clauses)
    }
}
