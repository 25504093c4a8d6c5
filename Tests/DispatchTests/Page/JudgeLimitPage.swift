import Testing

/// How often and when a customer is bothered: budget and quiet hours, held until `expire`, `while` asked again.
@Suite struct JudgeLimitPage {
    private static func rule(_ name: String, _ clauses: String, task: String = "recovery to desk") -> String {
        PageCase.rule(name, "per order when \(clauses)", task: task)
    }

    private static let late = rule("late", "parcel.late")
    private static let greet = rule("greet", "order.placed", task: "relationship to desk")

    // MARK: Budget

    static let budget = [
        PageCase(
            "One within two hours, half open: at t + D there is room again",
            rules: "budget any 1 within 2h\n" + late,
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                12:30 parcel.late order=o-3
                """,
            expected: """
                10:00 opened late o-1 [e1]
                11:00 held budget late o-2 [e2]
                12:00 opened late o-2 [e2] judged 11:00
                12:30 held budget late o-3 [e3]
                14:00 opened late o-3 [e3] judged 12:30
                """),
        PageCase(
            "Each customer has a budget",
            rules: "budget any 1 within 2h\n" + late,
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2 customer=c-2
                """,
            expected: """
                10:00 opened late o-1 [e1]
                11:00 opened late o-2 of c-2 [e2]
                """),
        PageCase(
            "What was dismissed or withdrawn does not count, what was done does",
            rules: "budget any 1 within 4h\n" + rule("late", "parcel.late unless parcel.arrived within 0s"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 parcel.late order=o-2
                11:00 task.dismissed task=@late/e1
                11:30 parcel.late order=o-3
                12:00 parcel.arrived order=o-2
                12:30 task.done task=@late/e4
                13:00 parcel.late order=o-4
                """,
            expected: """
                10:00 opened late o-1 [e1]
                10:30 held budget late o-2 [e2]
                11:00 dismissed by e3 late o-1 [e1]
                11:00 opened late o-2 [e2] judged 10:30
                11:30 held budget late o-3 [e4]
                12:00 withdrawn overtaken by e5 late o-2 [e2]
                12:00 opened late o-3 [e4] judged 11:30
                12:30 done by e6 late o-3 [e4]
                13:00 held budget late o-4 [e7]
                16:00 opened late o-4 [e7] judged 13:00
                """),
        PageCase(
            "Events of P count like tasks, half open",
            rules: "budget any 2 within 2h counting mail.sent where auto = false\n" + late,
            until: "20:00",
            timeline: """
                10:00 mail.sent auto=false
                10:30 mail.sent auto=true
                10:45 mail.sent auto=false
                11:00 parcel.late order=o-1
                """,
            expected: """
                11:00 held budget late o-1 [e4]
                12:00 opened late o-1 [e4] judged 11:00
                """),
        PageCase(
            "Only tasks of X count, and only they are held",
            rules: "budget relationship 1 within 2h\n" + late + greet,
            until: "11:30",
            timeline: """
                10:00 parcel.late order=o-1
                10:00 order.placed order=o-1
                11:00 parcel.late order=o-2
                11:00 order.placed order=o-2
                """,
            expected: """
                10:00 opened greet o-1 [e2]
                10:00 opened late o-1 [e1]
                11:00 held budget greet o-2 [e4]
                11:00 opened late o-2 [e3]
                """),
        PageCase(
            "Recovery is asked before relationship, then by priority, j, rule, key",
            rules: "budget any 1 within 1h\n" + greet.replacing("to desk", with: "to desk priority urgent") + late
                + rule("more", "parcel.late", task: "recovery to desk priority high"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-2
                10:00 parcel.late order=o-1
                10:00 order.placed order=o-1
                """,
            expected: """
                10:00 held budget greet o-1 [e3]
                10:00 held budget late o-1 [e2]
                10:00 held budget late o-2 [e1]
                10:00 opened more o-1 [e2]
                10:00 held budget more o-2 [e1]
                11:00 opened more o-2 [e1] judged 10:00
                12:00 opened late o-1 [e2] judged 10:00
                """),
        PageCase(
            "Of one priority the older verdict comes first",
            rules: "budget any 1 within 1h\n" + late,
            until: "11:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:20 parcel.late order=o-9
                10:40 parcel.late order=o-2
                """,
            expected: """
                10:00 opened late o-1 [e1]
                10:20 held budget late o-9 [e2]
                10:40 held budget late o-2 [e3]
                11:00 opened late o-9 [e2] judged 10:20
                """),
    ]

    // MARK: Quiet hours

    static let quiet = [
        PageCase(
            "In quiet hours, half open",
            rules: "quiet any 20:00-22:00\n" + late,
            until: "03-03T10:00",
            timeline: """
                19:59:59 parcel.late order=o-1
                20:00 parcel.late order=o-2
                22:00 parcel.late order=o-3
                """,
            expected: """
                19:59:59 opened late o-1 [e1]
                20:00 held quiet late o-2 [e2]
                22:00 opened late o-2 [e2] judged 20:00
                22:00 opened late o-3 [e3]
                """),
        PageCase(
            "A span over midnight belongs to the day on which it begins",
            rules: "quiet any 20:00-08:30 on mon\n" + late,
            until: "03-10T10:00",
            timeline: """
                07:00 parcel.late order=o-1
                21:00 parcel.late order=o-2
                03-03T21:00 parcel.late order=o-3
                """,
            expected: """
                07:00 opened late o-1 [e1]
                21:00 held quiet late o-2 [e2]
                03-03T08:30 opened late o-2 [e2] judged 21:00
                03-03T21:00 opened late o-3 [e3]
                """),
        PageCase(
            "Some priorities come out nevertheless, that of j",
            rules: "quiet any 20:00-22:00 except high, urgent\n"
                + rule("late", "parcel.late as late", task: "recovery to desk priority urgent if late.days > 2, low"),
            until: "21:00",
            timeline: """
                20:00 parcel.late order=o-1 days=3
                20:00 parcel.late order=o-2 days=2
                """,
            expected: """
                20:00 opened late o-1 [e1] to desk urgent
                20:00 held quiet late o-2 [e2]
                """),
        PageCase(
            "The hours are the customer's",
            rules: "quiet any 20:00-08:00\n" + late,
            until: "13:00",
            timeline: """
                09:00 customer.updated tier=a zone=America/New_York
                09:30 parcel.late order=o-1
                10:00 parcel.late order=o-1 customer=c-2
                """,
            expected: """
                09:30 held quiet late o-1 [e2]
                10:00 opened late o-1 of c-2 [e3]
                13:00 opened late o-1 [e2] judged 09:30
                """),
        PageCase(
            "A customer who moves is asked where they are now; an unknown zone is the site's",
            rules: "quiet any 20:00-08:00\n" + late,
            until: "13:00",
            timeline: """
                09:00 customer.updated tier=a zone=America/New_York
                09:30 parcel.late order=o-1
                10:00 customer.updated tier=a zone=Nowhere/Land
                """,
            expected: """
                09:30 held quiet late o-1 [e2]
                10:00 opened late o-1 [e2] judged 09:30
                """),
        PageCase(
            "Without a customer's zone the site's holds, over the change of clocks",
            rules: "quiet any 23:00-01:30\n" + late,
            until: "03-29T10:00", zone: "Europe/London",
            timeline: "03-28T23:30 parcel.late order=o-1",
            expected: """
                03-28T23:30 held quiet late o-1 [e1]
                03-29T01:00 opened late o-1 [e1] judged 03-28T23:30
                """),
        PageCase(
            "An end that exists twice is the first",
            rules: "quiet any 23:00-01:30\n" + late,
            until: "10-25T10:00", zone: "Europe/London",
            timeline: "10-24T22:30 parcel.late order=o-1",
            expected: """
                10-24T22:30 held quiet late o-1 [e1]
                10-25T00:30 opened late o-1 [e1] judged 10-24T22:30
                """),
        PageCase(
            "Outside a calendar it is quiet, in the calendar's zone whatever the customer's",
            rules: "calendar work mon-fri 09:00-17:00\nquiet any outside work\n" + late,
            until: "03-09T10:00",
            timeline: """
                08:00 customer.updated tier=a zone=America/New_York
                09:00 parcel.late order=o-1
                17:00 parcel.late order=o-2
                03-06T18:00 parcel.late order=o-3
                """,
            expected: """
                09:00 opened late o-1 [e2]
                17:00 held quiet late o-2 [e3]
                03-03T09:00 opened late o-2 [e3] judged 17:00
                03-06T18:00 held quiet late o-3 [e4]
                03-09T09:00 opened late o-3 [e4] judged 03-06T18:00
                """),
        PageCase(
            "Two quiets hold as long as either does, with one line",
            rules: "quiet any 20:00-21:00\nquiet any 20:30-22:00\n" + late,
            until: "22:00",
            timeline: "20:15 parcel.late order=o-1",
            expected: """
                20:15 held quiet late o-1 [e1]
                22:00 opened late o-1 [e1] judged 20:15
                """),
        PageCase(
            "Another gate that holds on is another line",
            rules: "quiet any 20:00-21:00\nbudget any 1 within 2h\n" + late,
            until: "22:00",
            timeline: """
                19:30 parcel.late order=o-1
                20:00 task.dismissed task=@late/e1
                20:15 parcel.late order=o-2
                20:30 call.made
                """,
            expected: """
                19:30 opened late o-1 [e1]
                20:00 dismissed by e2 late o-1 [e1]
                20:15 held quiet late o-2 [e3]
                21:00 opened late o-2 [e3] judged 20:15
                """),
        PageCase(
            "The first gate that holds gives the reason; when it lets go, the next does",
            rules: "quiet any 10:00-14:00\nbudget any 1 within 2h\n" + late,
            until: "14:00",
            timeline: """
                09:30 parcel.late order=o-1
                10:15 parcel.late order=o-2
                """,
            expected: """
                09:30 opened late o-1 [e1]
                10:15 held budget late o-2 [e2]
                11:30 held quiet late o-2 [e2]
                14:00 opened late o-2 [e2] judged 10:15
                """),
    ]

    // MARK: Held to the end

    static let ends = [
        PageCase(
            "Held at j + expire it is missed, because of the gate",
            rules: "quiet any 20:00-23:00\n" + rule("late", "parcel.late expire after 2h"),
            until: "23:30",
            timeline: "20:15 parcel.late order=o-1",
            expected: """
                20:15 held quiet late o-1 [e1]
                22:15 missed quiet late o-1 [e1]
                """),
        PageCase(
            "At that instant the gates are asked first",
            rules: "quiet any 20:00-22:15\n" + rule("late", "parcel.late expire after 2h"),
            until: "23:30",
            timeline: "20:15 parcel.late order=o-1",
            expected: """
                20:15 held quiet late o-1 [e1]
                22:15 opened late o-1 [e1] judged 20:15
                """),
        PageCase(
            "What was missed does not cool",
            rules: "quiet any 20:00-22:30\n" + rule("late", "parcel.late again after 5h expire after 2h"),
            until: "23:30",
            timeline: """
                20:15 parcel.late order=o-1
                21:00 parcel.late order=o-1
                22:20 parcel.late order=o-1
                """,
            expected: """
                20:15 held quiet late o-1 [e1]
                22:15 missed quiet late o-1 [e1 e2]
                22:20 held quiet late o-1 [e3]
                22:30 opened late o-1 [e3] judged 22:20
                """),
        PageCase(
            "When it comes out `while` is asked again; false, it ends and does not cool",
            rules: "quiet any 20:00-22:00\n"
                + rule("late", "parcel.late while customer.tier != \"blocked\" again after 5h"),
            until: "23:30",
            timeline: """
                19:00 customer.updated tier=gold
                20:15 parcel.late order=o-1
                21:00 customer.updated tier=blocked
                22:30 customer.updated tier=gold
                23:00 parcel.late order=o-1
                """,
            expected: """
                20:15 held quiet late o-1 [e2]
                22:00 withdrawn no-longer late o-1 [e2]
                23:00 opened late o-1 [e5]
                """),
        PageCase(
            "While it is held nobody asks `while`",
            rules: "quiet any 20:00-22:00\n" + rule("late", "parcel.late while customer.tier != \"blocked\""),
            until: "23:30",
            timeline: """
                19:00 customer.updated tier=gold
                20:15 parcel.late order=o-1
                21:00 customer.updated tier=blocked
                21:30 customer.updated tier=gold
                """,
            expected: """
                20:15 held quiet late o-1 [e2]
                22:00 opened late o-1 [e2] judged 20:15
                """),
        PageCase(
            "An `unless` event after j ends what is held, and it cools",
            rules: "quiet any 20:00-22:00\n"
                + rule("late", "parcel.late unless call.made within 15min again after 2h"),
            until: "23:30",
            timeline: """
                20:15 parcel.late order=o-1
                21:00 call.made
                22:59 parcel.late order=o-1
                23:00 parcel.late order=o-1
                """,
            expected: """
                20:30 held quiet late o-1 [e1]
                21:00 withdrawn overtaken by e2 late o-1 [e1]
                23:15 opened late o-1 [e4]
                """),
        PageCase(
            "An answer ends what is held",
            rules: "quiet any 20:00-22:00\n" + late,
            until: "23:30",
            timeline: """
                20:15 parcel.late order=o-1
                20:20 parcel.late order=o-2
                21:00 task.done task=@late/e1
                22:00 task.dismissed task=@late/e2
                """,
            expected: """
                20:15 held quiet late o-1 [e1]
                20:20 held quiet late o-2 [e2]
                21:00 done by e3 late o-1 [e1]
                22:00 dismissed by e4 late o-2 [e2]
                """),
        PageCase(
            "A moved date ends what is held",
            rules: "quiet any 20:00-22:00\n" + rule("due", "at order.promised_at"),
            until: "23:30",
            timeline: """
                10:00 order.placed order=o-1 promised_at=20:30
                21:00 order.amended order=o-1 promised_at=23:00
                """,
            expected: """
                20:30 held quiet due o-1 [e1]
                21:00 withdrawn moved by e2 due o-1 [e1]
                23:00 opened due o-1 [e2]
                """),
        PageCase(
            "due counts from when it comes out, and what it says is asked then",
            rules: "quiet any 20:00-22:00\n"
                + PageCase.rule(
                    "late", "per order when parcel.late", task: "recovery to desk due 2h", say: "{customer.tier}"),
            until: "23:30",
            timeline: """
                19:00 customer.updated tier=gold
                20:15 parcel.late order=o-1
                21:00 customer.updated tier=iron
                """,
            expected: """
                20:15 held quiet late o-1 [e2] "gold"
                22:00 opened late o-1 [e2] due 03-03T00:00 judged 20:15 "iron"
                """),
        PageCase(
            "A verdict learned late, but not by `expire`, is asked when it is learned",
            rules: "quiet any 20:00-22:00\n" + rule("late", "parcel.late expire after 2h"), order: .asArrived,
            until: "23:30",
            timeline: """
                21:30 app.login
                20:15 parcel.late order=o-1
                19:30 parcel.late order=o-2
                19:00 parcel.late order=o-3
                """,
            expected: """
                21:30 held quiet late o-1 [e2]
                21:30 missed quiet late o-2 [e3]
                21:30 missed late o-3 [e4]
                22:00 opened late o-1 [e2] judged 20:15
                """),
        PageCase(
            "What came out stays out in quiet hours, and ends by the verdict alone",
            rules: "quiet any 20:00-22:00\n" + rule("late", "parcel.late unless call.made within 0s"),
            until: "23:30",
            timeline: """
                19:00 parcel.late order=o-1
                21:00 call.made
                """,
            expected: """
                19:00 opened late o-1 [e1]
                21:00 withdrawn overtaken by e2 late o-1 [e1]
                """),
    ]

    @Test(arguments: (budget + quiet + ends), Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
