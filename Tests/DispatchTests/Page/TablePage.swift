import Testing

/// Tables: rows of a CSV file, found by their key.
@Suite struct TablePage {
    private static let carriers =
        "table carriers from \"carriers.csv\" key carrier text  bad number  owner text optional  "
        + "opens time optional  since date optional  own boolean\n"
    private static let levels = "table levels from \"levels.csv\" key days number  level text\n"

    private static func late(_ clauses: String, say: String = "Call.") -> String {
        carriers + levels + PageCase.rule("r", "per order when parcel.late as late \(clauses)", say: say)
    }

    static let cases = [
        PageCase(
            "A cell of the row whose key is asked for, in while",
            rules: late("while carriers[late.carrier].bad > 1"),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl
                10:00 parcel.late order=o-2 carrier=ups
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "Missing where there is no such row, no key, or nothing in the cell",
            rules: late("", say: "{carriers[late.carrier].bad} {carriers[late.carrier].owner}"),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl
                10:00 parcel.late order=o-2 carrier=ups
                10:00 parcel.late order=o-3 carrier=gls
                10:00 parcel.late order=o-4
                """,
            expected: """
                10:00 opened r o-1 [e1] "3 Kim, Lee"
                10:00 opened r o-2 [e2] "0 (unknown)"
                10:00 opened r o-3 [e3] "(unknown) (unknown)"
                10:00 opened r o-4 [e4] "(unknown) (unknown)"
                """),
        PageCase(
            "In where, by a field of the event matched",
            rules: carriers
                + PageCase.rule(
                    "r", "per order when parcel.late where carriers[carrier].own and days >= carriers[carrier].bad"),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl days=3
                10:00 parcel.late order=o-2 carrier=ups days=3
                10:00 parcel.late order=o-3 carrier=dhl days=2
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "By a number, whose texts keep their quotation marks",
            rules: late("", say: "{levels[late.days].level}"),
            timeline: """
                10:00 parcel.late order=o-1 days=1
                10:00 parcel.late order=o-2 days=2.5
                10:00 parcel.late order=o-3 days=2
                """,
            expected: """
                10:00 opened r o-1 [e1] "low"
                10:00 opened r o-2 [e2] "more "or" less"
                10:00 opened r o-3 [e3] "(unknown)"
                """),
        PageCase(
            "The key is a column, too: whether there is such a row",
            rules: late("while carriers[late.carrier].carrier is present"),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl
                10:00 parcel.late order=o-2 carrier=gls
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "Times and dates are computed with",
            rules: late(
                "while late.event.time < carriers[late.carrier].opens and carriers[late.carrier].since < 2021-01-01"),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl
                12:00 parcel.late order=o-2 carrier=dhl
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "A key may be any expression of its type, a cell too",
            rules: late(
                "while carriers[levels[late.days + 0.5].level].bad is missing and levels[carriers[late.carrier].bad - 2].level = \"low\""
            ),
            timeline: """
                10:00 parcel.late order=o-1 days=2 carrier=dhl
                10:00 parcel.late order=o-2 days=2 carrier=ups
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "In a route, and behind a priority",
            rules: carriers + "fact customer.carrier = carrier of parcel.late\n"
                + "route where carriers[customer.carrier].own to ours\n"
                + PageCase.rule(
                    "r", "per order when parcel.late as late",
                    task: "recovery to desk priority urgent if carriers[late.carrier].bad > 1"),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl
                11:00 parcel.late order=o-2 carrier=ups
                """,
            expected: """
                10:00 opened r o-1 [e1] to ours urgent
                11:00 opened r o-2 [e2]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
