import TestSupport

/// Random rule files that read without a mistake: every construct of the language, keywords as names with and
/// without backticks, and any blanks, line ends and comments between the words.
struct RandomProgram {
    var random: SplitMix64
    var words: [Word] = []

    struct Word {
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
            let kind = random.below(19)
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
            case 16: outcome()
            case 17: touch()
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

    mutating func gap(before word: Word) -> String {
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

    mutating func blanks() -> String { String(repeating: " ", count: random.below(4)) }

    mutating func comment() -> String {
        "#" + pick([" a note", "", "  wide \"quoted\" {braces}", " rule x when y", "é"]) + pick(["", "  "]) + "\n"
    }

    // MARK: Words

    mutating func chance(_ percent: Int) -> Bool { random.below(100) < percent }
    mutating func pick(_ choices: [String]) -> String { choices[random.below(choices.count)] }

    mutating func add(_ texts: String...) {
        for text in texts { words.append(Word(text: text)) }
    }

    mutating func repeated(_ most: Int, _ body: (inout RandomProgram, Int) -> Void) {
        for index in 0..<random.below(most + 1) { body(&self, index) }
    }

    mutating func name() -> String {
        pick(
            [
                "order", "contact", "c-1", "überfällig", "_x", "`when`", "`task`", "`or`", "`plain`", "`zone`",
                "`within`", "tier",
                "`count`", "`not`", "`true`", "x2", "`optional`", "`customer`", "`at`", "`loking`", "`unles`",
            ])
    }

    mutating func type() -> String {
        pick([
            "order.placed", "delivery.delayed", "a.b.c", "call.`when`", "`x.y`", "task.done", "rule.event", "when.or",
            "a-rather-long.type-of-event",
        ])
    }

    mutating func fieldType() -> String { pick(["text", "number", "boolean", "time", "date"]) }
    mutating func duration() -> String {
        pick(["0s", "30s", "15min", "4h", "2d", "1w", "1h30min", "90min", "3650d"])
    }
    mutating func string() -> String {
        pick(["\"\"", "\"spoke\"", "\"a \\\"b\\\" \\\\ \\n \\u{20AC}\"", "\"{x} # no\"", "\"ü\""])
    }
}
