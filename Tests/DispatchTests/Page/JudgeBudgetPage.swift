import Testing

/// How often a customer is bothered.
@Suite struct JudgeBudgetPage {
    private static func rule(_ name: String, _ clauses: String, task: String = "recovery to desk") -> String {
        PageCase.rule(name, "per order when \(clauses)", task: task)
    }

    private static let late = rule("late", "parcel.late")
    private static let greet = rule("greet", "order.placed", task: "relationship to desk")

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

    @Test(arguments: budget, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
