import Testing

/// `while`: what must be true when a verdict is judged.
@Suite struct WhilePage {
    static let cases = [
        PageCase(
            "while: must be true at the judging",
            rules: UnlessPage.wait("unless call.made within 1h", "while customer.tier = \"gold\""),
            until: "20:00",
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e2]
                """),
        PageCase(
            "while: an event exactly at the judging time is seen",
            rules: UnlessPage.wait("unless call.made within 1h", "while customer.tier = \"gold\""),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 customer.updated tier=gold
                """,
            expected: """
                11:00 opened r o-1 [e1]
                """),
        PageCase(
            "while: unknown is not true, and the episode lapses",
            rules: UnlessPage.wait("unless call.made within 1h", "while customer.tier = \"gold\""),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 customer.updated tier=gold
                """,
            expected: ""),
        PageCase(
            "while: asked once, a later change does not withdraw",
            rules: UnlessPage.wait("unless call.made within 1h", "while customer.tier = \"gold\""),
            until: "20:00",
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1
                12:00 customer.updated tier=iron
                """,
            expected: """
                11:00 opened r o-1 [e2]
                """),
        PageCase(
            "while, twice: each must be true",
            rules: UnlessPage.wait("while customer.tier = \"gold\" while late.days > 1"),
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1 days=1
                10:00 parcel.late order=o-2 days=2
                """,
            expected: """
                10:00 opened r o-2 [e3]
                """),
        PageCase(
            "A lapsed episode leaves the instance idle: the next trigger arms",
            rules: UnlessPage.wait("while late.days > 1"),
            timeline: """
                10:00 parcel.late order=o-1 days=1
                11:00 parcel.late order=o-1 days=2
                """,
            expected: """
                11:00 opened r o-1 [e2]
                """),

        PageCase(
            "while may look at the anchor's fields, and a comparison with a missing one lapses",
            rules: UnlessPage.wait("while late.days < 3"),
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2 days=2
                10:00 parcel.late order=o-3 days=3
                """,
            expected: """
                10:00 opened r o-2 [e2]
                """),
        PageCase(
            "while `is missing or` lets the unknown through",
            rules: UnlessPage.wait("while customer.tier is missing or customer.tier != \"blocked\""),
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2 customer=c-2
                09:00 customer.updated tier=blocked customer=c-2
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
