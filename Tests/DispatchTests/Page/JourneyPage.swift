import Testing

/// Journeys: stages, in the order in which one hopes for them.
@Suite struct JourneyPage {
    static let stage = """
        journey customer.stage
          stage enquiry  from mail.sent or ticket.opened
          stage talks    from call.made where outcome = "spoke"
          stage booked   from order.placed

        """
    static let progress = """
        journey order.progress
          stage placed   from order.placed or order.amended
          stage late     from parcel.late
          stage arrived  from parcel.arrived

        """
    static let tell = PageCase.rule("r", "when each app.login", say: "{customer.stage} {customer.stage_since}")

    static let cases = [
        PageCase(
            "The stage is that of the latest event, since the first of its run",
            rules: stage + tell, until: "20:00",
            timeline: """
                08:00 app.login
                09:00 mail.sent
                10:00 ticket.opened ticket=t-1
                10:30 app.login
                11:00 call.made outcome=spoke
                12:00 call.made outcome=busy
                12:30 app.login
                13:00 mail.sent
                14:00 app.login
                """,
            expected: """
                08:00 opened r [e1] "(unknown) (unknown)"
                10:30 opened r [e4] "enquiry 2026-03-02 09:00"
                12:30 opened r [e7] "talks 2026-03-02 11:00"
                14:00 opened r [e9] "enquiry 2026-03-02 13:00"
                """),
        PageCase(
            "Of two stages that one event matches, the one written later counts",
            rules: """
                journey customer.stage
                  stage one   from mail.sent
                  stage two   from mail.sent where auto
                  stage three from app.login

                """ + PageCase.rule("r", "when each call.made", say: "{customer.stage}"), until: "20:00",
            timeline: """
                09:00 mail.sent auto=true
                10:00 call.made
                11:00 mail.sent auto=false
                12:00 call.made
                """,
            expected: """
                10:00 opened r [e2] "two"
                12:00 opened r [e4] "one"
                """),
        PageCase(
            "Of one instant the latest by source and id counts",
            rules: stage + tell, until: "20:00",
            timeline: """
                09:00 call.made outcome=spoke
                09:00 mail.sent source=/a
                09:00 app.login
                """,
            expected: """
                09:00 opened r [e3] "talks 2026-03-02 09:00"
                """),
        PageCase(
            "Stuck: so long in one stage",
            rules: stage + PageCase.rule("r", "when 14d after customer.stage_since while customer.stage = \"talks\""),
            until: "03-30T00:00",
            timeline: """
                09:00 mail.sent
                10:00 call.made outcome=spoke
                03-05T10:00 call.made outcome=spoke
                """,
            expected: """
                03-16T10:00 opened r [e2]
                """),
        PageCase(
            "Who goes on is not stuck, and an open task is taken back",
            rules: stage + PageCase.rule("r", "when 14d after customer.stage_since while customer.stage = \"talks\""),
            until: "04-01T00:00",
            timeline: """
                09:00 call.made outcome=spoke
                03-10T09:00 mail.sent
                03-12T09:00 call.made outcome=spoke
                03-27T09:00 order.placed order=o-1
                """,
            expected: """
                03-26T09:00 opened r [e3]
                03-27T09:00 withdrawn moved by e4 r [e3]
                """),
        PageCase(
            "For each key the events are those that carry it",
            rules: progress
                + PageCase.rule(
                    "r", "per order when 2d after order.progress_since while order.progress in (\"placed\", \"late\")",
                    say: "{order.progress}"),
            until: "03-10T00:00",
            timeline: """
                09:00 order.placed order=o-1
                09:00 order.placed order=o-2
                10:00 order.amended order=o-1
                03-03T09:00 parcel.late order=o-2
                03-03T10:00 parcel.arrived order=o-1
                """,
            expected: """
                03-05T09:00 opened r o-2 [e4] "late"
                """),
        PageCase(
            "Back and forth within one instant the stage began in it",
            rules: stage + PageCase.rule("r", "when 1h after customer.stage_since", say: "{customer.stage}"),
            until: "20:00",
            timeline: """
                09:00 mail.sent
                09:30 call.made outcome=spoke
                09:30 mail.sent
                """,
            expected: """
                10:30 opened r [e2] "enquiry"
                """),
        PageCase(
            "A late event between two puts the stages right",
            rules: stage + PageCase.rule("r", "when 4h after customer.stage_since", say: "{customer.stage}"),
            order: .asArrived, until: "20:00",
            timeline: """
                09:00 mail.sent
                11:00 mail.sent
                14:00 app.login
                10:00 call.made outcome=spoke
                """,
            expected: """
                13:00 opened r [e1] "enquiry"
                14:00 withdrawn late-evidence by e4 r [e1]
                15:00 opened r [e2] "enquiry"
                """),
        PageCase(
            "A score may ask for a stage, and a stage for a score",
            rules: """
                journey customer.stage
                  stage guest  from app.login
                  stage friend from call.made where customer.mood > 0
                score customer.mood half-life 1d
                  add 1 for mail.sent
                score customer.worth half-life 1d
                  add 10 for order.placed where customer.stage = "friend"

                """ + PageCase.rule("r", "when customer.worth rises above 5", say: "{customer.worth}"),
            until: "20:00",
            timeline: """
                09:00 app.login
                10:00 call.made
                11:00 order.placed order=o-1
                12:00 mail.sent
                12:00 call.made
                13:00 order.placed order=o-2
                """,
            expected: """
                13:00 opened r [e6] "10"
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
