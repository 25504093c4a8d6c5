import Testing

/// What closes an open task: an answer, an overtaking event.
@Suite struct EndingPage {
    static let plain = PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 1h")
    static let again = PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 1h again after 24h")

    static let cases = [
        PageCase(
            "task.done closes the open task",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e2 r o-1 [e1]
                """),
        PageCase(
            "task.dismissed closes the open task",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.dismissed task=@r/e1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 dismissed by e2 r o-1 [e1]
                """),
        PageCase(
            "Claiming and snoozing close nothing",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.claimed task=@r/e1
                12:30 task.snoozed task=@r/e1 until=13:30
                """,
            expected: """
                11:00 opened r o-1 [e1]
                """),
        PageCase(
            "An answer to another id closes nothing",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=nothing
                """,
            expected: """
                11:00 opened r o-1 [e1]
                """),
        PageCase(
            "An answer may name the episode by a trigger that joined it",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                10:30 parcel.late order=o-1
                12:00 task.done task=@r/e2
                """,
            expected: """
                11:00 opened r o-1 [e1 e2]
                12:00 done by e3 r o-1 [e1 e2]
                """),
        PageCase(
            "An answer by another customer's event closes nothing",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1 customer=c-2
                """,
            expected: """
                11:00 opened r o-1 [e1]
                """),
        PageCase(
            "Done closes once: the next trigger arms its own episode",
            rules: plain,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                13:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e2 r o-1 [e1]
                14:00 opened r o-1 [e3]
                """),
        PageCase(
            "Answered and overtaken in one instant: the answer comes first",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1
                12:00 task.done task=@r/e1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e3 r o-1 [e1]
                """),
        PageCase(
            "Two answers in one instant: the first by source and id",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1 #b
                12:00 task.dismissed task=@r/e1 #a
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 dismissed by a r o-1 [e1]
                """),
        PageCase(
            "Named before it opens: no task is made, no line printed",
            rules: plain,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 task.done task=@r/e1
                """,
            expected: ""),
        PageCase(
            "An answer exactly at the judging time names it before it opens",
            rules: plain,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 task.done task=@r/e1
                """,
            expected: ""),
        PageCase(
            "Named before it opens: it counts as ended at its opening, and until then triggers join it",
            rules: plain,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 task.done task=@r/e1
                10:45 parcel.late order=o-1
                12:00 parcel.late order=o-1
                """,
            expected: """
                13:00 opened r o-1 [e4]
                """),
        PageCase(
            "Named before it opens: it cools from its opening",
            rules: again,
            until: "03-10T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 task.done task=@r/e1
                03-03T10:59 parcel.late order=o-1
                03-03T11:00 parcel.late order=o-1
                """,
            expected: """
                03-03T12:00 opened r o-1 [e4]
                """),
        PageCase(
            "The first by source and id of two overtaking events is named",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.arrived or call.made within 1h"),
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1 #b
                12:00 call.made order=o-1 source=/a #z
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 withdrawn overtaken by /a z r o-1 [e1]
                """),
        PageCase(
            "Overtaking has no window: weeks later too",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                04-02T12:00 parcel.arrived order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                04-02T12:00 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "Answers are events: a rule may wait for them",
            rules: PageCase.rule("r", "per order when parcel.late")
                + PageCase.rule("unanswered", "when parcel.late unless task.done within 2h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 task.done task=@r/e1
                10:00 parcel.late order=o-2 customer=c-2
                """,
            expected: """
                10:00 opened r o-1 [e1]
                10:00 opened r o-2 of c-2 [e3]
                11:00 done by e2 r o-1 [e1]
                12:00 opened unanswered of c-2 [e3]
                """),
        PageCase(
            "due counts from the opening",
            rules: PageCase.rule(
                "r", "per order when parcel.late unless parcel.arrived within 1h",
                task: "recovery to desk priority high due 2h"),
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1] due 13:00
                12:00 withdrawn overtaken by e2 r o-1 [e1] due 13:00
                """),

        PageCase(
            "An answer that names a dropped trigger closes nothing",
            rules: again, until: "03-10T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                13:00 parcel.late order=o-1
                03-04T10:00 parcel.late order=o-1
                03-04T12:00 task.done task=@r/e3
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e2 r o-1 [e1]
                03-04T11:00 opened r o-1 [e4]
                """),
        PageCase(
            "An answer that names a trigger which joins only later closes nothing",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                13:00 parcel.late order=o-1
                12:00 task.done task=@r/e2
                14:00 app.login
                """,
            expected: """
                11:00 opened r o-1 [e1]
                """),
        PageCase(
            "Answered twice: once it is closed the second says nothing",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                13:00 task.dismissed task=@r/e1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e2 r o-1 [e1]
                """),
        PageCase(
            "An answer after the withdrawal says nothing",
            rules: plain,
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.arrived order=o-1
                13:00 task.done task=@r/e1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "A dismissal before it opens ends it as well, and cools",
            rules: again, until: "03-10T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 task.dismissed task=@r/e1
                15:00 parcel.late order=o-1
                """,
            expected: ""),
        PageCase(
            "Named before it opens, satisfied before it opens: satisfied, and nothing cools",
            rules: again, until: "03-10T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 task.done task=@r/e1
                10:45 parcel.arrived order=o-1
                12:00 parcel.late order=o-1
                """,
            expected: """
                13:00 opened r o-1 [e4]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
