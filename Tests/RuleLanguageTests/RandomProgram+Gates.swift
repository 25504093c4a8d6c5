import TestSupport

/// Routes and gates.
extension RandomProgram {
    mutating func route() {
        add("route")
        if chance(50) { add(pick(["recovery", "relationship"])) }
        if chance(60) { condition(depth: 1) }
        add("to", queue())
        promise(isConditional: false)
    }

    mutating func inhibit() {
        add("inhibit")
        selector()
        add("while")
        selector()
        if chance(50) { add("and", pick(["2d", "1h30min"]), "after") }
    }

    mutating func budget() {
        add("budget")
        selector()
        add(pick(["1", "20"]), "within", pick(["7d", "1h30min"]))
        guard chance(40) else { return }
        add("counting")
        pattern(depth: 0)
    }

    mutating func quiet() {
        add("quiet")
        selector()
        if chance(30) {
            add("outside", pick(["support", "`rule`"]))
        } else {
            words.append(Word(text: pick(["20:00-08:30", "20:00 - 08:30", "00:00-24:00"])))
            if chance(50) {
                add("on")
                list([1, 2]) { $0.add($0.pick(["sat", "mon-fri", "sun"])) }
            }
        }
        guard chance(50) else { return }
        add("except")
        list([1, 2]) { $0.add($0.pick(["urgent", "high"])) }
    }

    mutating func selector() {
        if chance(60) { return add(pick(["any", "recovery", "relationship"])) }
        add("rule")
        list([1, 2]) { $0.add($0.pick(["late-not-told", "`while`", "x2"])) }
    }

    mutating func queue() -> String { pick(["care", "care.of", "`due`"]) }

    mutating func promise(isConditional: Bool) {
        if chance(50) {
            add("priority")
            if isConditional, chance(50) {
                list([1, 2]) { program in
                    program.add(program.pick(["urgent", "high"]), "if")
                    program.expression(depth: 1)
                }
                if chance(60) {
                    words.append(Word(text: ",", joinsBefore: chance(80)))
                    add("low")
                }
            } else {
                add("high")
            }
        }
        if chance(40) { add("due", duration()) }
    }

    mutating func owners() {
        add("by")
        list([1, 2]) {
            $0.add($0.pick(["user", "group"]), $0.pick(["crm-sync", "\"a b\"", "`group`", "first.last", "_x"]))
        }
    }

    mutating func list(_ counts: [Int], _ element: (inout RandomProgram) -> Void) {
        for index in 0..<counts[random.below(counts.count)] {
            if index > 0 { words.append(Word(text: ",", joinsBefore: chance(80))) }
            element(&self)
        }
    }
}
