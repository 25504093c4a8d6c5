import TestSupport

/// Rules and their clauses.
extension RandomProgram {
    mutating func rule() {
        add("rule", name())
        if chance(90) { add(string()) }
        repeated(8) { program, _ in program.clause() }
    }

    mutating func clause() {
        switch random.below(14) {
        case 0:
            add("per", name())
            repeated(2) { program, _ in program.add(",", program.name()) }
        case 1: when()
        case 2:
            add("unless")
            if chance(30) { add("strictly") }
            pattern(depth: 0)
            if chance(70) {
                add("within")
                calendarDuration()
            }
            if chance(40) { add("looking", "back", duration()) }
            if chance(20) { add("for", "customer") }
        case 3:
            add("after")
            calendarDuration()
        case 4:
            add("while")
            expression(depth: 0)
        case 5:
            add("task", pick(["recovery", "relationship"]), "to")
            add(chance(20) ? "\"a {delay.x else \"y\"}\"" : queue())
            promise(isConditional: true)
        case 6: say()
        case 7: add("keep")
        case 8: add("again", "after", duration())
        case 9:
            add("holdout", pick(["10%", "0.5%"]))
            if chance(40) { add("even", "recovery") }
        case 10:
            add("surge", pick(["5", "50"]), "within", pick(["1h", "90min"]))
            if chance(50) { add("by", name()) }
        case 11:
            add("escalate", pick(["unclaimed", "undone"]), "after", duration(), "to", queue())
            if chance(40) { add("priority", "urgent") }
        case 12:
            add("pause", "from")
            pattern(depth: 0)
            add("until")
            pattern(depth: 0)
        default: add("expire", "after", duration())
        }
    }

    mutating func calendarDuration() {
        guard chance(30) else { return add(duration()) }
        add(chance(70) ? duration() : pick(["1wd", "5wd"]), "on", name())
    }

    mutating func say() {
        add("say")
        let text = pick([
            "\"plain\"", "\"{a.b} and {x.y is missing}\"", "\"{x = \\\"q\\\"} \\{no\\}\"", "\"{x in (\"b\", \"c\")}\"",
            "\"\"",
            "\"{count a.b within 2d}\\n{ -x.y + 1 }\"",
        ])
        words.append(Word(text: text))
    }

    mutating func when() {
        add("when")
        switch random.below(8) {
        case 7:
            mode()
            add("customer.mood", pick(["falls below", "rises above"]))
            let isNegative = chance(50)
            if isNegative { add("-") }
            words.append(Word(text: pick(["3", "0.25"]), joinsBefore: isNegative && chance(80)))
            if chance(30) { add("as", name()) }
        case 0:
            calendarDuration()
            add(pick(["before", "after"]), "order.promised_at")
            if chance(30) { add("at", "09:30") }
        case 1:
            add("at", "order.promised_at")
            if chance(30) { add("at", "00:00") }
        case 2:
            add("yearly", "on", "customer.since")
            if chance(50) { add("at", "09:30") }
        case 3:
            mode()
            add(pick(["2", "3", "10"]))
            pattern(depth: 0)
            add("within", duration())
            if chance(30) { add("across", "2", name()) }
            if chance(30) {
                add("since")
                pattern(depth: 0)
            }
            if chance(20) { add("for", "customer") }
            if chance(30) { add("as", name()) }
        default:
            mode()
            pattern(depth: 0, mayHaveCondition: false)
            let isEarly = chance(30)
            if isEarly { condition(depth: 0) }
            if chance(60) { add("as", name()) }
            if !isEarly, chance(60) { condition(depth: 0) }
        }
    }

    mutating func mode() {
        if chance(50) { add(pick(["first", "latest", "each"])) }
    }
}
