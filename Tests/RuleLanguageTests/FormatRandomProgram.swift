import TestSupport

/// Random rule files that read without a mistake: every construct of the language, keywords as names with and
/// without backticks, and any blanks, line ends and comments between the words.
struct RandomProgram {
    private var random: SplitMix64
    private var words: [Word] = []

    private struct Word {
        var text: String
        /// Whether the word before may stand on another line.
        var mayStartLine = true
        var mustStartLine = false
        var joinsBefore = false
    }

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    static func text(seed: UInt64) -> String {
        var program = RandomProgram(seed: seed)
        return program.text()
    }

    mutating func text() -> String {
        var afterTest = false
        for _ in 0..<random.below(7) {
            let first = words.count
            let kind = random.below(17)
            switch kind {
            case 0: zone()
            case 1: event()
            case 2: define()
            case 3: fact()
            case 4: rule()
            case 5: test()
            case 6: feed()
            case 7: answers()
            case 8: route()
            case 9: inhibit()
            case 10: budget()
            case 11: quiet()
            case 12: score()
            case 13: journey()
            case 14: table()
            case 15: namedValue()
            default: calendar()
            }
            // Within a line, `zone` behind a test's fields is one of them, and `rule` without a title.
            words[first].mustStartLine = afterTest && (kind == 0 || kind == 4 || kind > 5)
            afterTest = afterTest || kind == 5
        }
        var text = chance(10) ? comment() : ""
        for (index, word) in words.enumerated() {
            if index > 0 { text += gap(before: word) }
            text += word.text
        }
        return text + gap(before: Word(text: ""))
    }

    // MARK: Blanks

    private mutating func gap(before word: Word) -> String {
        if word.joinsBefore { return "" }
        if word.mustStartLine { return "\n" + blanks() }
        guard word.mayStartLine else { return String(repeating: " ", count: 1 + random.below(3)) }
        switch random.below(30) {
        case 0: return "\n"
        case 1: return "\n\n" + blanks()
        case 2: return " " + comment() + blanks()
        case 3: return "\n" + blanks() + comment() + blanks()
        case 4: return "\n\n" + comment() + "\n" + comment() + "\n"
        case 5: return "\t\r\n"
        default: return String(repeating: " ", count: 1 + random.below(2))
        }
    }

    private mutating func blanks() -> String { String(repeating: " ", count: random.below(4)) }

    private mutating func comment() -> String {
        "#" + pick([" a note", "", "  wide \"quoted\" {braces}", " rule x when y", "é"]) + pick(["", "  "]) + "\n"
    }

    // MARK: Words

    private mutating func chance(_ percent: Int) -> Bool { random.below(100) < percent }
    private mutating func pick(_ choices: [String]) -> String { choices[random.below(choices.count)] }

    private mutating func add(_ texts: String...) {
        for text in texts { words.append(Word(text: text)) }
    }

    private mutating func repeated(_ most: Int, _ body: (inout RandomProgram, Int) -> Void) {
        for index in 0..<random.below(most + 1) { body(&self, index) }
    }

    private mutating func name() -> String {
        pick(
            [
                "order", "contact", "c-1", "überfällig", "_x", "`when`", "`task`", "`or`", "`plain`", "`zone`",
                "`within`", "tier",
                "`count`", "`not`", "`true`", "x2", "`optional`", "`customer`", "`at`", "`loking`", "`unles`",
            ])
    }

    private mutating func type() -> String {
        pick([
            "order.placed", "delivery.delayed", "a.b.c", "call.`when`", "`x.y`", "task.done", "rule.event", "when.or",
            "a-rather-long.type-of-event",
        ])
    }

    private mutating func fieldType() -> String { pick(["text", "number", "boolean", "time", "date"]) }
    private mutating func duration() -> String {
        pick(["0s", "30s", "15min", "4h", "2d", "1w", "1h30min", "90min", "3650d"])
    }
    private mutating func string() -> String {
        pick(["\"\"", "\"spoke\"", "\"a \\\"b\\\" \\\\ \\n \\u{20AC}\"", "\"{x} # no\"", "\"ü\""])
    }

    // MARK: Declarations

    private mutating func zone() { add("zone", pick(["UTC", "Europe/London", "Etc/GMT+5", "America/Port-au-Prince"])) }

    private mutating func calendar() {
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

    private mutating func spans() {
        for _ in 0...random.below(2) {
            add(pick(["00:00", "09:00", "13:30"]))
            words.append(Word(text: "-", joinsBefore: chance(80)))
            words.append(Word(text: pick(["14:00", "24:00"]), joinsBefore: chance(80)))
        }
    }

    private mutating func event() {
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

    private mutating func table() {
        add("table", name(), "from", pick(["\"a.csv\"", "\"../x y.csv\""]), "key", name(), fieldType())
        repeated(4) { program, _ in
            program.add(
                program.chance(20) ? program.pick(["key", "event", "date"]) : program.name(), program.fieldType())
            if program.chance(30) { program.add("optional") }
        }
    }

    private mutating func define() {
        add("define", name(), "=")
        pattern(depth: 0)
    }

    private mutating func score() {
        add("score", pick(["customer.mood", "`customer`.x"]), "half-life", duration())
        repeated(3) { program, _ in
            program.add("add")
            program.expression(depth: 2)
            program.add("for")
            program.pattern(depth: 1)
        }
    }

    private mutating func journey() {
        add("journey", pick(["customer.stage", "order.progress"]))
        repeated(3) { program, _ in
            program.add("stage", program.name(), "from")
            program.pattern(depth: 1)
        }
    }

    private mutating func fact() {
        add("fact", pick(["customer.tier", "order.promised_at", "`customer`.zone"]), "=", name(), "of", type())
        repeated(2) { program, _ in
            program.words.append(Word(text: ",", joinsBefore: program.chance(80)))
            program.add(program.type())
        }
    }

    private mutating func feed() {
        add("feed", name(), "from")
        list([1]) { $0.add($0.string()) }
        add("brings")
        list([1, 2]) { $0.add($0.type()) }
        add("every", pick(["15min", "1h30min"]))
        if chance(30) { add("hold", pick(["6h", "90min"])) }
        if chance(60) { owners() }
    }

    private mutating func answers() {
        add("answers")
        owners()
        guard chance(50) else { return }
        add("deputy")
        list([1, 2]) { $0.add($0.pick(["board", "\"b@d\"", "`user`"])) }
    }

    private mutating func namedValue() {
        add("let", name(), "=")
        if chance(20) { return add("8h", "on", "support") }
        expression(depth: 0)
    }

    // MARK: Routes and gates

    private mutating func route() {
        add("route")
        if chance(50) { add(pick(["recovery", "relationship"])) }
        if chance(60) { condition(depth: 1) }
        add("to", queue())
        promise(isConditional: false)
    }

    private mutating func inhibit() {
        add("inhibit")
        selector()
        add("while")
        selector()
        if chance(50) { add("and", pick(["2d", "1h30min"]), "after") }
    }

    private mutating func budget() {
        add("budget")
        selector()
        add(pick(["1", "20"]), "within", pick(["7d", "1h30min"]))
        guard chance(40) else { return }
        add("counting")
        pattern(depth: 0)
    }

    private mutating func quiet() {
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

    private mutating func selector() {
        if chance(60) { return add(pick(["any", "recovery", "relationship"])) }
        add("rule")
        list([1, 2]) { $0.add($0.pick(["late-not-told", "`while`", "x2"])) }
    }

    private mutating func queue() -> String { pick(["care", "care.of", "`due`"]) }

    private mutating func promise(isConditional: Bool) {
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

    private mutating func owners() {
        add("by")
        list([1, 2]) {
            $0.add($0.pick(["user", "group"]), $0.pick(["crm-sync", "\"a b\"", "`group`", "first.last", "_x"]))
        }
    }

    private mutating func list(_ counts: [Int], _ element: (inout RandomProgram) -> Void) {
        for index in 0..<counts[random.below(counts.count)] {
            if index > 0 { words.append(Word(text: ",", joinsBefore: chance(80))) }
            element(&self)
        }
    }

    private mutating func rule() {
        add("rule", name())
        if chance(90) { add(string()) }
        repeated(8) { program, _ in program.clause() }
    }

    private mutating func clause() {
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

    private mutating func calendarDuration() {
        guard chance(30) else { return add(duration()) }
        add(chance(70) ? duration() : pick(["1wd", "5wd"]), "on", name())
    }

    private mutating func say() {
        add("say")
        let text = pick([
            "\"plain\"", "\"{a.b} and {x.y is missing}\"", "\"{x = \\\"q\\\"} \\{no\\}\"", "\"{x in (\"b\", \"c\")}\"",
            "\"\"",
            "\"{count a.b within 2d}\\n{ -x.y + 1 }\"",
        ])
        words.append(Word(text: text))
    }

    private mutating func when() {
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

    private mutating func mode() {
        if chance(50) { add(pick(["first", "latest", "each"])) }
    }

    // MARK: Patterns and expressions

    private mutating func pattern(depth: Int, mayHaveCondition: Bool = true) {
        alternative(depth: depth)
        repeated(2) { program, _ in
            program.add("or")
            program.alternative(depth: depth)
        }
        if mayHaveCondition, chance(40) { condition(depth: depth) }
    }

    private mutating func condition(depth: Int) {
        add("where")
        expression(depth: depth + 1)
    }

    private mutating func alternative(depth: Int) {
        guard depth < 3, chance(20) else { return add(chance(60) ? type() : name()) }
        add("(")
        pattern(depth: depth + 1)
        add(")")
    }

    private mutating func expression(depth: Int) {
        guard depth < 4, chance(75) else { return operand(depth: depth) }
        switch random.below(15) {
        case 12:
            add("(")
            binary(depth, "if", parenthesised: true)
            add("else")
            side(depth, true)
            add(")")
        case 13: binary(depth, "else", parenthesised: true)
        case 14:
            side(depth, true)
            add("rounded", "to", pick(["0", "2", "6"]))
        case 0...2:
            binary(depth, pick(["and", "or"]), parenthesised: false)
        case 3...5:
            binary(depth, pick(["=", "!=", "<", "<=", ">", ">=", "contains"]), parenthesised: true)
        case 6, 7: binary(depth, pick(["+", "-", "*", "/"]), parenthesised: true)
        case 8:
            add("(", "not")
            expression(depth: depth + 1)
            add(")")
        case 9:
            operand(depth: depth)
            add("is", pick(["missing", "present"]))
        case 10:
            operand(depth: depth)
            add("in", "(", string())
            repeated(3) { program, _ in
                program.add(",")
                program.operand(depth: depth + 1)
            }
            add(")")
        default: window(depth)
        }
    }

    private mutating func binary(_ depth: Int, _ sign: String, parenthesised: Bool) {
        side(depth, parenthesised)
        add(sign)
        side(depth, parenthesised)
    }

    private mutating func side(_ depth: Int, _ parenthesised: Bool) {
        guard parenthesised else { return expression(depth: depth + 1) }
        if chance(50) { return operand(depth: depth) }
        add("(")
        expression(depth: depth + 1)
        add(")")
    }

    private mutating func operand(depth: Int) {
        switch random.below(9) {
        case 5 where depth < 3:
            add(name())
            words.append(Word(text: "[", joinsBefore: true))
            expression(depth: depth + 1)
            words.append(Word(text: "]", joinsBefore: chance(70)))
            words.append(Word(text: ".", joinsBefore: true))
            words.append(Word(text: name(), joinsBefore: true))
        case 0: add(pick(["2", "1.5", "007", "100000000000", "now"]))
        case 1: add(string())
        case 2:
            add(
                pick([
                    "true", "false", "previous customer.tier", "2026-03-02", "2026-03-02T10:00Z",
                    "2026-03-02T10:00:00.5+01:00", "4h",
                ]))
        case 3:
            add("-")
            operand(depth: depth)
        case 4 where depth < 3:
            add("(")
            window(depth + 1)
            add(")")
        default: add(chance(40) ? pick(["delay.order", "event.time", "customer.id"]) : name())
        }
    }

    private mutating func window(_ depth: Int) {
        if chance(50) {
            add(pick(["seen", "count"]))
        } else {
            add(pick(["distinct", "sum", "average", "min", "max"]), name(), "of")
        }
        if depth < 3, chance(30) {
            add("(")
            pattern(depth: depth + 1)
            add(")")
        } else {
            add(type())
        }
        if depth < 3, chance(30) { condition(depth: depth + 1) }
        add("within", chance(20) ? "patience" : duration())
        guard depth < 3 else { return }
        if chance(30) {
            add("since", "(")
            pattern(depth: depth + 1)
            add(")")
        }
        if chance(20) { add("for", "customer") }
    }

    // MARK: Tests

    private mutating func test() {
        add("test", string())
        repeated(6) { program, index in
            if index == 0 || program.chance(60) {
                program.add("at")
                program.time()
            }
            switch program.random.below(11) {
            case 0: program.add("expect", "nothing")
            case 1:
                program.add("expect", "task")
                program.task()
            case 2:
                program.add("expect", "withdrawn")
                program.task()
                if program.chance(50) { program.add("because", program.pick(["overtaken", "late-evidence", "moved"])) }
            case 3:
                program.add(program.pick(["done", "dismissed"]))
                program.task()
            case 4: program.expectation()
            case 5: program.answer()
            case 6:
                program.add("feed")
                // Apart from its name it would begin a declaration.
                program.words.append(Word(text: program.name(), mayStartLine: false))
                program.words.append(
                    Word(text: program.chance(50) ? "falls silent" : "is heard", mayStartLine: false))
            default:
                program.add(program.type())
                program.fields(inEvent: true)
                if program.chance(30) {
                    program.add("happened")
                    program.time()
                }
            }
        }
    }

    private mutating func expectation() {
        add("expect", pick(["held", "missed", "escalated"]))
        let isEscalated = words.last?.text == "escalated"
        task()
        if isEscalated {
            add("to", queue())
        } else if chance(50) {
            add("because")
            // First on its line it would begin a declaration.
            words.append(Word(text: pick(["quiet", "budget"]), mayStartLine: false))
        }
    }

    private mutating func answer() {
        let word = pick(["claimed", "released", "snoozed"])
        words.append(Word(text: word, mustStartLine: !isBehindTime))
        task()
        if word == "snoozed" {
            add("until")
            time()
        } else if chance(50) {
            add("by", pick(["kim", "\"Kim Lee\"", "`until`"]))
        }
    }

    /// Whether the word before is the time of a step; elsewhere an answer stands on a line of its own.
    private var isBehindTime: Bool {
        let last = words.suffix(3).map(\.text)
        return last.dropFirst().first == "at" || last.first == "at" && last.dropFirst().first == "+"
    }

    private mutating func time() {
        if chance(50) { return add(pick(["2026-03-02T10:00Z", "2026-03-02T10:00:30+01:00"])) }
        add("+")
        words.append(Word(text: duration(), joinsBefore: chance(80)))
    }

    private mutating func task() {
        add(pick(["late-not-told", "`customer`", "r.x"]))
        fields(inEvent: false)
    }

    private mutating func fields(inEvent: Bool) {
        let place = random.below(5)
        repeated(4) { program, index in
            switch index == place ? 0 : 1 + program.random.below(inEvent ? 3 : 2) {
            case 0: program.add("customer", program.pick(["c-1", "42", "\"c 1\"", "`at`", "a.b", "2b-77"]))
            case 3:
                program.words.append(Word(text: program.pick(["zone", "rule", "event"]), mayStartLine: false))
                program.words.append(Word(text: program.pick(["UTC", "late", "2b-77", "\"x\""]), mayStartLine: false))
            default:
                program.add(
                    program.pick(["order", "days", "when", "task", "`happened`", "`done`", "`rule`", "say", "`or`"]))
                program.value()
            }
        }
    }

    private mutating func value() {
        let value = pick([
            "o-9", "2", "-5", "1.5", "true", "2026-03-02", "2026-03-02T10:00Z", "+3h", "\"spoke\"", "\"{x}\"", "2b-77",
            "https://x.y/z?a=1", "a,b(c)", "O'Brien", "a`b", "`at`", "Europe/London", "x.y", "done",
        ])
        words.append(Word(text: value, mayStartLine: false))
    }
}
