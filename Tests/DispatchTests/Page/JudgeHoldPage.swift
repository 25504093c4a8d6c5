import Testing

/// Gates that look at one customer: holdout, blind, inhibit; and what all gates have in common.
@Suite struct JudgeHoldPage {
    private static func rule(_ name: String, _ clauses: String, task: String = "recovery to desk") -> String {
        PageCase.rule(name, "per order when \(clauses)", task: task)
    }

    private static let greet = rule("greet", "order.placed", task: "relationship to desk")

    // MARK: Holdout

    static let holdout = [
        PageCase(
            "Of customers below the share nothing comes out, of the others all does",
            rules: rule("r", "parcel.late holdout 6%", task: "relationship to desk"),
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-1 customer=c-2
                10:00 parcel.late order=o-1 customer=c-3
                """,
            expected: """
                10:00 opened r o-1 [e1]
                10:00 held-out r o-1 of c-2 [e2]
                10:00 opened r o-1 of c-3 [e3]
                """),
        PageCase(
            "The hash is of the rule too", rules: rule("s", "parcel.late holdout 6%", task: "relationship to desk"),
            timeline: """
                10:00 parcel.late order=o-1 customer=c-2
                10:00 parcel.late order=o-1 customer=c-17
                """,
            expected: """
                10:00 held-out s o-1 of c-17 [e2]
                10:00 opened s o-1 of c-2 [e1]
                """),
        PageCase(
            "A recovery rule says that it holds out even so",
            rules: rule("r", "parcel.late holdout 6.9% even recovery"),
            timeline: """
                10:00 parcel.late order=o-1 customer=c-3
                10:00 parcel.late order=o-1 customer=c-19
                """,
            expected: """
                10:00 opened r o-1 of c-19 [e2]
                10:00 held-out r o-1 of c-3 [e1]
                """),
        PageCase(
            "It ends at its opening and cools from there",
            rules: rule("r", "parcel.late after 1h again after 2h holdout 6%", task: "relationship to desk"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 customer=c-2
                10:30 parcel.late order=o-1 customer=c-2
                12:59 parcel.late order=o-1 customer=c-2
                13:00 parcel.late order=o-1 customer=c-2
                """,
            expected: """
                11:00 held-out r o-1 of c-2 [e1 e2]
                14:00 held-out r o-1 of c-2 [e4]
                """),
        PageCase(
            "Holdout is asked before every other gate, and inhibits nothing",
            rules: "quiet any 09:00-12:00\ninhibit rule greet while rule r\n" + greet
                + rule("r", "parcel.late holdout 6% even recovery"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1 customer=c-2
                10:00 order.placed order=o-1 customer=c-2
                """,
            expected: """
                10:00 held quiet greet o-1 of c-2 [e2]
                10:00 held-out r o-1 of c-2 [e1]
                12:00 opened greet o-1 of c-2 [e2]
                """),
        PageCase(
            "Answered before it opened, it is not held out",
            rules: rule("r", "parcel.late after 1h holdout 6%", task: "relationship to desk"), until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 customer=c-2
                10:30 task.done customer=c-2 task=@r/e1
                """,
            expected: ""),
        PageCase(
            "An episode that a late event opens earlier has the id that was held out, and is ended with it",
            rules: rule("r", "parcel.late after 30min holdout 6%", task: "relationship to desk"), order: .asArrived,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 customer=c-2
                12:00 order.placed order=o-1 customer=c-2
                07:00 parcel.late order=o-1 customer=c-2
                """,
            expected: """
                10:30 held-out r o-1 of c-2 [e1]
                """),
    ]

    // MARK: Blind

    private static func blind(_ feed: String, _ taskClass: String = "recovery") -> String {
        "feed crm from \"/crm\" brings call.made every 15min \(feed)\n"
            + rule("r", "parcel.late unless call.made within 1h", task: "\(taskClass) to desk")
    }

    static let feeds = [
        PageCase(
            "A feed that was heard exactly `every` before j is no reason to wait",
            rules: blind(""),
            until: "11:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:45 call.made order=o-9 customer=c-9 source=/crm
                """,
            expected: "11:00 opened r o-1 [e1]"),
        PageCase(
            "A second longer holds, until it is heard again late enough",
            rules: blind(""),
            until: "13:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:44:59 app.login customer=c-9 source=/crm/x
                11:30 app.login customer=c-9 source=/crm
                """,
            expected: """
                11:00 held blind r o-1 [e1]
                11:30 opened r o-1 [e1] judged 11:00
                """),
        PageCase(
            "What is heard counts against j, not against now",
            rules: blind(""),
            until: "16:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:44:59 app.login customer=c-9 source=/crm
                15:00 app.login customer=c-9 source=/crm
                """,
            expected: """
                11:00 held blind r o-1 [e1]
                15:00 opened r o-1 [e1] judged 11:00
                """),
        PageCase(
            "The whole instant of j is heard, of all customers",
            rules: blind(""),
            until: "11:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 app.login customer=z source=/crm
                """,
            expected: "11:00 opened r o-1 [e1]"),
        PageCase(
            "A feed never heard holds; from j + hold on a recovery passes, unverified",
            rules: blind("hold 2h"),
            until: "20:00",
            timeline: "10:00 parcel.late order=o-1",
            expected: """
                11:00 held blind r o-1 [e1]
                13:00 opened r o-1 [e1] unverified crm
                """),
        PageCase(
            "`hold` is six hours if nothing is said",
            rules: blind(""),
            until: "20:00",
            timeline: "10:00 parcel.late order=o-1",
            expected: """
                11:00 held blind r o-1 [e1]
                17:00 opened r o-1 [e1] unverified crm
                """),
        PageCase(
            "A relationship task waits on, and is missed",
            rules: blind("hold 2h", "relationship").replacing("within 1h", with: "within 1h expire after 5h"),
            until: "20:00",
            timeline: "10:00 parcel.late order=o-1",
            expected: """
                11:00 held blind r o-1 [e1]
                16:00 missed blind r o-1 [e1]
                """),
        PageCase(
            "The contact that the silent feed brings at last ends what is held",
            rules: blind(""),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 call.made order=o-1 source=/crm
                """,
            expected: """
                11:00 held blind r o-1 [e1]
                12:00 withdrawn overtaken by /crm e2 r o-1 [e1]
                """),
        PageCase(
            "What the feed brings late ends the wait: the verdict was wrong",
            rules: blind(""), order: .asArrived,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 app.login
                10:30 call.made order=o-1 source=/crm
                """,
            expected: """
                11:00 held blind r o-1 [e1]
                12:00 withdrawn late-evidence by /crm e3 r o-1 [e1]
                """),
        PageCase(
            "A feed holds only rules whose `unless` names what it brings",
            rules: "feed crm from \"/crm\" brings mail.sent every 15min\n"
                + rule("r", "parcel.late unless call.made within 1h"),
            until: "20:00",
            timeline: "10:00 parcel.late order=o-1",
            expected: "11:00 opened r o-1 [e1]"),
        PageCase(
            "`every` counts on a calendar where it says so",
            rules: "calendar work mon-fri 09:00-17:00\n"
                + blind("").replacing("every 15min", with: "every 15min on work").replacing(
                    "within 1h", with: "within 1min"),
            until: "03-03T09:16",
            timeline: """
                17:00 app.login source=/crm
                03-03T09:14 parcel.late order=o-1
                03-03T09:15 parcel.late order=o-2
                """,
            expected: """
                03-03T09:15 opened r o-1 [e2]
                03-03T09:16 held blind r o-2 [e3]
                """),
        PageCase(
            "Of two feeds the one that is silent longer decides, and both are named",
            rules: "feed tel from \"/tel\" brings call.made every 15min hold 1h\n"
                + "feed crm from \"/crm\" brings call.made, mail.sent every 15min hold 2h\n"
                + rule("r", "parcel.late unless call.made within 1h"),
            until: "20:00",
            timeline: "10:00 parcel.late order=o-1",
            expected: """
                11:00 held blind r o-1 [e1]
                13:00 opened r o-1 [e1] unverified crm tel
                """),
        PageCase(
            "What is heard of one between leaves the other unverified",
            rules: "feed tel from \"/tel\" brings call.made every 15min hold 1h\n"
                + "feed crm from \"/crm\" brings call.made, mail.sent every 15min hold 2h\n"
                + rule("r", "parcel.late unless call.made within 1h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:30 app.login source=/tel customer=z
                """,
            expected: """
                11:00 held blind r o-1 [e1]
                13:00 opened r o-1 [e1] unverified crm
                """),
    ]

    // MARK: Inhibit

    static let inhibit = [
        PageCase(
            "While a task of Y is open, X is held; it comes out when that ends",
            rules: "inhibit relationship while recovery\n" + greet
                + rule("late", "parcel.late unless parcel.arrived within 0s"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 order.placed order=o-2
                12:00 parcel.arrived order=o-1
                """,
            expected: """
                10:00 opened late o-1 [e1]
                11:00 held inhibit greet o-2 [e2]
                12:00 opened greet o-2 [e2] judged 11:00
                12:00 withdrawn overtaken by e3 late o-1 [e1]
                """),
        PageCase(
            "Another customer's task inhibits nothing",
            rules: "inhibit relationship while recovery\n" + greet + rule("late", "parcel.late"),
            timeline: """
                10:00 parcel.late order=o-1 customer=c-2
                11:00 order.placed order=o-2
                """,
            expected: """
                10:00 opened late o-1 of c-2 [e1]
                11:00 opened greet o-2 [e2]
                """),
        PageCase(
            "After its end so long, half open",
            rules: "inhibit relationship while recovery and 2h after\n" + greet + rule("late", "parcel.late"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 task.done task=@late/e1
                12:00 order.placed order=o-2
                13:00 order.placed order=o-3
                """,
            expected: """
                10:00 opened late o-1 [e1]
                11:00 done by e2 late o-1 [e1]
                12:00 held inhibit greet o-2 [e3]
                13:00 opened greet o-2 [e3] judged 12:00
                13:00 opened greet o-3 [e4]
                """),
        PageCase(
            "What never came out inhibits only while it is held",
            rules: "inhibit relationship while recovery and 2h after\nquiet recovery 09:00-18:00\n" + greet
                + rule("late", "parcel.late"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 order.placed order=o-2
                11:00 task.done task=@late/e1
                """,
            expected: """
                10:00 held quiet late o-1 [e1]
                10:30 held inhibit greet o-2 [e2]
                11:00 opened greet o-2 [e2] judged 10:30
                11:00 done by e3 late o-1 [e1]
                """),
        PageCase(
            "One that is judged at the same instant counts as held before it is asked",
            rules: "inhibit rule a while rule b\n" + rule("a", "parcel.late", task: "recovery to desk priority urgent")
                + rule("b", "parcel.late", task: "relationship to desk priority low"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 task.dismissed task=@b/e1
                """,
            expected: """
                10:00 held inhibit a o-1 [e1]
                10:00 opened b o-1 [e1]
                11:00 opened a o-1 [e1] judged 10:00
                11:00 dismissed by e2 b o-1 [e1]
                """),
        PageCase(
            "An unverified task too is open",
            rules: "inhibit relationship while recovery\n" + greet + blind("hold 1min"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:30 order.placed order=o-2
                """,
            expected: """
                11:00 held blind r o-1 [e1]
                11:01 opened r o-1 [e1] unverified crm
                11:30 held inhibit greet o-2 [e2]
                """),
    ]

    @Test(arguments: (holdout + feeds + inhibit), Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
