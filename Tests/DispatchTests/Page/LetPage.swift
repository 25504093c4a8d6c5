import Testing

/// `let`: values that have a name.
@Suite struct LetPage {
    static let cases = [
        PageCase(
            "The name of a duration stands wherever a duration does",
            rules: """
                let patience = 4h
                let memory = patience
                let cooling = 2d

                """
                    + PageCase.rule(
                        "r",
                        " per order when parcel.late unless call.made within patience looking back memory again after cooling "
                            + "expire after cooling while count parcel.late within cooling = 1",
                        task: "recovery to desk due patience"),
            until: "20:00",
            timeline: """
                09:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                12:00 call.made order=o-2
                14:00 parcel.late order=o-1
                """,
            expected: """
                13:00 opened r o-1 [e1] due 17:00
                """),
        PageCase(
            "A name before events is how many of them",
            rules: "let often = 2\nlet places = 2\nlet window = 3h\n"
                + PageCase.rule("r", "when often parcel.late within window across places order"),
            timeline: """
                09:00 parcel.late order=o-1
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                """,
            expected: """
                11:00 opened r [e1 e2 e3]
                """),
        PageCase(
            "and before a fact how long",
            rules: "let notice = 2h\n" + PageCase.rule("r", "per order when notice before order.promised_at"),
            until: "20:00",
            timeline: """
                09:00 order.placed order=o-1 promised_at=14:00
                """,
            expected: """
                12:00 opened r o-1 [e1]
                """),
        PageCase(
            "Also on a calendar",
            rules: """
                calendar support mon-sun 12:00-14:00
                let grace = 1h on support
                let day = 1wd on support
                let work = 1h

                """
                    + PageCase.rule(
                        "r", " per order when parcel.late unless call.made within grace",
                        task: "recovery to desk due work on support"),
            until: "20:00",
            timeline: """
                09:00 parcel.late order=o-1
                """,
            expected: """
                13:00 opened r o-1 [e1] due 14:00
                """),
        PageCase(
            "Numbers, texts, dates and their like stand in conditions",
            rules: "let large = 100\nlet small = -large\nlet best = \"gold\"\nlet begin = 2026-03-01\nlet yes = true\n"
                + PageCase.rule(
                    "r", "when order.placed where value > large and value > small and event.time > begin and yes",
                    say: "{best} {large} {begin} {12.5 rounded to 0}"),
            timeline: """
                09:00 order.placed order=o-1 value=99
                10:00 order.placed order=o-2 value=101
                """,
            expected: """
                10:00 opened r [e2] "gold 100 2026-03-01 13"
                """),
        PageCase(
            "Any other value is asked where it is used: with the key, the facts and the moment of the rule",
            rules:
                "let risk = (5 if order.value > 100 else 0) + late_ones\nlet late_ones = count parcel.late within 4h\n"
                + PageCase.rule(
                    "r", "per order when parcel.late as late where risk > 1 unless call.made within 2h while risk < 9",
                    say: "{risk} {late_ones}"),
            until: "20:00",
            timeline: """
                08:00 order.placed order=o-1 value=200
                08:00 order.placed order=o-2 value=10
                09:00 parcel.late order=o-2
                10:00 parcel.late order=o-1
                """,
            expected: """
                12:00 opened r o-1 [e4] "6 1"
                """),
        PageCase(
            "`now` in a value is the moment that it is asked at",
            rules: "let today = now\nlet age = now - order.seen\nfact order.seen = event.time of parcel.late\n"
                + PageCase.rule(
                    "r", "per order when parcel.late as late where age = 0s unless call.made within 4h",
                    say: "{today} {age} {today - late.event.time}"),
            until: "15:00",
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1] "2026-03-02 14:00 4h 4h"
                """),
        PageCase(
            "A rounded value prints with just its digits",
            rules: "let share = order.value / 3 rounded to digits\nlet digits = 1\n"
                + PageCase.rule("r", "per order when parcel.late", say: "{share} {share else 0} {share * 1}"),
            timeline: """
                09:00 order.placed order=o-1 value=9
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e2] "3.0 3.0 3"
                """),
        PageCase(
            "A name in backticks is a name",
            rules: "let `within` = 2\n" + PageCase.rule("r", "when `within` parcel.late within 4h", say: "{`within`}"),
            timeline: """
                09:00 parcel.late order=o-1
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r [e1 e2] "2"
                """),
        PageCase(
            "A route may ask a value of the customer",
            rules: "let good = customer.tier = \"gold\"\nlet hour = 1h\nroute where good to gold due hour\n"
                + PageCase.rule("r", "per order when parcel.late"),
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e2] due 11:00 to gold normal
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
