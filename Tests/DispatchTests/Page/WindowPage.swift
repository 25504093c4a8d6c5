import Testing

/// Window functions: what they count, and at whose time.
@Suite struct WindowPage {
    static let cases = [
        PageCase(
            "count P within D looks at [t-D, t], both ends closed",
            rules: PageCase.rule("r", "per order when parcel.late", say: "{count call.made within 1h}"),
            timeline: """
                08:59:59 call.made
                09:00 call.made
                10:00 call.made
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e4] "2"
                """),
        PageCase(
            "Window functions join in the loose way",
            rules: PageCase.rule("r", "per order when parcel.late", say: "{count call.made within 1h}"),
            timeline: """
                09:30 call.made
                09:31 call.made order=o-1
                09:32 call.made order=o-2
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e4] "2"
                """),
        PageCase(
            "seen",
            rules: PageCase.rule(
                "r", "per order when parcel.late", say: "{seen call.made within 1h} {seen mail.sent within 1h}"),
            timeline: """
                09:30 call.made
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e2] "true false"
                """),
        PageCase(
            "sum, average, min, max, distinct of what carries the field",
            rules: PageCase.rule(
                "r", "per order when parcel.late",
                say:
                    "{sum minutes of call.made within 1h} {average minutes of call.made within 1h} {min minutes of call.made within 1h} {max minutes of call.made within 1h} {distinct outcome of call.made within 1h}"
            ),
            timeline: """
                09:30 call.made minutes=1 outcome=spoke
                09:31 call.made minutes=2 outcome=none
                09:32 call.made outcome=spoke
                09:33 call.made minutes=6
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e5] "9 3 1 6 2"
                """),
        PageCase(
            "sum and count of nothing are 0; average, min, max of nothing are missing",
            rules: PageCase.rule(
                "r", "per order when parcel.late",
                say:
                    "{sum minutes of call.made within 1h} {count call.made within 1h} {average minutes of call.made within 1h} {min minutes of call.made within 1h} {max minutes of call.made within 1h}"
            ),
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e1] "0 0 (unknown) (unknown) (unknown)"
                """),
        PageCase(
            "A `where` inside a window speaks of the counted event",
            rules: PageCase.rule(
                "r", "per order when parcel.late as late where days > 1",
                say: "{count (parcel.late where days < late.days) within 1d}"),
            timeline: """
                08:00 parcel.late order=o-1 days=1
                09:00 parcel.late order=o-1 days=0
                10:00 parcel.late order=o-1 days=2
                """,
            expected: """
                10:00 opened r o-1 [e3] "2"
                """),
        PageCase(
            "A window in `while` ends at the judging time",
            rules: PageCase.rule(
                "r", "per order when parcel.late after 2h while count parcel.late within 1h >= 1",
                say: "{count parcel.late within 1h}"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                10:59:59 parcel.late order=o-2
                """,
            expected: """
                12:00 opened r o-1 [e1 e2] "1"
                """),
        PageCase(
            "A window in `when` counts the event itself, and the whole of its instant",
            rules: PageCase.rule("r", "per order when parcel.late where count parcel.late within 1h = 2"),
            timeline: """
                10:00 parcel.late order=o-1 #a
                10:00 parcel.late order=o-1 #b
                12:00 parcel.late order=o-1 #c
                """,
            expected: """
                10:00 opened r o-1 [a b]
                """),
        PageCase(
            "min and max of times, and a duration between times",
            rules: PageCase.rule(
                "r", "per order when parcel.late",
                say:
                    "{min promised_at of order.amended within 1d} {max promised_at of order.amended within 1d - min promised_at of order.amended within 1d}"
            ),
            timeline: """
                08:00 order.amended order=o-1 promised_at=12:00
                09:00 order.amended order=o-1 promised_at=14:30
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e3] "2026-03-02 12:00 2h 30min"
                """),
        PageCase(
            "A window inside the condition of a window is asked at the counted event's time",
            rules: PageCase.rule(
                "r", "per order when parcel.late", say: "{count (call.made where seen mail.sent within 1h) within 1d}"),
            timeline: """
                06:00 mail.sent
                07:00 call.made
                08:00 call.made
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e4] "1"
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
