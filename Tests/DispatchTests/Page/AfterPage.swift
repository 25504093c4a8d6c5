import Testing

/// `after`: when a verdict is judged, and where the end of a replay leaves a wait.
@Suite struct AfterPage {
    static let cases = [
        PageCase(
            "after: judged no earlier than a+D",
            rules: UnlessPage.wait("after 6h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: """
                16:00 opened r o-1 [e1]
                """),
        PageCase(
            "after, longer than within: what happens between ends nothing",
            rules: UnlessPage.wait("unless call.made within 1h after 6h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 call.made order=o-1
                """,
            expected: """
                16:00 opened r o-1 [e1]
                """),
        PageCase(
            "The judging time is the latest of the waits",
            rules: UnlessPage.wait("unless call.made within 1h unless parcel.arrived within 3h after 4h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "A wait whose deadline has not come by the end opens nothing",
            rules: UnlessPage.wait("unless call.made within 4h"),
            until: "13:59:59",
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: ""),
        PageCase(
            "The end of the replay belongs to it",
            rules: UnlessPage.wait("unless call.made within 4h"),
            until: "14:00",
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "The end of the replay is the greatest time of an event if nothing is said",
            rules: UnlessPage.wait("unless call.made within 4h"),
            timeline: """
                10:00 parcel.late order=o-1
                14:00 app.login
                """,
            expected: """
                14:00 opened r o-1 [e1]
                """),
        PageCase(
            "Later events than the end are not read",
            rules: UnlessPage.wait("after 1h"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00:01 parcel.late order=o-2
                """,
            expected: """
                11:00 opened r o-1 [e1]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
