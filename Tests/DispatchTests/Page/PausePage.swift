import Testing

/// Pauses: while a rule is paused, its waits do not count.
@Suite struct PausePage {
    static let rule = PageCase.rule(
        "r", "per order when parcel.late unless parcel.arrived within 4h pause from mail.sent until call.made")

    static let cases = [
        PageCase(
            "The wait counts only while it is not paused",
            rules: rule, until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 mail.sent
                13:00 call.made
                """,
            expected: """
                16:00 opened r o-1 [e1]
                """),
        PageCase(
            "While it is paused nothing is judged, and what ends the wait ends it",
            rules: rule, until: "03-09T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                11:00 mail.sent
                20:00 parcel.arrived order=o-1
                03-08T23:00 call.made order=o-1
                """,
            expected: ""),
        PageCase(
            "A pause that begins at the very instant of the end comes too late for it",
            rules: rule, until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                14:00 mail.sent
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "An instant with an event that lets it go on runs, whatever else it has",
            rules: rule, until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 mail.sent
                11:00 call.made
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "At the arming the last instant up to the anchor counts",
            rules: rule, until: "20:00",
            timeline: """
                07:00 call.made
                08:00 mail.sent
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                12:00 call.made order=o-1
                """,
            expected: """
                16:00 opened r o-1 [e3]
                """),
        PageCase(
            "The anchor itself may pause, and what matches `when` may",
            rules: PageCase.rule(
                "r", "per order when latest parcel.late after 4h pause from parcel.late where days > 2 until call.made"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 days=3
                10:00 parcel.late order=o-2 days=1
                11:00 call.made order=o-1
                """,
            expected: """
                14:00 opened r o-2 [e2]
                15:00 opened r o-1 [e1]
                """),
        PageCase(
            "Events of pauses join as those of `unless` do",
            rules: rule, until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                11:00 mail.sent order=o-2
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "`latest` asks the pauses anew for its new anchor",
            rules: PageCase.rule(
                "r",
                "per order when latest parcel.late unless parcel.arrived within 4h "
                    + "pause from mail.sent until call.made"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 mail.sent
                12:00 call.made
                13:00 parcel.late order=o-1
                """,
            expected: """
                17:00 opened r o-1 [e1 e4]
                """),
        PageCase(
            "On a calendar it counts what is open and not paused",
            rules: CalendarPage.support
                + PageCase.rule(
                    "r",
                    "per order when parcel.late unless parcel.arrived within 8h on support "
                        + "pause from mail.sent until call.made"),
            until: "03-04T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 mail.sent
                03-03T10:00 call.made
                """,
            expected: """
                03-03T17:00 opened r o-1 [e1]
                """),
        PageCase(
            "A window that is over stays over, and the longest wait decides",
            rules: PageCase.rule(
                "r",
                "per order when parcel.late unless parcel.arrived within 1h after 4h "
                    + "pause from mail.sent until call.made"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 mail.sent
                13:00 parcel.arrived order=o-1
                14:00 call.made
                """,
            expected: """
                16:00 opened r o-1 [e1]
                """),
        PageCase(
            "A pause learned late takes back what it would have held",
            rules: rule, order: .asArrived, until: "03-03T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                20:00 call.made
                11:00 mail.sent
                """,
            expected: """
                14:00 opened r o-1 [e1]
                20:00 withdrawn late-evidence by e3 r o-1 [e1]
                23:00 opened r o-1 [e1]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
