import TestSupport

/// Tests, their steps and what they expect.
extension RandomProgram {
    mutating func test() {
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

    mutating func expectation() {
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

    mutating func answer() {
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
    var isBehindTime: Bool {
        let last = words.suffix(3).map(\.text)
        return last.dropFirst().first == "at" || last.first == "at" && last.dropFirst().first == "+"
    }

    mutating func time() {
        if chance(50) { return add(pick(["2026-03-02T10:00Z", "2026-03-02T10:00:30+01:00"])) }
        add("+")
        words.append(Word(text: duration(), joinsBefore: chance(80)))
    }

    mutating func task() {
        add(pick(["late-not-told", "`customer`", "r.x"]))
        fields(inEvent: false)
    }

    mutating func fields(inEvent: Bool) {
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

    mutating func value() {
        let value = pick([
            "o-9", "2", "-5", "1.5", "true", "2026-03-02", "2026-03-02T10:00Z", "+3h", "\"spoke\"", "\"{x}\"", "2b-77",
            "https://x.y/z?a=1", "a,b(c)", "O'Brien", "a`b", "`at`", "Europe/London", "x.y", "done",
        ])
        words.append(Word(text: value, mayStartLine: false))
    }
}
