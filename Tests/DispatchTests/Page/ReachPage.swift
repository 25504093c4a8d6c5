import Testing

/// `for customer` and `since Q`: which events a window counts, beside those that its time and the rule's key leave.
@Suite struct ReachPage {
    /// `per order`, late, four hours.
    private static func wait(_ unless: String) -> String {
        PageCase.rule("r", "per order when parcel.late as late \(unless)")
    }

    /// Three calls in two days.
    private static func calls(_ reach: String, per: String = "per order ") -> String {
        PageCase.rule("r", "\(per)when 3 call.made within 2d \(reach)")
    }

    static let unless = [
        PageCase(
            "Without `for customer` an event that names another order ends nothing",
            rules: wait("unless call.made within 4h"), until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 call.made order=o-2
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "With `for customer` every event of the customer ends the wait, whatever order it names",
            rules: wait("unless call.made within 4h for customer"), until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                11:00 parcel.late order=o-1 customer=c-2
                12:00 call.made order=o-2
                """,
            expected: """
                15:00 opened r o-1 of c-2 [e3]
                """),
        PageCase(
            "It withdraws what is open, likewise",
            rules: wait("unless call.made within 4h for customer"),
            timeline: """
                10:00 parcel.late order=o-1
                15:00 call.made order=o-2
                """,
            expected: """
                14:00 opened r o-1 [e1]
                15:00 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "Its window reaches no further than any other, back or forth",
            rules: wait("unless call.made within 4h looking back 1h for customer"), until: "20:00",
            timeline: """
                08:59 call.made order=o-2
                10:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e2]
                """),
        PageCase(
            "Looking back it sees other orders",
            rules: wait("unless call.made within 4h looking back 1h for customer"), until: "20:00",
            timeline: """
                09:00 call.made order=o-2
                10:00 parcel.late order=o-1
                """,
            expected: ""),
        PageCase(
            "Each `unless` says for itself whom it is for",
            rules: wait("unless call.made within 4h for customer unless parcel.arrived within 4h"), until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.arrived order=o-2
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "On a date trigger, with the whole past behind it",
            rules: PageCase.rule("r", "per order when at order.promised_at unless call.made for customer"),
            until: "20:00",
            timeline: """
                08:00 call.made order=o-2
                10:00 order.placed order=o-1 promised_at=12:00
                """,
            expected: ""),
    ]

    static let windows = [
        PageCase(
            "A window joins by the key that events carry",
            rules: wait("while count parcel.late within 1d >= 2"),
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                12:00 parcel.late order=o-1
                """,
            expected: """
                12:00 opened r o-1 [e3]
                """),
        PageCase(
            "For the customer it counts all of the customer's",
            rules: wait("while count parcel.late within 1d for customer >= 2"),
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                11:00 parcel.late order=o-2 customer=c-2
                """,
            expected: """
                11:00 opened r o-2 [e2]
                """),
        PageCase(
            "A count for the customer starts the instance of its last event",
            rules: calls("for customer"),
            timeline: """
                10:00 call.made order=o-1
                11:00 call.made
                12:00 call.made order=o-2
                """,
            expected: """
                12:00 opened r o-2 [e1 e2 e3]
                """),
        PageCase(
            "The order of the parts: within, across, since, for customer, as",
            rules: PageCase.rule(
                "r", "per order when 2 call.made within 2d across 2 outcome since mail.sent for customer as call",
                say: "{call.order}"),
            timeline: """
                09:00 call.made order=o-1 outcome=a
                10:00 mail.sent order=o-3
                11:00 call.made order=o-1 outcome=a
                12:00 call.made order=o-1 outcome=a
                13:00 call.made order=o-2 outcome=b
                """,
            expected: """
                13:00 opened r o-2 [e3 e4 e5] "o-2"
                """),
    ]

    static let since = [
        PageCase(
            "Three in a row: what came before the latest Q does not count",
            rules: calls("since mail.sent", per: ""),
            timeline: """
                08:00 call.made
                09:00 call.made
                10:00 mail.sent
                11:00 call.made
                12:00 call.made
                13:00 call.made
                """,
            expected: """
                13:00 opened r [e4 e5 e6]
                """),
        PageCase(
            "Without any Q all of the window counts",
            rules: calls("since mail.sent", per: ""),
            timeline: """
                08:00 call.made
                09:00 call.made
                11:00 call.made
                """,
            expected: """
                11:00 opened r [e1 e2 e3]
                """),
        PageCase(
            "Strictly later: an event of Q's own instant does not count",
            rules: calls("since mail.sent", per: ""),
            timeline: """
                08:00 call.made
                08:00 mail.sent
                09:00 call.made
                10:00 call.made
                """,
            expected: ""),
        PageCase(
            "A Q at the very instant leaves nothing",
            rules: calls("since mail.sent", per: ""),
            timeline: """
                08:00 call.made
                09:00 call.made
                10:00 call.made
                10:00 mail.sent
                """,
            expected: ""),
        PageCase(
            "Q joins as the rule does: that of another order says nothing",
            rules: calls("since mail.sent"),
            timeline: """
                08:00 call.made order=o-1
                09:00 call.made order=o-1
                10:00 mail.sent order=o-2
                11:00 call.made order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e1 e2 e4]
                """),
        PageCase(
            "Q without a key speaks for the customer as a whole",
            rules: calls("since mail.sent"),
            timeline: """
                08:00 call.made order=o-1
                09:00 call.made order=o-1
                10:00 mail.sent
                11:00 call.made order=o-1
                """,
            expected: ""),
        PageCase(
            "`for customer` goes for Q, too",
            rules: calls("since mail.sent for customer"),
            timeline: """
                08:00 call.made order=o-1
                09:00 call.made order=o-1
                10:00 mail.sent order=o-2
                11:00 call.made order=o-1
                """,
            expected: ""),
        PageCase(
            "Q may have alternatives and a condition",
            rules: calls("since mail.sent or app.login where event.id != \"x\"", per: ""),
            timeline: """
                07:00 call.made
                08:00 call.made
                09:00 app.login #x
                10:00 call.made
                11:00 app.login
                """,
            expected: """
                10:00 opened r [e1 e2 e4]
                """),
        PageCase(
            "In a window function of `while`, asked at the judging",
            rules: wait("after 1h while not seen call.made within 2d since mail.sent"),
            timeline: """
                09:00 call.made
                10:00 parcel.late order=o-1
                10:30 mail.sent
                11:00 parcel.late order=o-2
                11:30 call.made
                12:00 app.login
                """,
            expected: """
                11:00 opened r o-1 [e2]
                """),
        PageCase(
            "In a sum, before a comparison",
            rules: wait("while sum minutes of call.made within 2d since mail.sent > 5"),
            timeline: """
                08:00 call.made minutes=10
                09:00 mail.sent
                09:30 call.made minutes=3
                10:00 parcel.late order=o-1
                10:30 call.made minutes=3
                11:00 parcel.late order=o-2
                """,
            expected: """
                11:00 opened r o-2 [e6]
                """),
        PageCase(
            "A Q that arrives late takes the task back",
            rules: calls("since mail.sent", per: ""), order: .asArrived,
            timeline: """
                08:00 call.made
                09:00 call.made
                11:00 call.made
                12:00 app.login
                10:00 mail.sent
                """,
            expected: """
                11:00 opened r [e1 e2 e3]
                12:00 withdrawn late-evidence by e5 r [e1 e2 e3]
                """),
    ]

    @Test(arguments: unless + windows + since, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
