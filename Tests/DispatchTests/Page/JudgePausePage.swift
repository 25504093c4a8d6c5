import Testing

/// `pause from P until Q`: the waits of a rule count only while it is not paused.
@Suite struct JudgePausePage {
    private static let pausing = "pause from ticket.opened until call.made"

    /// Per order, late, four hours for the parcel to arrive.
    private static func wait(_ more: String = pausing, unless: String = "unless parcel.arrived within 4h") -> String {
        PageCase.rule("r", "per order when parcel.late as late \(unless) \(more)")
    }

    private static func one(
        _ sentence: String, rules: String = wait(), until: String = "03-03T10:00", _ timeline: String,
        expected: String
    ) -> PageCase {
        PageCase(sentence, rules: rules, until: until, timeline: timeline, expected: expected)
    }

    static let elapsed = [
        one(
            "An hour's pause makes the wait an hour longer",
            """
            10:00 parcel.late order=o-1
            11:00 ticket.opened ticket=t order=o-1
            12:00 call.made
            """,
            expected: "15:00 opened r o-1 [e1]"),
        one(
            "The window is as long as the wait",
            """
            10:00 parcel.late order=o-1
            11:00 ticket.opened ticket=t order=o-1
            12:00 call.made
            15:00 parcel.arrived order=o-1
            """,
            expected: ""),
        one(
            "While it is paused nothing is judged",
            """
            10:00 parcel.late order=o-1
            11:00 ticket.opened ticket=t order=o-1
            """,
            expected: ""),
        one(
            "What ends a wait ends it while it is paused too",
            """
            10:00 parcel.late order=o-1
            11:00 ticket.opened ticket=t order=o-1
            20:00 parcel.arrived order=o-1
            21:00 call.made
            """,
            expected: ""),
        one(
            "A pause that begins at the very end comes too late",
            """
            10:00 parcel.late order=o-1
            14:00 ticket.opened ticket=t order=o-1
            """,
            expected: "14:00 opened r o-1 [e1]"),
        one(
            "A pause a second before the end leaves a second",
            """
            10:00 parcel.late order=o-1
            13:59:59 ticket.opened ticket=t order=o-1
            16:00 call.made
            """,
            expected: "16:00:01 opened r o-1 [e1]"),
        one(
            "An instant with both runs",
            """
            10:00 parcel.late order=o-1
            11:00 ticket.opened ticket=t order=o-1
            11:00 call.made
            """,
            expected: "14:00 opened r o-1 [e1]"),
        one(
            "Another pause while it is paused, another end while it runs, change nothing",
            """
            10:00 parcel.late order=o-1
            10:30 call.made
            11:00 ticket.opened ticket=t order=o-1
            11:30 ticket.opened ticket=u order=o-1
            12:00 call.made
            12:30 call.made
            """,
            expected: "15:00 opened r o-1 [e1]"),
        one(
            "Several pauses add up",
            """
            10:00 parcel.late order=o-1
            10:30 ticket.opened ticket=t order=o-1
            11:00 call.made
            11:30 ticket.opened ticket=t order=o-1
            13:00 call.made
            """,
            expected: "16:00 opened r o-1 [e1]"),
        one(
            "What pauses joins loosely: another order's does not, one without an order does",
            """
            10:00 parcel.late order=o-1
            10:00 parcel.late order=o-2
            11:00 ticket.opened ticket=t order=o-1
            12:00 ticket.opened ticket=u
            13:00 call.made order=o-2
            20:00 call.made order=o-1
            """,
            expected: """
                15:00 opened r o-2 [e2]
                23:00 opened r o-1 [e1]
                """),
        one(
            "A pause speaks of the anchor as `unless` does",
            rules: wait("pause from (ticket.opened where topic = late.carrier) until call.made"),
            """
            10:00 parcel.late order=o-1 carrier=dhl
            11:00 ticket.opened ticket=t topic=ups
            12:00 ticket.opened ticket=t topic=dhl
            13:00 call.made
            """,
            expected: "15:00 opened r o-1 [e1]"),
    ]

    static let arming = [
        one(
            "It is paused at the arming if the last such instant paused",
            """
            09:00 ticket.opened ticket=t order=o-1
            10:00 parcel.late order=o-1
            11:00 call.made
            """,
            expected: "15:00 opened r o-1 [e2]"),
        one(
            "It runs at the arming if the last such instant ended a pause",
            """
            08:00 ticket.opened ticket=t order=o-1
            09:00 call.made
            10:00 parcel.late order=o-1
            """,
            expected: "14:00 opened r o-1 [e3]"),
        one(
            "The instant of the arming counts",
            """
            10:00 ticket.opened ticket=t order=o-1
            10:00 parcel.late order=o-1
            12:00 call.made
            """,
            expected: "16:00 opened r o-1 [e2]"),
        one(
            "The anchor counts here too", rules: wait("pause from parcel.late until call.made"),
            """
            10:00 parcel.late order=o-1
            11:00 call.made
            """,
            expected: "15:00 opened r o-1 [e1]"),
        one(
            "What joins the episode may pause it", rules: wait("pause from parcel.late until call.made"),
            """
            09:00 call.made
            10:00 parcel.late order=o-1 days=1
            10:30 call.made
            11:00 parcel.late order=o-1 days=2
            13:00 call.made
            """,
            expected: "16:30 opened r o-1 [e2 e4]"),
        one(
            "`latest` asks the pauses anew for its new anchor",
            rules: PageCase.rule(
                "r",
                "per order when latest parcel.late after 2h pause from ticket.opened until call.made"),
            """
            10:00 parcel.late order=o-1
            10:30 ticket.opened ticket=t order=o-1
            11:00 parcel.late order=o-1
            12:00 call.made
            """,
            expected: "14:00 opened r o-1 [e1 e3]"),
    ]

    static let several = [
        one(
            "`after` waits as `within` does",
            rules: PageCase.rule("r", "per order when parcel.late after 2h \(pausing)"),
            """
            10:00 parcel.late order=o-1
            11:00 ticket.opened ticket=t
            11:30 call.made
            """,
            expected: "12:30 opened r o-1 [e1]"),
        one(
            "A window that is over is not opened again by a pause",
            rules: wait(unless: "unless parcel.arrived within 1h unless mail.sent within 4h"),
            """
            10:00 parcel.late order=o-1
            11:00 ticket.opened ticket=t
            12:00 parcel.arrived order=o-1
            13:00 call.made
            """,
            expected: "16:00 opened r o-1 [e1]"),
        one(
            "On a calendar what counts is open and not paused",
            rules: "calendar work mon-fri 09:00-12:30 13:30-18:00\n"
                + wait(unless: "unless parcel.arrived within 2h on work"),
            """
            11:30 parcel.late order=o-1
            12:00 ticket.opened ticket=t
            14:00 call.made
            """,
            expected: "15:30 opened r o-1 [e1]"),
        one(
            "A pause that lies in closed hours costs nothing",
            rules: "calendar work mon-fri 09:00-12:30 13:30-18:00\n"
                + wait(unless: "unless parcel.arrived within 2h on work"),
            """
            11:30 parcel.late order=o-1
            12:30 ticket.opened ticket=t
            13:30 call.made
            """,
            expected: "14:30 opened r o-1 [e1]"),
        one(
            "What is open ends when the opening hours do, also beside a pause",
            rules: "calendar work mon-fri 09:00-12:30 13:30-18:00\n"
                + wait(unless: "unless parcel.arrived within 1h on work"),
            """
            11:00 parcel.late order=o-1
            11:15 ticket.opened ticket=t
            11:45 call.made
            """,
            expected: "12:30 opened r o-1 [e1]"),
        one(
            "An open task is not paused", until: "16:00",
            """
            10:00 parcel.late order=o-1
            15:00 ticket.opened ticket=t
            16:00 parcel.arrived order=o-1
            """,
            expected: """
                14:00 opened r o-1 [e1]
                16:00 withdrawn overtaken by e3 r o-1 [e1]
                """),
        PageCase(
            "A pause that is learned late takes the task back until the wait is over",
            rules: wait(), order: .asArrived, until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                14:30 app.login
                11:00 ticket.opened ticket=t
                15:00 call.made
                """,
            expected: """
                14:00 opened r o-1 [e1]
                14:30 withdrawn late-evidence by e3 r o-1 [e1]
                18:00 opened r o-1 [e1]
                """),
    ]

    @Test(arguments: elapsed + arming + several, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
