import Testing

/// Expressions, facts and what `say` prints.
@Suite struct ExpressionPage {
    /// A rule that opens where a condition of `when` holds for a late parcel.
    static func says(_ expression: String) -> String {
        PageCase.rule("r", "per order when parcel.late as late", say: expression)
    }
    static func opens(where condition: String) -> String {
        PageCase.rule("r", "per order when parcel.late as late where \(condition)")
    }
    /// One late parcel with two days, of which it says something.
    private static func saying(_ sentence: String, _ expression: String, _ text: String) -> PageCase {
        PageCase(
            sentence, rules: says(expression),
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1 days=2
                """,
            expected: """
                10:00 opened r o-1 [e2] "\(text)"
                """)
    }

    static let cases = [
        saying(
            "A number prints as the shortest decimal", "{late.days / 5} {late.days * 1000000000000000000000000}",
            "0.4 2000000000000000000000000"),
        saying("Division by zero is missing", "{late.days / 0}", "(unknown)"),
        saying(
            "Anything computed with a missing value is missing", "{late.carrier} {order.value + 1}",
            "(unknown) (unknown)"),
        saying("A text prints as it is", "{customer.tier}", "gold"),
        saying("The ids are always there", "{customer.id} {order.id}", "c o-1"),
        saying(
            "The envelope of the anchor", "{late.event.time} {late.event.type} {late.event.id}",
            "2026-03-02 10:00 parcel.late e2"),
        PageCase(
            "The envelope of the anchor in `unless`, `while` and `when` itself",
            rules: PageCase.rule(
                "r",
                "per order when parcel.late as late where late.event.time > 2026-03-02T09:30Z "
                    + "unless call.made where event.time > late.event.time + 1h within 4h "
                    + "while count parcel.late where event.id != late.event.id within 1d >= 1"),
            until: "15:00",
            timeline: """
                09:00 parcel.late order=o-1
                10:00 parcel.late order=o-1
                10:30 call.made outcome=spoke
                """,
            expected: """
                14:00 opened r o-1 [e2]
                """),
        saying("A boolean prints true or false", "{late.days = 2} {late.days > 2}", "true false"),
        saying("An unknown boolean prints (unknown)", "{order.value > 2}", "(unknown)"),
        saying(
            "`not`, `and`, `or` are Kleene's: false and unknown is false", "{late.days > 2 and order.value > 1}",
            "false"),
        saying("true or unknown is true", "{late.days = 2 or order.value > 1}", "true"),
        saying("true and unknown is unknown", "{late.days = 2 and order.value > 1}", "(unknown)"),
        saying("not unknown is unknown", "{not order.value > 1}", "(unknown)"),
        saying("`in`", "{late.days in (1, 2)} {late.days in (1, 3)}", "true false"),
        saying("`in` with a missing value is unknown", "{order.value in (1, 2)}", "(unknown)"),
        saying("`is missing`, `is present`", "{late.carrier is missing} {late.carrier is present}", "true false"),
        saying("`* /` bind tighter than `+ -`, the sign tightest", "{1 + late.days * 3 - -late.days}", "9"),
        saying("`and` binds tighter than `or`", "{true or true and false}", "true"),
        saying("`not` binds looser than a comparison", "{not late.days = 3}", "true"),
        PageCase(
            "`contains` looks for the bytes",
            rules: opens(where: "carrier contains \"hl\""),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl
                10:00 parcel.late order=o-2 carrier=dh-l
                10:00 parcel.late order=o-3
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "A time prints in the site's zone, to the minute; a date as it is",
            rules: PageCase.rule("r", "per order when order.placed", say: "{order.promised_at} {order.day}"),
            timeline: """
                10:00 order.placed order=o-1 promised_at=2026-03-02T14:05:59 day=2026-03-09
                """,
            expected: """
                10:00 opened r o-1 [e1] "2026-03-02 14:05 2026-03-09"
                """),
        PageCase(
            "Time plus and minus a duration is a time, time minus time a duration",
            rules: PageCase.rule(
                "r", "per order when order.placed where promised_at - event.time < 2h and promised_at - 1h > event.time"
            ),
            timeline: """
                10:00 order.placed order=o-1 promised_at=11:00
                10:00 order.placed order=o-2 promised_at=11:30
                10:00 order.placed order=o-3 promised_at=12:00
                """,
            expected: """
                10:00 opened r o-2 [e2]
                """),
        PageCase(
            "The envelope: `event.id .source .type .time`",
            rules: opens(
                where:
                    "event.id != \"e1\" and event.source = \"/s\" and event.type = \"parcel.late\" and event.time > 2026-03-02T10:00Z"
            ),
            timeline: """
                11:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                11:00 parcel.late order=o-3
                11:00 parcel.late order=o-4 source=/r
                """,
            expected: """
                11:00 opened r o-3 [e3]
                """),
        PageCase(
            "In `when` itself the alias is the event's own",
            rules: opens(where: "late.days > 1 and days < 3"),
            timeline: """
                10:00 parcel.late order=o-1 days=1
                10:00 parcel.late order=o-2 days=2
                """,
            expected: """
                10:00 opened r o-2 [e2]
                """),
        PageCase(
            "A fact is the latest known value; an event without the field does not touch it",
            rules: says("{customer.tier}"),
            timeline: """
                08:00 customer.updated tier=iron
                09:00 customer.updated tier=gold
                09:30 customer.updated vip=true
                10:00 parcel.late order=o-1
                11:00 customer.updated tier=tin
                """,
            expected: """
                10:00 opened r o-1 [e4] "gold"
                """),
        PageCase(
            "A fact of the same instant counts, and the latest by source and id of several",
            rules: says("{customer.tier}"),
            timeline: """
                10:00 parcel.late order=o-1
                10:00 customer.updated tier=iron #z
                10:00 customer.updated tier=gold #y
                """,
            expected: """
                10:00 opened r o-1 [e1] "iron"
                """),
        PageCase(
            "`<key>.x` is the fact of the instance's own key",
            rules: says("{order.value}"),
            timeline: """
                08:00 order.placed order=o-1 value=1
                09:00 order.placed order=o-2 value=2
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e3] "1"
                """),
        PageCase(
            "A fact in `where` is asked at the event's time, in `say` at the judging time",
            rules: PageCase.rule(
                "r", "per order when parcel.late where customer.tier = \"gold\" after 2h", say: "{customer.tier}"),
            until: "13:00",
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1
                11:00 customer.updated tier=iron
                """,
            expected: """
                12:00 opened r o-1 [e2] "iron"
                """),
        PageCase(
            "In an `unless` that looks back a fact is asked at that event's time",
            rules: PageCase.rule(
                "r",
                "per order when parcel.late unless call.made where customer.tier = \"gold\" within 0s looking back 2h"),
            timeline: """
                08:00 customer.updated tier=gold
                09:00 call.made
                09:30 customer.updated tier=iron
                10:00 parcel.late order=o-1
                """,
            expected: ""),
        PageCase(
            "Text is compared by its bytes",
            rules: opens(where: "carrier = \"é\""),
            timeline: "10:00 parcel.late order=o-1 carrier=e\u{301}\n10:00 parcel.late order=o-2 carrier=\u{e9}",
            expected: """
                10:00 opened r o-2 [e2]
                """),
        PageCase(
            "A defined pattern stands for what it says",
            rules: "define contact = (call.made where outcome = \"spoke\") or (mail.sent where auto = false)\n"
                + PageCase.rule("r", "per order when parcel.late unless contact within 1h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                10:00 parcel.late order=o-3
                10:00 parcel.late order=o-4
                10:30 call.made order=o-1 outcome=spoke
                10:30 call.made order=o-2 outcome=none
                10:30 mail.sent order=o-3 auto=false
                10:30 mail.sent order=o-4 auto=true
                """,
            expected: """
                11:00 opened r o-2 [e2]
                11:00 opened r o-4 [e4]
                """),

        PageCase(
            "A boolean fact is a condition by itself",
            rules: PageCase.rule("yes", "per order when parcel.late while customer.vip")
                + PageCase.rule("no", "per order when parcel.late while not customer.vip"),
            timeline: """
                09:00 customer.updated vip=true
                09:00 customer.updated vip=false customer=d
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2 customer=d
                10:00 parcel.late order=o-3 customer=e
                """,
            expected: """
                10:00 opened no o-2 of d [e4]
                10:00 opened yes o-1 [e3]
                """),
        PageCase(
            "A fact in `when` sees the whole instant",
            rules: PageCase.rule("r", "per order when parcel.late where customer.tier = \"gold\""),
            timeline: """
                10:00 parcel.late order=o-1 #a
                10:00 customer.updated tier=gold #z
                """,
            expected: """
                10:00 opened r o-1 [a]
                """),
        PageCase(
            "`in` over texts, and `not … in`",
            rules: opens(where: "carrier in (\"dhl\", \"ups\") and not days in (1, 2)"),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl days=3
                10:00 parcel.late order=o-2 carrier=dhl days=2
                10:00 parcel.late order=o-3 carrier=gls days=3
                10:00 parcel.late order=o-4 carrier=dhl
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "Dates and times compare in order",
            rules: PageCase.rule(
                "r", "per order when order.placed where day < 2026-03-05 and promised_at >= 2026-03-02T12:00Z"),
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-04 promised_at=12:00
                10:00 order.placed order=o-2 day=2026-03-05 promised_at=12:00
                10:00 order.placed order=o-3 day=2026-03-04 promised_at=11:59:59
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "`unless` with a fact of the key",
            rules: PageCase.rule(
                "r", "per order when parcel.late unless call.made where minutes > order.value within 1h"),
            until: "12:00",
            timeline: """
                09:00 order.placed order=o-1 value=5
                09:00 order.placed order=o-2 value=50
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                10:30 call.made minutes=10
                """,
            expected: """
                11:00 opened r o-2 [e4]
                """),
        PageCase(
            "The say is what was true at the judging; later facts do not change it",
            rules: PageCase.rule("r", "per order when parcel.late", say: "{customer.tier}"),
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1
                11:00 customer.updated tier=iron
                12:00 task.done task=@r/e2
                """,
            expected: """
                10:00 opened r o-1 [e2] "gold"
                12:00 done by e4 r o-1 [e2] "gold"
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
