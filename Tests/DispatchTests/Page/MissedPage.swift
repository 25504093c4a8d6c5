import Testing

/// `expire`: a verdict that is learned too late opens no task.
@Suite struct MissedPage {
    static let cases = [
        LearnedLatePage.arrived(
            "expire: a verdict first learned later than D after its judging time is missed",
            PageCase.rule("r", "per order when parcel.late unless call.made within 4h expire after 2h"),
            """
            16:00:01 app.login
            10:00 parcel.late order=o-1
            """,
            """
            16:00:01 missed r o-1 [e2]
            """),
        LearnedLatePage.arrived(
            "expire: exactly D after it still opens",
            PageCase.rule("r", "per order when parcel.late unless call.made within 4h expire after 2h"),
            """
            16:00 app.login
            10:00 parcel.late order=o-1
            """,
            """
            16:00 opened r o-1 [e2]
            """),
        LearnedLatePage.arrived(
            "expire is three days if nothing is said",
            LearnedLatePage.late,
            """
            03-05T14:00 app.login
            10:00 parcel.late order=o-1
            09:59:59 parcel.late order=o-2
            """,
            """
            03-05T14:00 opened r o-1 [e2]
            03-05T14:00 missed r o-2 [e3]
            """),
        LearnedLatePage.arrived(
            "A missed episode counts as lapsed: the next trigger arms its own",
            PageCase.rule("r", "per order when parcel.late unless call.made within 1h expire after 2h"),
            until: "22:00",
            """
            14:00 app.login
            10:00 parcel.late order=o-1
            16:00 parcel.late order=o-1
            """,
            """
            14:00 missed r o-1 [e2]
            17:00 opened r o-1 [e3]
            """),
        LearnedLatePage.arrived(
            "A missed verdict is missed once",
            PageCase.rule("r", "per order when parcel.late unless call.made within 1h expire after 2h"),
            until: "22:00",
            """
            14:00 app.login
            10:00 parcel.late order=o-1
            11:30 app.login
            15:00 app.login
            """,
            """
            14:00 missed r o-1 [e2]
            """),
        LearnedLatePage.arrived(
            "What was opened once does not expire",
            PageCase.rule(
                "r",
                "per order when parcel.late unless call.made within 1h while customer.tier = \"gold\" expire after 1h"),
            until: "22:00",
            """
            09:00 customer.updated tier=gold
            10:00 parcel.late order=o-1
            15:00 app.login
            10:30 customer.updated tier=iron
            10:31 customer.updated tier=gold
            """,
            """
            11:00 opened r o-1 [e2] #1
            15:00 withdrawn late-evidence by e4 r o-1 [e2] #1
            15:00 opened r o-1 [e2] #1
            """),
        LearnedLatePage.arrived(
            "A missed date is done with",
            PageCase.rule("r", "per order when at order.promised_at expire after 1h"), until: "03-20T00:00",
            """
            15:00 app.login
            10:00 order.placed order=o-1 promised_at=12:00
            16:00 order.amended order=o-1 promised_at=18:00
            17:00 order.amended order=o-1 promised_at=12:00
            """,
            """
            15:00 missed r o-1 [e2]
            """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
