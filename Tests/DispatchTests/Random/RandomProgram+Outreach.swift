import TestSupport

extension RandomProgram {
    /// A program of plain rules whose tasks have a long way to people: what is at stake is how gates, incidents and
    /// people meet, so the rules themselves are short.
    init(outreach random: inout SplitMix64) {
        vocabulary = RandomVocabulary(
            scale: .hours, zone: random.pick(["", "Europe/London", "Atlantic/Azores", "America/New_York"]))
        vocabulary.isAutumn = random.chance(30)
        var make = RandomOutreach(random: SplitMix64(seed: random.next()), vocabulary: vocabulary)
        defines = []
        rules = []
        for index in 0..<make.random.pick([0, 1, 1, 2]) { defines.append(make.calendar("cal\(index)")) }
        let count = make.random.pick([1, 2, 2, 3])
        var classes: [String] = []
        for index in 0..<count {
            classes.append(make.random.pick(["recovery", "recovery", "relationship"]))
            rules.append(RandomProgram.outreachRule("r\(index)", classes[index], &make))
        }
        let names = rules.map(\.name)
        if make.random.chance(40) {
            for index in 0..<(1 + make.random.below(2)) {
                let types = make.random.pick([["x.c"], ["x.d"], ["x.c", "x.d"], ["x.b"]])
                defines.append(make.feed("feed\(index)", from: ["/s", "/r"][index], brings: types))
            }
        }
        for _ in 0..<make.random.pick([0, 1, 1, 2]) where make.random.chance(70) { defines.append(make.quiet(names)) }
        for _ in 0..<make.random.pick([0, 1, 2]) where make.random.chance(70) { defines.append(make.budget(names)) }
        for _ in 0..<make.random.pick([0, 1, 1]) {
            if let inhibit = make.inhibit(Array(zip(names, classes))) { defines.append(inhibit) }
        }
        for _ in 0..<make.random.pick([0, 0, 1, 2]) { defines.append(make.route(names)) }
    }

    private static func outreachRule(_ name: String, _ taskClass: String, _ make: inout RandomOutreach) -> RandomRule {
        var clauses: [String] = []
        var waits: [String] = []
        var fields: [String] = []
        var isDate = false
        let keyed = make.random.chance(60)
        if keyed { clauses.append("per ord") }
        if make.random.chance(20) {
            isDate = true
            let fact = keyed ? make.random.pick(["ord.due", "ord.dday"]) : "customer.met"
            fields = keyed ? ["ord"] : ["tier"]
            let offset = make.random.pick(["before", "after"])
            clauses.append(make.random.chance(30) ? "when at \(fact)" : "when \(make.duration()) \(offset) \(fact)")
        } else {
            let type = make.random.pick(keyed ? ["x.a", "x.b", "x.d"] : ["x.a", "x.b", "x.c", "x.d"])
            fields = RandomVocabulary.types(of: type).map(\.name).filter { ["ord", "num", "txt"].contains($0) }
            clauses.append("when \(make.random.pick(["", "", "latest ", "each "]))\(type) as ev")
        }
        for _ in 0..<make.random.pick([0, 0, 1, 1, 2]) {
            let wait = make.duration(workingDays: true)
            waits.append(wait)
            let pattern = make.random.pick(["x.c", "x.d", "x.b", "(x.c where num > 1)", "x.c or x.d"])
            clauses.append("unless \(pattern) within \(wait)\(isDate ? " looking back 1h" : "")")
        }
        if waits.isEmpty, make.random.chance(30) || clauses.contains(where: { $0.hasPrefix("when latest") }) {
            waits.append(make.duration(workingDays: true))
            clauses.append("after \(waits[0])")
        }
        let workingDays = waits.contains { $0.contains("wd") }
        if !isDate, !waits.isEmpty, !workingDays, make.random.chance(50) {
            let (from, until) = make.random.pick([
                ("x.d", "x.c"), ("(x.c where yes)", "x.c"), ("x.b", "u.u"), ("(x.b where num > 1)", "x.d"),
                ("x.a", "x.d"),
            ])
            clauses.append("pause from \(from) until \(until)")
        }
        if make.random.chance(20) { clauses.append("while customer.tier is missing or customer.tier = \"gold\"") }
        if make.random.chance(10) { clauses.append("while customer.num > 0") }
        if !clauses.contains(where: { $0.hasPrefix("when each") }), make.random.chance(30) {
            clauses.append("again after \(make.vocabulary.duration(&make.random))")
        }
        if make.random.chance(60) { clauses.append("expire after \(make.random.pick(["1h", "2h", "4h", "0s"]))") }
        return outreach(name, taskClass, clauses, fields, alias: !isDate, &make)
    }

    private static func outreach(
        _ name: String, _ taskClass: String, _ clauses: [String], _ fields: [String], alias: Bool,
        _ make: inout RandomOutreach
    ) -> RandomRule {
        var clauses = clauses
        let due = make.random.chance(30) ? " due \(make.duration())" : ""
        // Routes may ask for `desk`, so one rule has it.
        let queue = name == "r0" || make.random.chance(80) ? "desk" : "\"d-{customer.tier else \"none\"}\""
        clauses.append("task \(taskClass) to \(queue)\(make.priority(alias: alias))\(due)")
        clauses.append("say \"{customer.tier} {customer.num}\"")
        if make.random.chance(8) { clauses.append(make.holdout(taskClass)) }
        if make.random.chance(35) { clauses.append(make.surge(fields: fields)) }
        for _ in 0..<make.random.pick([0, 0, 1, 2]) { clauses.append(make.escalate()) }
        return RandomRule(name: name, clauses: clauses)
    }
}
