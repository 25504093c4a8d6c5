import Testing

/// When a customer is bothered.
@Suite struct JudgeQuietPage {
    private static func rule(_ name: String, _ clauses: String, task: String = "recovery to desk") -> String {
        PageCase.rule(name, "per order when \(clauses)", task: task)
    }

    private static let late = rule("late", "parcel.late")

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

    @Test(arguments: quiet, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
