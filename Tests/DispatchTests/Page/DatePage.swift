import Testing

/// `when D before FACT`, `D after FACT`, `at FACT`.
@Suite struct DatePage {
    static let overdue = PageCase.rule("r", "per order when at order.promised_at unless parcel.arrived")

    static let cases = [
        PageCase(
            "at FACT: the anchor is the instant of the fact",
            rules: overdue,
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                """),
        PageCase(
            "D before FACT",
            rules: PageCase.rule("r", "per order when 1d before order.promised_at"),
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-04T12:00 opened r o-1 [e1]
                """),
        PageCase(
            "D after FACT",
            rules: PageCase.rule("r", "per order when 1d after order.promised_at"),
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-06T12:00 opened r o-1 [e1]
                """),
        PageCase(
            "The anchor is the time the fact was set if that is later",
            rules: PageCase.rule("r", "per order when 7d before order.promised_at"),
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "A date means the start of that day",
            rules: PageCase.rule("r", "per order when 6h after order.day"),
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-05
                """,
            expected: """
                03-05T06:00 opened r o-1 [e1]
                """),
        PageCase(
            "A date trigger's `unless` looks back over the whole past if it says nothing",
            rules: overdue,
            until: "03-10T00:00",
            timeline: """
                08:00 parcel.arrived order=o-1
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                """,
            expected: ""),
        PageCase(
            "A date trigger's `unless` without `within` ends at the anchor, itself included",
            rules: overdue,
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-05T12:00 parcel.arrived order=o-1
                """,
            expected: ""),
        PageCase(
            "A date trigger's `unless` may look back a while only",
            rules: PageCase.rule("r", "per order when at order.promised_at unless call.made looking back 2d"),
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                10:00 order.placed order=o-2 promised_at=03-05T12:00
                03-03T11:59:59 call.made order=o-1
                03-03T12:00 call.made order=o-2
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                """),
        PageCase(
            "A date trigger's `unless` may wait",
            rules: PageCase.rule("r", "per order when at order.promised_at unless parcel.arrived within 1d"),
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                10:00 order.placed order=o-2 promised_at=03-05T12:00
                03-06T12:00 parcel.arrived order=o-1
                """,
            expected: """
                03-06T12:00 opened r o-2 [e2]
                """),
        PageCase(
            "An open date task is overtaken",
            rules: overdue,
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-07T09:00 parcel.arrived order=o-1
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-07T09:00 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "An event without the field does not touch the fact",
            rules: overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                11:00 order.amended order=o-1
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                """),
        PageCase(
            "again: a date inside the time is skipped, and done with",
            rules: PageCase.rule("r", "per order when at order.promised_at again after 7d"),
            until: "04-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T12:00 task.done task=@r/e1
                03-07T12:00 order.amended order=o-1 promised_at=03-13T11:00
                03-20T12:00 order.amended order=o-1 promised_at=03-21T11:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-06T12:00 done by e2 r o-1 [e1]
                03-21T11:00 opened r o-1 [e4]
                """),
        PageCase(
            "again: a date exactly at its end arms",
            rules: PageCase.rule("r", "per order when at order.promised_at again after 7d"),
            until: "04-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T12:00 task.done task=@r/e1
                03-07T12:00 order.amended order=o-1 promised_at=03-13T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-06T12:00 done by e2 r o-1 [e1]
                03-13T12:00 opened r o-1 [e3]
                """),
        PageCase(
            "An answer names a date's episode by its value",
            rules: overdue,
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T12:00 task.done task=@r/e1
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-06T12:00 done by e2 r o-1 [e1]
                """),
        PageCase(
            "after on a date counts from the anchor",
            rules: PageCase.rule("r", "per order when at order.promised_at after 6h"),
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-05T18:00 opened r o-1 [e1]
                """),
        PageCase(
            "Of two values set in one instant the later by source and id holds",
            rules: overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00 #b
                10:00 order.amended order=o-1 promised_at=03-06T12:00 #a
                """,
            expected: """
                03-05T12:00 opened r o-1 [b]
                """),
        PageCase(
            "The year 9999 never comes",
            rules: PageCase.rule("r", "per order when 1d after order.promised_at"),
            until: "9999-12-31T23:59:59",
            timeline: """
                10:00 order.placed order=o-1 promised_at=9999-12-31T12:00
                10:00 order.placed order=o-2 promised_at=9999-12-30T12:00
                """,
            expected: """
                9999-12-31T12:00 opened r o-2 [e2]
                """),
        PageCase(
            "The windows of a date are counted from its anchor, also where that is the time the fact was set",
            rules: PageCase.rule(
                "r", "per order when 7d before order.promised_at unless call.made within 2h looking back 1h"),
            until: "03-10T00:00",
            timeline: """
                08:59 call.made order=o-1
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                09:00 call.made order=o-2
                10:00 order.placed order=o-2 promised_at=03-05T12:00
                """,
            expected: """
                12:00 opened r o-1 [e2]
                """),
        PageCase(
            "The event that sets the fact may itself end the wait of a date",
            rules: PageCase.rule("r", "per order when at order.promised_at unless order.amended"),
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                11:00 order.amended order=o-1 promised_at=03-06T12:00
                10:00 order.placed order=o-2 promised_at=03-05T12:00
                """,
            expected: """
                03-05T12:00 opened r o-2 [e3]
                """),
        PageCase(
            "A date rule may be about the customer",
            rules: PageCase.rule("r", "when 30d after customer.born"),
            until: "04-10T00:00",
            timeline: """
                10:00 customer.updated born=2026-03-01
                """,
            expected: """
                03-31T00:00 opened r [e1]
                """),
        PageCase(
            "In the past when it was set: the next instance is not kept from its own",
            rules: overdue, until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=09:00
                10:00 order.placed order=o-2 promised_at=11:00
                """,
            expected: """
                10:00 opened r o-1 [e1]
                11:00 opened r o-2 [e2]
                """),
        PageCase(
            "A date's `while` is asked once, and a lapsed value is done with",
            rules: PageCase.rule("r", "per order when at order.promised_at while customer.tier = \"gold\""),
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T10:00 customer.updated tier=gold
                03-07T10:00 order.amended order=o-1 promised_at=03-09T12:00
                03-08T10:00 order.amended order=o-1 promised_at=03-05T12:00
                """,
            expected: ""),
        PageCase(
            "An answer before the date names its value: no task is made",
            rules: overdue, until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                12:00 task.done task=@r/e1
                """,
            expected: ""),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
