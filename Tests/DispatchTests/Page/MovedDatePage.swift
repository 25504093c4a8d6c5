import Testing

/// A date trigger whose fact takes another value: the wait moves, or its task is withdrawn, moved.
@Suite struct MovedDatePage {
    static let cases = [
        PageCase(
            "A value replaced before judging moves the wait",
            rules: DatePage.overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-04T10:00 order.amended order=o-1 promised_at=03-08T12:00
                """,
            expected: """
                03-08T12:00 opened r o-1 [e2]
                """),
        PageCase(
            "A value replaced exactly at its instant moves the wait",
            rules: DatePage.overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-05T12:00 order.amended order=o-1 promised_at=03-08T12:00
                """,
            expected: """
                03-08T12:00 opened r o-1 [e2]
                """),
        PageCase(
            "A value replaced while the window is still open moves the wait",
            rules: PageCase.rule("r", "per order when at order.promised_at unless parcel.arrived within 1d"),
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-05T18:00 order.amended order=o-1 promised_at=03-08T12:00
                """,
            expected: """
                03-09T12:00 opened r o-1 [e2]
                """),
        PageCase(
            "An open task is withdrawn, moved, when the fact has another value, and the new one waits",
            rules: DatePage.overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T10:00 order.amended order=o-1 promised_at=03-08T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1] #1
                03-06T10:00 withdrawn moved by e2 r o-1 [e1] #1
                03-08T12:00 opened r o-1 [e2] #2
                """),
        PageCase(
            "A new value in the past opens at once",
            rules: DatePage.overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-08T12:00
                03-06T10:00 order.amended order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-06T10:00 opened r o-1 [e2]
                """),
        PageCase(
            "The same value again changes nothing; the evidence is the first that set it",
            rules: DatePage.overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                11:00 order.amended order=o-1 promised_at=03-05T12:00
                03-06T11:00 order.amended order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                """),
        PageCase(
            "A value once judged is done with, even if the fact returns to it",
            rules: DatePage.overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T10:00 order.amended order=o-1 promised_at=03-18T12:00
                03-07T10:00 order.amended order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-06T10:00 withdrawn moved by e2 r o-1 [e1]
                """),
        PageCase(
            "A value once satisfied is done with",
            rules: PageCase.rule("r", "per order when at order.promised_at unless call.made looking back 1h"),
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-05T11:30 call.made order=o-1
                03-06T10:00 order.amended order=o-1 promised_at=03-18T12:00
                03-07T10:00 order.amended order=o-1 promised_at=03-05T12:00
                """,
            expected: ""),
        PageCase(
            "A value replaced before it was judged is not done with: returning to it waits again",
            rules: DatePage.overdue,
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                11:00 order.amended order=o-1 promised_at=03-18T12:00
                12:00 order.amended order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e3]
                """),
        PageCase(
            "again: a moved task starts none",
            rules: PageCase.rule("r", "per order when at order.promised_at again after 7d"),
            until: "04-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T12:00 order.amended order=o-1 promised_at=03-07T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-06T12:00 withdrawn moved by e2 r o-1 [e1]
                03-07T12:00 opened r o-1 [e2]
                """),
        PageCase(
            "Done comes before moved",
            rules: DatePage.overdue,
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T12:00 order.amended order=o-1 promised_at=03-06T12:00
                03-06T12:00 task.done task=@r/e1
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-06T12:00 done by e3 r o-1 [e1]
                03-06T12:00 opened r o-1 [e2]
                """),
        PageCase(
            "keep does not hold a moved date",
            rules: PageCase.rule("r", "per order when at order.promised_at unless parcel.arrived keep"),
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T10:00 parcel.arrived order=o-1
                03-06T12:00 order.amended order=o-1 promised_at=03-07T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-06T12:00 withdrawn moved by e3 r o-1 [e1]
                """),
        PageCase(
            "Satisfied comes before moved: the value is done with",
            rules: PageCase.rule("r", "per order when at order.promised_at unless call.made within 1d looking back 1h"),
            until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-05T18:00 order.amended order=o-1 promised_at=03-15T12:00
                03-05T18:00 call.made order=o-1
                03-06T10:00 order.amended order=o-1 promised_at=03-05T12:00
                """,
            expected: ""),
        PageCase(
            "Overtaken comes before moved",
            rules: DatePage.overdue,
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-06T10:00 order.amended order=o-1 promised_at=03-07T12:00
                03-06T10:00 parcel.arrived order=o-1
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-06T10:00 withdrawn overtaken by e3 r o-1 [e1]
                """),
        PageCase(
            "A value once opened and done does not open again when the fact returns to it",
            rules: DatePage.overdue, until: "03-20T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T12:00
                03-05T13:00 task.done task=@r/e1
                03-06T10:00 order.amended order=o-1 promised_at=03-18T12:00
                03-07T10:00 order.amended order=o-1 promised_at=03-05T12:00
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                03-05T13:00 done by e2 r o-1 [e1]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
