import Testing

/// `keep` and `again`: what an open task outlasts, and for how long its instance rests.
@Suite struct AgainPage {
    static let cases = [
        PageCase(
            "keep: an open task is not overtaken",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 1h keep"),
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1
                13:00 task.done task=@r/e1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                13:00 done by e3 r o-1 [e1]
                """),
        PageCase(
            "keep: the wait still ends by an event in the window",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 1h keep"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 parcel.arrived order=o-1
                """,
            expected: ""),
        PageCase(
            "again: triggers are dropped until D has passed since the end",
            rules: EndingPage.again,
            until: "03-10T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                13:00 parcel.late order=o-1
                03-03T11:59:59 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e2 r o-1 [e1]
                """),
        PageCase(
            "again: one exactly then arms",
            rules: EndingPage.again,
            until: "03-10T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                03-03T12:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e2 r o-1 [e1]
                03-03T13:00 opened r o-1 [e3]
                """),
        PageCase(
            "again: a dropped trigger is no evidence",
            rules: EndingPage.again,
            until: "03-10T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1
                13:00 parcel.late order=o-1
                03-04T10:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 withdrawn overtaken by e2 r o-1 [e1]
                03-04T11:00 opened r o-1 [e4]
                """),
        PageCase(
            "again counts from the end of an opened task: a satisfied wait starts none",
            rules: EndingPage.again,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 parcel.arrived order=o-1
                12:00 parcel.late order=o-1
                """,
            expected: """
                13:00 opened r o-1 [e3]
                """),
        PageCase(
            "again counts from the end of an opened task: a lapsed wait starts none",
            rules: PageCase.rule("r", "per order when parcel.late as late while late.days > 1 again after 24h"),
            timeline: """
                10:00 parcel.late order=o-1 days=1
                11:00 parcel.late order=o-1 days=2
                """,
            expected: """
                11:00 opened r o-1 [e2]
                """),
        PageCase(
            "again holds for its own instance only",
            rules: EndingPage.again,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                13:00 parcel.late order=o-2
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e2 r o-1 [e1]
                14:00 opened r o-2 [e3]
                """),
        PageCase(
            "A trigger in the instant of the end is dropped by `again`",
            rules: EndingPage.again,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1
                12:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "Without `again` a trigger in the instant of the end arms anew, and the same event may satisfy it",
            rules: EndingPage.plain,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 withdrawn overtaken by e3 r o-1 [e1]
                """),
        PageCase(
            "Without `again` a trigger in the instant of an answer arms its own episode",
            rules: EndingPage.plain,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e3 r o-1 [e1]
                13:00 opened r o-1 [e2]
                """),
        PageCase(
            "again: the cooling is counted from the end, not from the opening",
            rules: EndingPage.again, until: "03-20T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                03-08T12:00 task.done task=@r/e1
                03-09T11:59 parcel.late order=o-1
                03-09T12:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                03-08T12:00 done by e2 r o-1 [e1]
                03-09T13:00 opened r o-1 [e4]
                """),
        PageCase(
            "keep: `again` counts from the answer",
            rules: PageCase.rule(
                "r", "per order when parcel.late unless parcel.arrived within 1h keep again after 24h"),
            until: "03-20T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1
                03-05T12:00 task.done task=@r/e1
                03-06T11:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                03-05T12:00 done by e3 r o-1 [e1]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
