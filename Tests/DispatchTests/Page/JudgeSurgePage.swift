import Testing

/// Many tasks of one rule at once: some come out, the others are gathered in an incident.
@Suite struct JudgeSurgePage {
    private static func surging(_ surge: String, _ more: String = "", task: String = "recovery to desk") -> String {
        PageCase.rule("r", "per order when parcel.late surge \(surge) \(more)", task: task)
    }

    private static func one(
        _ sentence: String, rules: String, order: ArrivalOrder = .sorted, until: String = "20:00", _ timeline: String,
        expected: String
    ) -> PageCase {
        PageCase(sentence, rules: rules, order: order, until: until, timeline: timeline, expected: expected)
    }

    static let gathering = [
        one(
            "Over all customers N come out, the next is gathered; (t - D, t] is half open",
            rules: surging("2 within 1h"),
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-1 customer=c-2
            10:59 parcel.late order=o-1 customer=c-3
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r o-1 of c-2 [e2]
                10:59 opened r incident members 1
                10:59 held surge r o-1 of c-3 [e3]
                """),
        one(
            "At t + D there is room again",
            rules: surging("2 within 1h"), until: "11:00",
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-1 customer=c-2
            11:00 parcel.late order=o-1 customer=c-3
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r o-1 of c-2 [e2]
                11:00 opened r o-1 of c-3 [e3]
                """),
        one(
            "At one instant in the order of customer and key",
            rules: surging("1 within 1h"), until: "10:00",
            """
            10:00 parcel.late order=o-1 customer=c-2
            10:00 parcel.late order=o-3 customer=c-1
            10:00 parcel.late order=o-2 customer=c-1
            """,
            expected: """
                10:00 opened r incident members 2
                10:00 opened r o-2 of c-1 [e3]
                10:00 held surge r o-3 of c-1 [e2]
                10:00 held surge r o-1 of c-2 [e1]
                """),
        one(
            "While the incident is open all are gathered, however long ago the last",
            rules: surging("1 within 1h"),
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-2
            18:00 parcel.late order=o-3
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r incident members 1
                10:30 held surge r o-2 [e2]
                18:00 held surge r o-3 [e3]
                """),
        one(
            "Each value of the field is a group of its own; so is none",
            rules: surging("1 within 1h by carrier"), until: "10:30",
            """
            10:00 parcel.late order=o-1 carrier=dhl
            10:10 parcel.late order=o-2 carrier=ups
            10:15 parcel.late order=o-3
            10:20 parcel.late order=o-4 carrier=dhl
            10:25 parcel.late order=o-5
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:10 opened r o-2 [e2]
                10:15 opened r o-3 [e3]
                10:20 opened r incident members 1
                10:20 held surge r o-4 [e4]
                10:25 opened r incident members 1
                10:25 held surge r o-5 [e5]
                """),
        one(
            "What came out counts also when it has ended",
            rules: surging("1 within 1h"), until: "10:30",
            """
            10:00 parcel.late order=o-1
            10:10 task.dismissed task=@r/e1
            10:30 parcel.late order=o-2
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:10 dismissed by e2 r o-1 [e1]
                10:30 opened r incident members 1
                10:30 held surge r o-2 [e3]
                """),
        one(
            "It is asked after the other gates: what quiet holds is not gathered",
            rules: "quiet any 10:15-12:00\n" + surging("1 within 4h"), until: "12:00",
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-2
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 held quiet r o-2 [e2]
                12:00 opened r incident members 1
                12:00 held surge r o-2 [e2]
                """),
        one(
            "Verdicts come before gates: an incident that is empty gathers nothing more, another opens",
            rules: PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 0s surge 1 within 4h"),
            until: "11:00",
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-2
            11:00 parcel.arrived order=o-2
            11:00 parcel.late order=o-3
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r incident members 1
                10:30 held surge r o-2 [e2]
                11:00 withdrawn empty r incident members 0
                11:00 opened r incident members 1
                11:00 withdrawn overtaken by e3 r o-2 [e2]
                11:00 held surge r o-3 [e4]
                """),
        one(
            "For a budget what is gathered is out, also for what is asked at the same instant",
            rules: "budget any 2 within 2h\n" + surging("1 within 1h"), until: "12:00",
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-2
            10:30 parcel.late order=o-3
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r incident members 1
                10:30 held surge r o-2 [e2]
                10:30 held budget r o-3 [e3]
                12:00 held surge r o-3 [e3]
                """),
        one(
            "What is gathered does not expire",
            rules: surging("1 within 1h", "expire after 1h"), until: "03-06T10:00",
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-2
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r incident members 1
                10:30 held surge r o-2 [e2]
                """),
        one(
            "For a budget a gathered task counts as out",
            rules: "budget any 1 within 2h\n" + surging("1 within 1h") + PageCase.rule("s", "when app.login"),
            until: "13:00",
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-1 customer=c-2
            11:00 app.login customer=c-2
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r incident members 1
                10:30 held surge r o-1 of c-2 [e2]
                11:00 held budget s of c-2 [e3]
                12:30 opened s of c-2 [e3] judged 11:00
                """),
        one(
            "For an inhibit it is held",
            rules: "inhibit rule s while rule r\n" + surging("1 within 1h") + PageCase.rule("s", "when app.login"),
            until: "13:00",
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-1 customer=c-2
            11:00 app.login customer=c-2
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r incident members 1
                10:30 held surge r o-1 of c-2 [e2]
                11:00 held inhibit s of c-2 [e3]
                """),
        one(
            "Of a date the field is that of the event which set the fact",
            rules: PageCase.rule("r", "per order when at order.promised_at surge 1 within 1h by value"),
            until: "12:00",
            """
            09:00 order.placed order=o-1 value=1 promised_at=10:00
            09:00 order.placed order=o-2 value=2 promised_at=10:10
            09:00 order.placed order=o-3 value=1 promised_at=10:20
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:10 opened r o-2 [e2]
                10:20 opened r incident members 1
                10:20 held surge r o-3 [e3]
                """),
    ]

    private static let three = """
        10:00 parcel.late order=o-1
        10:30 parcel.late order=o-1 customer=c-2
        10:40 parcel.late order=o-1 customer=c-3

        """
    private static let gathered = """
        10:00 opened r o-1 [e1]
        10:30 opened r incident members 1
        10:30 held surge r o-1 of c-2 [e2]
        10:40 held surge r o-1 of c-3 [e3]

        """

    static let answers = [
        one(
            "Done, so are its members, not what had come out; whatever the subject of the answer",
            rules: surging("1 within 1h"), three + "11:00 task.done task=%r customer=nobody",
            expected: gathered + """
                11:00 done by e4 r incident members 2
                11:00 done by e4 r o-1 of c-2 [e2]
                11:00 done by e4 r o-1 of c-3 [e3]
                """),
        one(
            "Members that are done cool",
            rules: surging("1 within 1h", "again after 2h"),
            three + """
                11:00 task.done task=%r customer=nobody
                12:59 parcel.late order=o-1 customer=c-2
                13:00 parcel.late order=o-1 customer=c-3
                """,
            expected: gathered + """
                11:00 done by e4 r incident members 2
                11:00 done by e4 r o-1 of c-2 [e2]
                11:00 done by e4 r o-1 of c-3 [e3]
                13:00 opened r o-1 of c-3 [e6]
                """),
        one(
            "Dismissed, its members are asked by all gates but surge",
            rules: surging("1 within 1h"), three + "11:00 task.dismissed task=%r customer=c",
            expected: gathered + """
                11:00 dismissed by e4 r incident members 2
                11:00 opened r o-1 of c-2 [e2] judged 10:30
                11:00 opened r o-1 of c-3 [e3] judged 10:40
                """),
        one(
            "Other gates may hold them",
            rules: "quiet any 10:50-12:00\n" + surging("1 within 1h"),
            three + "11:00 task.dismissed task=%r customer=c",
            expected: gathered + """
                11:00 dismissed by e4 r incident members 2
                11:00 held quiet r o-1 of c-2 [e2]
                11:00 held quiet r o-1 of c-3 [e3]
                12:00 opened r o-1 of c-2 [e2] judged 10:30
                12:00 opened r o-1 of c-3 [e3] judged 10:40
                """),
        one(
            "What comes out so counts for the surge of others",
            rules: surging("1 within 1h"), until: "11:30",
            three + """
                11:00 task.dismissed task=%r customer=c
                11:30 parcel.late order=o-1 customer=c-4
                """,
            expected: gathered + """
                11:00 dismissed by e4 r incident members 2
                11:00 opened r o-1 of c-2 [e2] judged 10:30
                11:00 opened r o-1 of c-3 [e3] judged 10:40
                11:30 opened r incident members 1
                11:30 held surge r o-1 of c-4 [e5]
                """),
        one(
            "When it comes out at last, `while` is asked again",
            rules: PageCase.rule("r", "per order when parcel.late surge 1 within 1h while customer.vip is missing"),
            three + """
                10:50 customer.updated tier=a vip=true customer=c-2
                11:00 task.dismissed task=%r customer=c
                """,
            expected: gathered + """
                11:00 dismissed by e5 r incident members 2
                11:00 withdrawn no-longer r o-1 of c-2 [e2]
                11:00 opened r o-1 of c-3 [e3] judged 10:40
                """),
        one(
            "A member that ends leaves it; without one left it is withdrawn, empty",
            rules: PageCase.rule(
                "r", "per order when parcel.late surge 1 within 1h unless parcel.arrived within 0s"),
            three + """
                11:00 parcel.arrived order=o-1 customer=c-2
                12:00 task.done customer=c-3 task=@r/e3
                """,
            expected: gathered + """
                11:00 withdrawn overtaken by e4 r o-1 of c-2 [e2]
                12:00 withdrawn empty r incident members 0
                12:00 done by e5 r o-1 of c-3 [e3]
                """),
        one(
            "An incident whose last member ends at an instant is gone before the tasks of that instant are asked",
            rules: PageCase.rule(
                "r", "per order when parcel.late surge 1 within 20min unless parcel.arrived within 0s"),
            until: "11:00",
            """
            10:00 parcel.late order=o-1
            10:10 parcel.late order=o-1 customer=c-2
            11:00 parcel.arrived order=o-1 customer=c-2
            11:00 parcel.late order=o-1 customer=c-1
            11:00 parcel.late order=o-1 customer=c-3
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:10 opened r incident members 1
                10:10 held surge r o-1 of c-2 [e2]
                11:00 withdrawn empty r incident members 0
                11:00 opened r incident members 1
                11:00 opened r o-1 of c-1 [e4]
                11:00 withdrawn overtaken by e3 r o-1 of c-2 [e2]
                11:00 held surge r o-1 of c-3 [e5]
                """),
        one(
            "Of answers to a member and to its incident at one instant the first by source and id ends it",
            rules: surging("1 within 1h"), until: "11:00",
            three + """
                11:00 task.dismissed customer=c-2 task=@r/e2
                11:00 task.done task=%r customer=nobody
                11:00 task.dismissed customer=c-3 task=@r/e3
                """,
            expected: gathered + """
                11:00 done by e5 r incident members 2
                11:00 dismissed by e4 r o-1 of c-2 [e2]
                11:00 done by e5 r o-1 of c-3 [e3]
                """),
        one(
            "A second answer names nothing that is open",
            rules: surging("1 within 1h"),
            three + """
                11:00 task.done task=%r customer=nobody
                11:30 task.dismissed task=%r customer=nobody
                """,
            expected: gathered + """
                11:00 done by e4 r incident members 2
                11:00 done by e4 r o-1 of c-2 [e2]
                11:00 done by e4 r o-1 of c-3 [e3]
                """),
        one(
            "A task that names its own episode ends the member alone",
            rules: surging("1 within 1h"), three + "11:00 task.dismissed customer=c-2 task=@r/e2",
            expected: gathered + "11:00 dismissed by e4 r o-1 of c-2 [e2]"),
        one(
            "It escalates like any other task, with the queue and priority of its first member",
            rules: surging(
                "1 within 1h", "escalate unclaimed after 1h to boss priority urgent",
                task: "recovery to desk priority high"),
            until: "11:30",
            """
            10:00 parcel.late order=o-1
            10:05 task.claimed task=@r/e1
            10:30 parcel.late order=o-1 customer=c-2
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r incident members 1 to desk high
                10:30 held surge r o-1 of c-2 [e3]
                11:30 escalated r incident members 1 to boss urgent
                """),
        one(
            "An incident that somebody has claimed does not escalate as unclaimed",
            rules: surging("1 within 1h", "escalate unclaimed after 1h to boss"),
            until: "12:30",
            """
            10:00 parcel.late order=o-1
            10:05 task.claimed task=@r/e1
            10:30 parcel.late order=o-1 customer=c-2
            11:00 task.claimed task=%r customer=nobody
            """,
            expected: """
                10:00 opened r o-1 [e1]
                10:30 opened r incident members 1
                10:30 held surge r o-1 of c-2 [e3]
                """),
    ]

    @Test(arguments: (gathering + answers), Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
