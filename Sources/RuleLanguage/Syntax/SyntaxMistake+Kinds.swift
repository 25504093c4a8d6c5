extension DiagnosticKind {
    static let ofSyntax = SyntaxMistake.allCases.map(\.kind)
}

extension SyntaxMistake {
    /// What the page of all codes says about it.
    var kind: DiagnosticKind {
        let (meaning, wrong, mend) = page
        return DiagnosticKind(rawValue, meaning, wrong: wrong, mend: mend)
    }

    private var page: (meaning: String, wrong: String, mend: String) {
        switch self {
        case .notText:
            return ("The file is not text, or text of two or four bytes a letter.", "", "")
        case .notUTF8:
            return ("A byte is not UTF-8, as in files of older encodings.", "", "")
        case .unexpectedCharacter:
            return entry("A sign stands where the language has none.", "define talk = contact;", ";", "")
        case .wrongQuotes:
            return entry(
                "A text stands in other than straight double quotation marks.",
                rule("when delivery.delayed where carrier = 'dhl'"), "'dhl'", "\"dhl\"")
        case .wrongOperator:
            return entry(
                "An operator of another language is used.", rule("when delivery.delayed where days == 2"), "==", "=")
        case .unterminatedText:
            return entry(
                "A text has no closing quotation mark on its line.",
                rule("when delivery.delayed where carrier = \"dhl"), "\"dhl", "\"dhl\"")
        case .badEscape:
            return entry(
                "A backslash stands before a letter that it does not go with.",
                rule("when delivery.delayed where carrier = \"dhl\\k\""), "\\k", "\\\\k")
        case .unclosedBrace:
            return entry(
                "A `{` in a text of `say` has no `}`.",
                "rule late \"Late\" when delivery.delayed task recovery to care say \"About {customer.id\"",
                "customer.id", "customer.id}")
        case .strayBrace:
            return entry(
                "A `}` in a text of `say` has no `{`.",
                "rule late \"Late\" when delivery.delayed task recovery to care say \"About customer.id}\"",
                "customer.id", "{customer.id")
        case .emptyBraces:
            return entry(
                "Braces in a text of `say` have nothing in them.",
                "rule late \"Late\" when delivery.delayed task recovery to care say \"About {}\"", "{}", "{customer.id}"
            )
        case .badName:
            return entry(
                "A name has letters that no name has, or one backtick without another.", "define `talk = contact", "`",
                "")
        case .badNumber:
            return entry(
                "A number is not written as the language writes it.", rule("when delivery.delayed where days > .5"),
                ".5", "0.5")
        case .badDuration:
            return entry(
                "A length of time has no unit, or one of other than `s`, `min`, `h`, `d`, `w`.",
                rule("when delivery.delayed", "unless contact within 4"), "within 4", "within 4h")
        case .durationTooLong:
            return entry(
                "A length of time is over 100 years.", rule("when delivery.delayed", "after 5300w"), "5300w", "53w")
        case .badDate:
            return entry(
                "A date does not exist, or is not written as year-month-day.",
                rule("when customer.updated where born < 2000-02-30"), "02-30", "02-28")
        case .badTime:
            return entry(
                "A time does not exist, or does not say its offset from UTC.",
                rule("when delivery.delayed where eta < 2026-03-02T10:00"), "10:00", "10:00Z")
        case .misspeltKeyword:
            return entry(
                "A word is nearly one of the language.", rule("when delivery.delayed", "unles contact within 4h"),
                "unles ", "unless ")
        case .otherWord:
            return entry(
                "A word of everyday speech stands where the language has one of its own.",
                "rule late \"Late\" if delivery.delayed task recovery to care say \"Call.\"", "if ", "when ")
        case .needless:
            return entry(
                "A word or a sign says nothing where it stands, and is left out.",
                "rule late \"Late\" when delivery.delayed then task recovery to care say \"Call.\"", "then ", "")
        case .negatedPattern:
            return entry(
                "A pattern names events that come; that one does not come is said by `unless` and `not seen`.",
                rule("when delivery.delayed", "unless no contact within 4h"), "no ", "")
        case .notAnEvent:
            return entry(
                "A condition or the clock stands where an event is expected.",
                rule("when days > 3"), "days > 3", "delivery.delayed where days > 3")
        case .queueName:
            return entry(
                "A queue, a class or a priority is one plain word: without dot, blank and quotation marks.",
                "rule late \"Late\" when delivery.delayed task recovery to front desk say \"Call.\"", "front desk",
                "front-desk")
        case .unexpected:
            return entry(
                "Something stands where the grammar has another thing.",
                rule("when delivery.delayed within 4h"), "when ", "when 2 ")
        case .missingName:
            return entry(
                "A name is missing.", rule("when delivery.delayed as", "while customer.tier is present"), " as", "")
        case .dotted:
            return entry(
                "A name has a dot; only event types and facts have one.", "define our.contact = contact", "our.contact",
                "talk")
        case .undotted:
            return entry(
                "An event type or a fact has no dot in its name.", "event placed value number", "placed", "order.placed"
            )
        case .missingType:
            return entry(
                "A field has no type, or one that does not exist.", "event chat.ended minutes", "minutes",
                "minutes number")
        case .missingOr:
            return entry(
                "Alternatives are not joined by `or`.", rule("when delivery.delayed, contact"), ",", " or")
        case .missingParenthesis:
            return entry(
                "A parenthesis is never closed.",
                rule("when delivery.delayed", "while (customer.tier = \"gold\""), "\"gold\"", "\"gold\")")
        case .missingPart:
            return entry(
                "A feed does not say from where its events come, which it brings or how often; or nobody may answer.",
                "feed crm from \"/crm\" brings call.completed", "call.completed", "call.completed every 15min")
        case .missingValue:
            return entry(
                "A value is missing.", "test \"gold\"\n  at 2026-03-02T10:00Z customer.updated customer c-1 tier",
                "tier", "tier gold")
        case .chained:
            return entry(
                "Comparisons do not chain; each stands by itself.", rule("when delivery.delayed where 1 < days < 3"),
                "< days <", "< days and days <")
        case .notBeforeOperator:
            return entry(
                "`not` stands before a whole comparison.", rule("when delivery.delayed where carrier not in (\"dhl\")"),
                "carrier not", "not carrier")
        case .bareAlternatives:
            return entry(
                "Alternatives in a window function need parentheses.",
                rule("when delivery.delayed", "while count delivery.delayed or contact within 7d > 2"),
                "delivery.delayed or contact", "(delivery.delayed or contact)")
        case .modeOnDate:
            return entry(
                "`first`, `latest` or `each` stands at a date trigger, which has an episode for each value of its fact.",
                rule("per order", "when each at order.eta"), "each ", "")
        case .saidTwice:
            return entry(
                "A part of a clause stands twice.",
                rule("when delivery.delayed", "unless contact within 4h within 5h"), " within 5h", "")
        case .badCount:
            return entry(
                "Events are counted in whole numbers from 1 on.", rule("when 2.5 delivery.delayed within 7d"), "2.5",
                "2")
        case .badZone:
            return entry(
                "The name of a time zone is not written as Europe/London is.", "zone \"Europe/London\"",
                "\"Europe/London\"", "Europe/London")
        case .badWeekday:
            return entry(
                "A weekday is other than `mon` to `sun`, or a range of them runs backward.",
                "quiet any 09:00-20:00 on sunday", "sunday", "sun")
        case .badTimeOfDay:
            return entry(
                "A time of day does not exist, or stands where none belongs.",
                rule("when yearly on customer.born at 25:00"), "25:00", "08:00")
        case .badTestTime:
            return entry(
                "A time in a test is neither a date with a time and an offset nor one as +3h.",
                "test \"quiet\"\n  at 2026-03-02 expect nothing", "03-02", "03-02T10:00Z")
        case .badCalendarLine:
            return entry(
                "A line of a calendar names a day that there is not, or days that run backward.",
                "calendar care\n  mon-fri 09:00-17:00\n  closed 2026-12-31 to 2026-12-28", "2026-12-31 to",
                "2026-12-24 to")
        case .calendarNotHere:
            return entry(
                "A duration on a calendar stands where only time that passes can.",
                "calendar care\n  mon-fri 09:00-17:00\n"
                    + rule("when delivery.delayed", "unless contact within 4h on care looking back 8h on care"),
                "8h on care", "8h")
        case .badPath:
            return entry(
                "The way to a field, or the type as it stands in files, is none.",
                "event order.placed total number from order.lines[0].total", "lines[0]", "lines.0")
        case .tooDeep:
            let open = String(repeating: "(", count: Parser.deepest)
            let close = String(repeating: ")", count: Parser.deepest)
            return entry(
                "Parentheses stand in more parentheses than anybody can read.",
                rule("when delivery.delayed where \(open)days > 2\(close)"), "\(open)days > 2\(close)", "days > 2")
        case .tooLong:
            let sum = String(repeating: "1 + ", count: Parser.mostOperators + 1)
            return entry(
                "An expression joins more parts than anybody can read.",
                rule("when delivery.delayed where days > \(sum)1"), "\(sum)1", "1002")
        }
    }

    private func rule(_ clauses: String...) -> String { DiagnosticKind.rule(clauses) }

    private func entry(
        _ meaning: String, _ wrong: String, _ change: String, _ better: String
    ) -> (meaning: String, wrong: String, mend: String) {
        (meaning, wrong, wrong.replacing(change, with: better, maxReplacements: 1))
    }
}
