import Testing

/// Scores: what a customer has been through, added up, and fading.
@Suite struct ScorePage {
    /// Half of it fades in a day.
    static let mood = """
        score customer.mood half-life 1d
          add  3         for call.made where outcome = "spoke"
          add -2 * days  for parcel.late where days <= 3
          add -5         for ticket.opened

        """
    static func low(_ clauses: String = "", say: String = "{customer.mood}") -> String {
        mood + PageCase.rule("r", "when customer.mood falls below -3 \(clauses)", say: say)
    }

    static let adding = [
        PageCase(
            "Events add up, and the rule starts at the instant at which the score goes below",
            rules: low(), until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 days=1
                10:00 parcel.late order=o-2 days=1
                """,
            expected: """
                10:00 opened r [e1 e2] "-4"
                """),
        PageCase(
            "Exactly the level is not below it; a hundredth more is",
            rules: mood + PageCase.rule("r", "when customer.mood falls below -5", say: "{customer.mood}")
                + PageCase.rule("s", "when customer.mood falls below -4.99", say: "{customer.mood}"),
            until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                """,
            expected: """
                10:00 opened s [e1] "-5"
                """),
        PageCase(
            "After a half-life half of it is left",
            rules: low(), until: "03-04T00:00",
            timeline: """
                10:00 parcel.late order=o-1 days=2
                03-03T10:00 parcel.late order=o-1 days=1
                """,
            expected: """
                10:00 opened r [e1] "-4"
                """),
        PageCase(
            "It rises from what has faded, and falls again",
            rules: low("again after 1h"), until: "03-04T00:00",
            timeline: """
                10:00 parcel.late order=o-1 days=2
                10:30 task.done task=@r/e1
                03-03T10:00 parcel.late order=o-1 days=1
                """,
            expected: """
                10:00 opened r [e1] "-4"
                10:30 done by e2 r [e1]
                03-03T10:00 opened r [e1 e3] "-4"
                """),
        PageCase(
            "A missing weight adds nothing, and what no line matches adds nothing",
            rules: low(), until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-1 days=4
                12:00 call.made outcome=busy
                """,
            expected: ""),
        PageCase(
            "Read, it is rounded to hundredths, halves away from zero",
            rules: """
                score customer.mood half-life 1d
                  add -0.125 for parcel.late
                  add 0.125  for mail.sent
                """
                    + "\n" + PageCase.rule("r", "when each customer.mood falls below 0", say: "{customer.mood}")
                    + PageCase.rule("s", "when each customer.mood rises above 0", say: "{customer.mood}"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 mail.sent
                11:00 mail.sent
                12:00 parcel.late order=o-1
                13:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened s [e1 e2 e3] "0.13"
                13:00 opened r [e1 e2 e3 e4 e5] "-0.13"
                """),
    ]

    static let crossing = [
        PageCase(
            "Of one instant only the whole counts",
            rules: low(), until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                10:00 call.made outcome=spoke
                11:00 call.made outcome=spoke
                11:00 ticket.opened ticket=t-1
                """,
            expected: """
                11:00 opened r [e1 e2 e3 e4] "-3.94"
                """),
        PageCase(
            "The trigger is the first of the instant that added something other than 0, by source and id",
            rules: low("as why", say: "{why.event.id} {why.event.source}"), until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 days=0 source=/a
                10:00 ticket.opened ticket=t-1 source=/r
                10:00 ticket.opened ticket=t-2
                """,
            expected: """
                10:00 opened r [/r e2 e3] "e2 /r"
                """),
        PageCase(
            "While a task is open, further falls join it",
            rules: low("unless mail.sent within 1h"), until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                12:00 call.made outcome=spoke
                13:00 ticket.opened ticket=t-2
                """,
            expected: """
                11:00 opened r [e1] "-4.86"
                """),
        PageCase(
            "Each fall has its own task",
            rules: low().replacing("when customer", with: "when each customer"), until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                12:00 call.made outcome=spoke
                13:00 ticket.opened ticket=t-2
                """,
            expected: """
                10:00 opened r [e1] "-5"
                13:00 opened r [e1 e2 e3] "-6.67"
                """),
        PageCase(
            "The latest fall begins the wait anew",
            rules: low("unless mail.sent within 4h").replacing("when customer", with: "when latest customer"),
            until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                12:00 call.made outcome=spoke
                13:00 ticket.opened ticket=t-2
                16:00 mail.sent
                """,
            expected: ""),
        PageCase(
            "What added in the instant of the fall does not end the wait that it began",
            rules: low("unless ticket.opened or mail.sent within 1h"), until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                10:00 ticket.opened ticket=t-2
                """,
            expected: """
                11:00 opened r [e1 e2] "-9.72"
                """),
        PageCase(
            "What added nothing in that instant does end it",
            rules: low("unless parcel.late within 1h"), until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                10:00 parcel.late order=o-1 days=0
                """,
            expected: ""),
        PageCase(
            "It rises above a level",
            rules: mood + PageCase.rule("r", "when customer.mood rises above 5", say: "{customer.mood}"),
            until: "20:00",
            timeline: """
                10:00 call.made outcome=spoke
                10:30 call.made outcome=spoke
                """,
            expected: """
                10:30 opened r [e1 e2] "5.96"
                """),
        PageCase(
            "Its evidence is what added in the four half-lives before",
            rules: low(), until: "03-10T00:00",
            timeline: """
                10:00 call.made outcome=spoke
                11:00 call.made outcome=spoke
                03-06T10:30 ticket.opened ticket=t-1
                """,
            expected: """
                03-06T10:30 opened r [e2 e3] "-4.62"
                """),
        PageCase(
            "A late event is added at its own time",
            rules: low(), order: .asArrived, until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                11:00 app.login
                09:00 call.made outcome=spoke
                """,
            expected: """
                10:00 opened r [e1] "-5"
                11:00 withdrawn late-evidence by e3 r [e1]
                """),
    ]

    static let asked = [
        PageCase(
            "It is a number wherever a customer's fact may stand: in where, at the event's time",
            rules: mood + PageCase.rule("r", "when each call.made where customer.mood < 0", say: "{customer.mood}"),
            until: "20:00",
            timeline: """
                09:00 call.made
                10:00 ticket.opened ticket=t-1
                10:00 call.made
                11:00 call.made outcome=spoke
                12:00 call.made outcome=spoke
                """,
            expected: """
                10:00 opened r [e3] "-5"
                11:00 opened r [e4] "-1.86"
                """),
        PageCase(
            "In a window, at the time of the event counted",
            rules: mood
                + PageCase.rule(
                    "r", "when app.login",
                    say: "{count (call.made where customer.mood < 0) within 1d} {customer.mood}"),
            until: "20:00",
            timeline: """
                09:00 call.made
                10:00 ticket.opened ticket=t-1
                11:00 call.made
                12:00 call.made outcome=spoke
                13:00 app.login
                """,
            expected: """
                13:00 opened r [e5] "2 -1.67"
                """),
        PageCase(
            "With no event yet it is 0",
            rules: mood + PageCase.rule("r", "when app.login while customer.mood = 0", say: "{customer.mood}"),
            timeline: """
                10:00 app.login
                """,
            expected: """
                10:00 opened r [e1] "0"
                """),
        PageCase(
            "A score may ask for another",
            rules: mood
                + """
                score customer.anger half-life 1d
                  add 1 for ticket.opened where customer.mood < -5

                """ + PageCase.rule("r", "when customer.anger rises above 0", say: "{customer.anger}"),
            until: "20:00",
            timeline: """
                10:00 ticket.opened ticket=t-1
                11:00 ticket.opened ticket=t-2
                """,
            expected: """
                11:00 opened r [e2] "1"
                """),
        PageCase(
            "What a score asks of windows is asked of all the customer's events, whatever the rules are per",
            rules: """
                score customer.mood half-life 1d
                  add 1 for call.made where count parcel.late within 30d >= 35

                """ + PageCase.rule("a", "per order when order.placed while seen parcel.late within 1d")
                    + PageCase.rule("r", "when customer.mood rises above 0", say: "{customer.mood}"),
            until: "23:00",
            timeline: (0..<40).map { "0\($0 / 10):\($0 % 10)0 parcel.late order=o-\($0)" }
                .filter { !$0.contains(":6") && !$0.contains(":7") && !$0.contains(":8") && !$0.contains(":9") }
                .flatMap { [$0, $0.replacing("0 parcel", with: "5 parcel")] }.joined(separator: "\n")
                + "\n12:00 call.made",
            expected: """
                12:00 opened r [e49] "1"
                """),
        PageCase(
            "Routes and priorities know it",
            rules: mood
                + PageCase.rule("r", "when each app.login", task: "recovery to desk priority high if customer.mood < 0")
                + "route where customer.mood < -4 to lead\n",
            until: "20:00",
            timeline: """
                09:00 app.login
                10:00 ticket.opened ticket=t-1
                11:00 app.login
                18:00 app.login
                """,
            expected: """
                09:00 opened r [e1] to desk normal
                11:00 opened r [e3] to lead high
                18:00 opened r [e4] to desk high
                """),
        PageCase(
            "What is not finite is missing",
            rules: """
                score customer.mood half-life 1d
                  add value for order.placed

                """ + PageCase.rule("r", "when each app.login", say: "{customer.mood}"),
            until: "20:00",
            timeline: """
                09:00 order.placed order=o-1 value=1e307
                10:00 app.login
                11:00 order.placed order=o-1 value=1.7e308
                11:00 order.placed order=o-1 value=1.7e308
                12:00 app.login
                13:00 order.placed order=o-1 value=1
                13:00 app.login
                """,
            expected: """
                10:00 opened r [e2] "(unknown)"
                12:00 opened r [e5] "(unknown)"
                13:00 opened r [e7] "(unknown)"
                """),
    ]

    @Test(arguments: adding + crossing + asked, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
