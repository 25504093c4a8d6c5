import Testing

/// `per` and `when`: what arms, what joins, what is dropped.
@Suite struct TriggerPage {
    static let cases = [
        PageCase(
            "A rule without a wait opens at its trigger",
            rules: PageCase.rule("r", "per order when parcel.late"),
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "Without `per` the instance is the customer",
            rules: PageCase.rule("r", "when parcel.late unless call.made within 1h"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 parcel.late order=o-2
                10:10 parcel.late order=o-1 customer=c-2
                """,
            expected: """
                11:00 opened r [e1 e2]
                11:10 opened r of c-2 [e3]
                """),
        PageCase(
            "The instance key is the customer and the data fields",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 1h"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:10 parcel.late order=o-2
                10:20 parcel.late order=o-1 customer=c-2
                """,
            expected: """
                11:00 opened r o-1 [e1]
                11:10 opened r o-2 [e2]
                11:20 opened r o-1 of c-2 [e3]
                """),
        PageCase(
            "Two key fields make one key together",
            rules: PageCase.rule("r", "per order, ticket when ticket.opened"),
            timeline: """
                10:00 ticket.opened order=o-1 ticket=t-1
                10:01 ticket.opened order=o-1 ticket=t-2
                10:02 ticket.opened order=o-2 ticket=t-1
                """,
            expected: """
                10:00 opened r o-1 t-1 [e1]
                10:01 opened r o-1 t-2 [e2]
                10:02 opened r o-2 t-1 [e3]
                """),
        PageCase(
            "A trigger without a key field arms nothing",
            rules: PageCase.rule("r", "per order when call.made"),
            timeline: """
                10:00 call.made
                """,
            expected: ""),
        PageCase(
            "A trigger without a key field joins nothing",
            rules: PageCase.rule("r", "per order when call.made"),
            timeline: """
                10:00 call.made order=o-1
                11:00 call.made
                12:00 task.done task=@r/e1
                """,
            expected: """
                10:00 opened r o-1 [e1]
                12:00 done by e3 r o-1 [e1]
                """),
        PageCase(
            "first: more triggers join an armed episode, the clock stays",
            rules: PageCase.rule("r", "per order when first parcel.late unless parcel.arrived within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                13:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1 e2]
                """),
        PageCase(
            "first is what `when` means when it says nothing",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                14:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1 e2]
                """),
        PageCase(
            "first: more triggers join an open episode and make no second task",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 1h"),
            timeline: """
                10:00 parcel.late order=o-1
                15:00 parcel.late order=o-1
                16:00 parcel.arrived order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                16:00 withdrawn overtaken by e3 r o-1 [e1 e2]
                """),
        PageCase(
            "After an ending the next trigger arms anew",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 1h"),
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
            "latest: each trigger becomes the anchor while the episode is armed",
            rules: PageCase.rule(
                "r", "per order when latest parcel.late as late unless parcel.arrived within 4h",
                say: "{late.days}"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 days=1
                13:00 parcel.late order=o-1 days=2
                """,
            expected: """
                17:00 opened r o-1 [e1 e2] "2"
                """),
        PageCase(
            "latest: exactly at the deadline is in time to move it",
            rules: PageCase.rule("r", "per order when latest parcel.late unless parcel.arrived within 4h"),
            until: "23:00",
            timeline: """
                10:00 parcel.late order=o-1
                14:00 parcel.late order=o-1
                """,
            expected: """
                18:00 opened r o-1 [e1 e2]
                """),
        PageCase(
            "latest: while open a trigger joins and does not become the anchor",
            rules: PageCase.rule("r", "per order when latest parcel.late as late after 1h", say: "{late.days}"),
            timeline: """
                10:00 parcel.late order=o-1 days=1
                12:00 parcel.late order=o-1 days=2
                13:00 task.done task=@r/e1
                """,
            expected: """
                11:00 opened r o-1 [e1] "1"
                13:00 done by e3 r o-1 [e1 e2] "1"
                """),
        PageCase(
            "latest: the windows are asked anew from the new anchor",
            rules: PageCase.rule(
                "r",
                "per order when latest parcel.late as late unless call.made where minutes >= late.days within 4h looking back 2h"
            ),
            until: "23:00",
            timeline: """
                09:00 call.made order=o-1 minutes=3
                10:00 parcel.late order=o-1 days=5
                10:30 parcel.late order=o-1 days=2
                """,
            expected: ""),
        PageCase(
            "60 days after the last login",
            rules: PageCase.rule(
                "quiet", "when latest app.login unless app.login within 60d", task: "relationship to desk"),
            until: "07-01T00:00",
            timeline: """
                10:00 app.login
                03-10T10:00 app.login
                03-20T10:00 app.login
                """,
            expected: """
                05-19T10:00 opened quiet [e3]
                """),
        PageCase(
            "60 days after the last login, and back again: the task is overtaken and the login arms its own",
            rules: PageCase.rule(
                "quiet", "when latest app.login unless app.login within 60d", task: "relationship to desk"),
            until: "09-01T00:00",
            timeline: """
                10:00 app.login
                06-01T10:00 app.login
                """,
            expected: """
                05-01T10:00 opened quiet [e1]
                06-01T10:00 withdrawn overtaken by e2 quiet [e1]
                07-31T10:00 opened quiet [e2]
                """),
        PageCase(
            "each: every trigger event has its own episode",
            rules: PageCase.rule("r", "per order when each parcel.late unless parcel.arrived within 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-1
                15:00 parcel.arrived order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1]
                15:00 withdrawn overtaken by e3 r o-1 [e1]
                """),
        PageCase(
            "each: two at the same instant are two tasks",
            rules: PageCase.rule("r", "per order when each parcel.late"),
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e1] #1
                10:00 opened r o-1 [e2] #2
                """),
        PageCase(
            "first: of two triggers at the same instant the first by source and id is the anchor",
            rules: PageCase.rule("r", "per order when parcel.late as late", say: "{late.days}"),
            timeline: """
                10:00 parcel.late order=o-1 days=1 #b
                10:00 parcel.late order=o-1 days=2 #a
                10:00 parcel.late order=o-1 days=3 source=/r #c
                """,
            expected: """
                10:00 opened r o-1 [/r c a b] "3"
                """),
        PageCase(
            "latest: of two triggers at the same instant the last by source and id is the anchor",
            rules: PageCase.rule("r", "per order when latest parcel.late as late after 1h", say: "{late.days}"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1 days=1 #b
                10:00 parcel.late order=o-1 days=2 #a
                """,
            expected: """
                11:00 opened r o-1 [a b] "1"
                """),
        PageCase(
            "A condition of `when` holds only if it is true; a missing field makes it unknown",
            rules: PageCase.rule("r", "per order when parcel.late where days >= 1"),
            timeline: """
                10:00 parcel.late order=o-1 days=1
                10:00 parcel.late order=o-2 days=0
                10:00 parcel.late order=o-3
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "Alternatives arm alike; a `where` at the end belongs to all of them",
            rules: PageCase.rule("r", "per order when call.made or mail.sent where order != \"o-9\""),
            timeline: """
                10:00 call.made order=o-1
                10:00 mail.sent order=o-2
                10:00 mail.sent order=o-9
                10:00 call.made order=o-9
                """,
            expected: """
                10:00 opened r o-1 [e1]
                10:00 opened r o-2 [e2]
                """),
        PageCase(
            "An alternative with its own `where` stands in parentheses",
            rules: PageCase.rule("r", "per order when (call.made where outcome = \"spoke\") or mail.sent"),
            timeline: """
                10:00 call.made order=o-1 outcome=none
                10:00 mail.sent order=o-2
                10:00 call.made order=o-3 outcome=spoke
                """,
            expected: """
                10:00 opened r o-2 [e2]
                10:00 opened r o-3 [e3]
                """),
        PageCase(
            "Over several types a field is missing where the event lacks it",
            rules: PageCase.rule("r", "per order when call.made or mail.sent where outcome is missing"),
            timeline: """
                10:00 call.made order=o-1 outcome=spoke
                10:00 mail.sent order=o-2
                10:00 call.made order=o-3
                """,
            expected: """
                10:00 opened r o-2 [e2]
                10:00 opened r o-3 [e3]
                """),
        PageCase(
            "A trigger that is satisfied at once leaves the instance idle for the next of the same instant",
            rules: PageCase.rule(
                "r", "per order when parcel.late as late unless call.made where minutes > late.days within 1h"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1 days=1 #a
                10:00 parcel.late order=o-1 days=9 #b
                10:00 call.made order=o-1 minutes=5 #c
                """,
            expected: """
                11:00 opened r o-1 [b]
                """),
        PageCase(
            "latest: a dropped trigger does not become the anchor",
            rules: PageCase.rule("r", "per order when latest parcel.late after 1h again after 24h"),
            until: "03-05T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 task.done task=@r/e1
                13:00 parcel.late order=o-1
                03-03T12:30 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 done by e2 r o-1 [e1]
                03-03T13:30 opened r o-1 [e4]
                """),
        PageCase(
            "Rules do not read each other: one instance of two rules is two tasks",
            rules: PageCase.rule("s", "per order when parcel.late") + PageCase.rule("r", "per order when parcel.late"),
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e1] #1
                10:00 opened s o-1 [e1] #2
                """),
        PageCase(
            "Lines are ordered by time, rule, customer and key, endings before openings",
            rules: PageCase.rule("b", "per order when parcel.late unless parcel.arrived within 1h")
                + PageCase.rule("a", "per order when parcel.arrived"),
            timeline: """
                09:00 parcel.late order=o-2 customer=d
                09:00 parcel.late order=o-3 customer=c
                09:00 parcel.late order=o-1 customer=c
                10:00 parcel.arrived order=o-9 customer=c
                11:00 parcel.arrived order=o-3 customer=c
                """,
            expected: """
                10:00 opened a o-9 [e4]
                10:00 opened b o-1 [e3]
                10:00 opened b o-3 [e2]
                10:00 opened b o-2 of d [e1]
                11:00 opened a o-3 [e5]
                11:00 withdrawn overtaken by e5 b o-3 [e2]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
