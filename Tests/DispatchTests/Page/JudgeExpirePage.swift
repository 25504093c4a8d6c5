import Testing

/// What was held to the end: missed at `expire`, `while` asked again, what came out stays out.
@Suite struct JudgeExpirePage {
    private static func rule(_ name: String, _ clauses: String, task: String = "recovery to desk") -> String {
        PageCase.rule(name, "per order when \(clauses)", task: task)
    }

    private static let late = rule("late", "parcel.late")

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

    @Test(arguments: ends, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
