import TestSupport

/// Zones, calendars, events, facts and whatever else a file declares beside its rules.
extension RandomProgram {
    mutating func zone() { add("zone", pick(["UTC", "Europe/London", "Etc/GMT+5", "America/Port-au-Prince"])) }

    mutating func calendar() {
        add("calendar", name())
        if chance(40) { add("zone", pick(["UTC", "Europe/London"])) }
        repeated(5) { program, _ in
            switch program.random.below(4) {
            case 0:
                program.add("closed")
                program.list([1, 2, 3]) {
                    switch $0.random.below(3) {
                    case 0: $0.add("2026-12-25")
                    case 1: $0.add("2026-12-28", "to", "2026-12-31")
                    default:
                        $0.add("yearly", "01")
                        $0.words.append(Word(text: "-", joinsBefore: $0.chance(80)))
                        $0.words.append(Word(text: "31", joinsBefore: $0.chance(80)))
                    }
                }
            case 1:
                program.add("open", "2026-12-19")
                program.spans()
            default:
                program.list([1, 2]) { $0.add($0.pick(["mon", "mon-fri", "sat", "tue-thu", "sun"])) }
                program.spans()
            }
        }
    }

    mutating func spans() {
        for _ in 0...random.below(2) {
            add(pick(["00:00", "09:00", "13:30"]))
            words.append(Word(text: "-", joinsBefore: chance(80)))
            words.append(Word(text: pick(["14:00", "24:00"]), joinsBefore: chance(80)))
        }
    }

    mutating func event() {
        add("event", type())
        if chance(30) { add("type", pick(["\"orders/create\"", "\"a b\"", "\"#\""])) }
        repeated(5) { program, _ in
            let name =
                program.chance(30)
                ? program.pick(["optional", "rule", "event", "text", "date", "test"]) : program.name()
            program.add(name, program.fieldType())
            if program.chance(30) { program.add("optional") }
            if program.chance(20) {
                program.add("from", program.pick(["order.id", "\"line # items\".0", "`when`.x", "a", "x.\"\".17.y-z"]))
            }
        }
    }

    mutating func table() {
        add("table", name(), "from", pick(["\"a.csv\"", "\"../x y.csv\""]), "key", name(), fieldType())
        repeated(4) { program, _ in
            program.add(
                program.chance(20) ? program.pick(["key", "event", "date"]) : program.name(), program.fieldType())
            if program.chance(30) { program.add("optional") }
        }
    }

    mutating func define() {
        add("define", name(), "=")
        pattern(depth: 0)
    }

    mutating func score() {
        add("score", pick(["customer.mood", "`customer`.x"]), "half-life", duration())
        repeated(3) { program, _ in
            program.add("add")
            program.expression(depth: 2)
            program.add("for")
            program.pattern(depth: 1)
        }
    }

    mutating func journey() {
        add("journey", pick(["customer.stage", "order.progress"]))
        repeated(3) { program, _ in
            program.add("stage", program.name(), "from")
            program.pattern(depth: 1)
        }
    }

    mutating func outcome() {
        add("outcome", name())
        words.append(Word(text: string(), mayStartLine: false))
        if chance(30) { add("good") }
        repeated(4) { program, _ in
            switch program.random.below(4) {
            case 0:
                program.add("per")
                program.list([1, 2]) { $0.add($0.name()) }
            case 1:
                program.add("when")
                program.pattern(depth: 1)
            case 2:
                program.add("among")
                program.pattern(depth: 1)
            default: program.add("within", program.duration())
            }
        }
    }

    mutating func touch() {
        add("touch", pick(["ours", "theirs", "`rule`"]), "=")
        pattern(depth: 1)
    }

    mutating func fact() {
        add("fact", pick(["customer.tier", "order.promised_at", "`customer`.zone"]), "=", name(), "of", type())
        repeated(2) { program, _ in
            program.words.append(Word(text: ",", joinsBefore: program.chance(80)))
            program.add(program.type())
        }
    }

    mutating func feed() {
        add("feed", name(), "from")
        list([1]) { $0.add($0.string()) }
        add("brings")
        list([1, 2]) { $0.add($0.type()) }
        add("every", pick(["15min", "1h30min"]))
        if chance(30) { add("hold", pick(["6h", "90min"])) }
        if chance(60) { owners() }
    }

    mutating func answers() {
        add("answers")
        owners()
        guard chance(50) else { return }
        add("deputy")
        list([1, 2]) { $0.add($0.pick(["board", "\"b@d\"", "`user`"])) }
    }

    mutating func namedValue() {
        add("let", name(), "=")
        if chance(20) { return add("8h", "on", "support") }
        expression(depth: 0)
    }
}
