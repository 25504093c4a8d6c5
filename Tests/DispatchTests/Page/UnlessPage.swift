import Testing

/// `unless`, `strictly`: what ends a wait.
@Suite struct UnlessPage {
    /// `per order`, late, one hour.
    static func wait(_ unless: String, _ more: String = "") -> String {
        PageCase.rule("r", "per order when parcel.late as late \(unless) \(more)")
    }

    static let cases = [
        PageCase(
            "A contact within the window ends the wait",
            rules: wait("unless call.made within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 call.made order=o-1
                """,
            expected: ""),
        PageCase(
            "An event exactly at the deadline is in time",
            rules: wait("unless call.made within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                14:00 call.made order=o-1
                """,
            expected: ""),
        PageCase(
            "A second after the deadline the task is open, and overtaken",
            rules: wait("unless call.made within 4h"),
            timeline: """
                10:00 parcel.late order=o-1
                14:00:01 call.made order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1]
                14:00:01 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "Without `looking back` an event before the anchor does not count",
            rules: wait("unless call.made within 4h"),
            until: "20:00",
            timeline: """
                09:59:59 call.made order=o-1
                10:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e2]
                """),
        PageCase(
            "An event in the anchor's instant is in the window",
            rules: wait("unless call.made within 4h"),
            until: "20:00",
            timeline: """
                10:00 call.made order=o-1
                10:00 parcel.late order=o-1
                """,
            expected: ""),
        PageCase(
            "The same, whichever comes first by source and id",
            rules: wait("unless call.made within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 call.made order=o-1
                """,
            expected: ""),
        PageCase(
            "Looking back reaches to exactly a-L",
            rules: wait("unless call.made within 4h looking back 1h"),
            until: "20:00",
            timeline: """
                09:00 call.made order=o-1
                10:00 parcel.late order=o-1
                """,
            expected: ""),
        PageCase(
            "Looking back reaches no further than a-L",
            rules: wait("unless call.made within 4h looking back 1h"),
            until: "20:00",
            timeline: """
                08:59:59 call.made order=o-1
                10:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e2]
                """),
        PageCase(
            "within 0s: only the anchor's own instant",
            rules: wait("unless call.made within 0s"),
            timeline: """
                10:00 parcel.late order=o-1
                10:00 call.made order=o-1
                10:00 parcel.late order=o-2
                """,
            expected: """
                10:00 opened r o-2 [e3]
                """),
        PageCase(
            "Events of the anchor's own instant that match `when` themselves do not count",
            rules: wait("unless parcel.late within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1 e2]
                """),
        PageCase(
            "Events of the anchor's own instant that do not match `when` count, though of its type",
            rules: PageCase.rule("r", "per order when parcel.late where days >= 1 unless parcel.late within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 days=1
                10:00 parcel.late order=o-1 days=0
                """,
            expected: ""),
        PageCase(
            "Several `unless`: any one ends it",
            rules: wait("unless call.made within 1h unless parcel.arrived within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 call.made order=o-1
                10:00 parcel.late order=o-2
                13:30 parcel.arrived order=o-2
                10:00 parcel.late order=o-3
                11:30 call.made order=o-3
                """,
            expected: """
                14:00 opened r o-3 [e5]
                """),
        PageCase(
            "Each `unless` has its own window: one that is over ends nothing, until the task is open",
            rules: wait("unless call.made within 1h unless parcel.arrived within 4h"),
            timeline: """
                10:00 parcel.late order=o-1
                12:00 call.made order=o-1
                15:00 call.made order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1]
                15:00 withdrawn overtaken by e3 r o-1 [e1]
                """),
        PageCase(
            "An event joins if each key field that it carries equals the instance's",
            rules: wait("unless call.made within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                11:00 call.made order=o-1
                """,
            expected: """
                14:00 opened r o-2 [e2]
                """),
        PageCase(
            "An event that carries no key field speaks for the customer as a whole",
            rules: wait("unless call.made within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                11:00 call.made
                """,
            expected: ""),
        PageCase(
            "An event of another customer joins nothing",
            rules: wait("unless call.made within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 call.made customer=c-2
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "strictly: the event must carry every key field",
            rules: wait("unless strictly call.made within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                11:00 call.made
                11:00 call.made order=o-2
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "strictly holds for overtaking too",
            rules: wait("unless strictly call.made within 1h"),
            timeline: """
                10:00 parcel.late order=o-1
                12:00 call.made
                13:00 call.made order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                13:00 withdrawn overtaken by e3 r o-1 [e1]
                """),
        PageCase(
            "Of two key fields an event that carries one joins by that one",
            rules: PageCase.rule("r", "per order, ticket when ticket.opened unless call.made within 1h"),
            until: "20:00",
            timeline: """
                10:00 ticket.opened order=o-1 ticket=t-1
                10:00 ticket.opened order=o-2 ticket=t-1
                10:30 call.made order=o-2
                """,
            expected: """
                11:00 opened r o-1 t-1 [e1]
                """),
        PageCase(
            "The condition of `unless` sees the anchor by its alias",
            rules: wait("unless call.made where minutes > late.days within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 days=3
                11:00 call.made order=o-1 minutes=3
                10:00 parcel.late order=o-2 days=3
                11:00 call.made order=o-2 minutes=4
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "An unknown condition of `unless` does not end the wait",
            rules: wait("unless call.made where minutes > late.days within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 call.made order=o-1 minutes=30
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "An event exactly at the opening does not overtake; one strictly after does",
            rules: wait("unless call.made within 1h after 6h"),
            timeline: """
                10:00 parcel.late order=o-1
                16:00 call.made order=o-1
                17:00 call.made order=o-1
                """,
            expected: """
                16:00 opened r o-1 [e1]
                17:00 withdrawn overtaken by e3 r o-1 [e1]
                """),
        PageCase(
            "Looking back counts what matched then: an event of the past is asked by its own time",
            rules: PageCase.rule(
                "r",
                "per order when parcel.late unless call.made where count call.made within 1h >= 2 within 0s looking back 5h"
            ),
            timeline: """
                08:00 call.made order=o-1
                08:30 call.made order=o-1
                10:00 parcel.late order=o-1
                06:00 call.made order=o-2
                08:30 call.made order=o-2
                10:00 parcel.late order=o-2
                """,
            expected: """
                10:00 opened r o-2 [e6]
                """),
        PageCase(
            "Each `unless` has its own looking back",
            rules: wait("unless call.made within 1h looking back 1h unless parcel.arrived within 1h looking back 3h"),
            until: "12:00",
            timeline: """
                08:00 call.made order=o-1
                10:00 parcel.late order=o-1
                08:00 parcel.arrived order=o-2
                10:00 parcel.late order=o-2
                """,
            expected: """
                11:00 opened r o-1 [e2]
                """),
        PageCase(
            "An earlier trigger may end the wait of a later one by looking back",
            rules: PageCase.rule("r", "per order when each parcel.late unless parcel.late within 0s looking back 2h"),
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-1
                14:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e1]
                11:00 withdrawn overtaken by e2 r o-1 [e1]
                14:00 opened r o-1 [e3]
                """),
        PageCase(
            "first: a trigger that ends the wait in its window arms its own episode in the same instant",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.late within 2h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-1
                """,
            expected: """
                13:00 opened r o-1 [e2]
                """),
        PageCase(
            "A nanosecond after the deadline is late",
            rules: wait("unless call.made within 4h"),
            timeline: """
                10:00 parcel.late order=o-1
                14:00:00.000000001 call.made order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1]
                14:00:00.000000001 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "What ends the wait joins by the instance, whatever the anchor was about",
            rules: PageCase.rule("r", "when parcel.late unless parcel.arrived within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.arrived order=o-2
                """,
            expected: ""),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
