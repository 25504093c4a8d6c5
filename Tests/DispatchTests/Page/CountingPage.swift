import Testing

/// `when N P within D`: a trigger that counts.
@Suite struct CountingPage {
    static let cases = [
        PageCase(
            "N P within D arms at the event that makes the count full, with the events counted as evidence",
            rules: PageCase.rule("r", "when 3 parcel.late within 24h"),
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.late order=o-2
                03-03T10:00 parcel.late order=o-3
                """,
            expected: """
                03-03T10:00 opened r [e1 e2 e3]
                """),
        PageCase(
            "N P within D: a second too far apart does not count",
            rules: PageCase.rule("r", "when 3 parcel.late within 24h"),
            timeline: """
                10:00 parcel.late order=o-1
                12:00 parcel.late order=o-2
                03-03T10:00:01 parcel.late order=o-3
                """,
            expected: ""),
        PageCase(
            "N P within D: the whole instant counts, so each of its events is a trigger",
            rules: PageCase.rule("r", "when each 2 parcel.late within 1h"),
            timeline: """
                10:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                """,
            expected: """
                10:00 opened r [e1 e2] #1
                10:00 opened r [e1 e2] #2
                """),
        PageCase(
            "N P within D: a later trigger joins with what it counted",
            rules: PageCase.rule("r", "when 2 parcel.late within 2h"),
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                12:30 parcel.late order=o-3
                13:00 task.done task=@r/e2
                """,
            expected: """
                11:00 opened r [e1 e2]
                13:00 done by e4 r [e1 e2 e3]
                """),
        PageCase(
            "N P within D per key counts what joins the instance",
            rules: PageCase.rule("r", "per order when 2 parcel.late within 1d"),
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                12:00 parcel.late order=o-1
                """,
            expected: """
                12:00 opened r o-1 [e1 e3]
                """),
        PageCase(
            "N P within D joins loosely: an event without the key counts for every instance, and arms none",
            rules: PageCase.rule("r", "per order when 2 call.made within 1d"),
            timeline: """
                10:00 call.made
                11:00 call.made order=o-1
                12:00 call.made
                """,
            expected: """
                11:00 opened r o-1 [e1 e2]
                """),
        PageCase(
            "across M F asks for so many different values",
            rules: PageCase.rule("r", "when 3 parcel.late within 1d across 2 carrier"),
            timeline: """
                10:00 parcel.late order=o-1 carrier=dhl
                11:00 parcel.late order=o-2 carrier=dhl
                12:00 parcel.late order=o-3 carrier=dhl
                13:00 parcel.late order=o-4 carrier=ups
                """,
            expected: """
                13:00 opened r [e1 e2 e3 e4]
                """),
        PageCase(
            "N P within D where: the condition speaks of the counted events",
            rules: PageCase.rule("r", "when 2 (parcel.late where days > 1) within 1d"),
            timeline: """
                10:00 parcel.late order=o-1 days=2
                11:00 parcel.late order=o-2 days=1
                12:00 parcel.late order=o-3 days=2
                """,
            expected: """
                12:00 opened r [e1 e3]
                """),

        PageCase(
            "latest N P within D: each full count becomes the anchor",
            rules: PageCase.rule("r", "when latest 2 parcel.late within 2h after 3h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                12:30 parcel.late order=o-3
                15:00 parcel.late order=o-4
                """,
            expected: """
                15:30 opened r [e1 e2 e3]
                """),
        PageCase(
            "The alias of N P within D is the event that made the count full",
            rules: PageCase.rule("r", "when 2 parcel.late within 2h as late", say: "{late.order}"),
            timeline: """
                10:00 parcel.late order=o-1
                11:00 parcel.late order=o-2
                """,
            expected: """
                11:00 opened r [e1 e2] "o-2"
                """),
        PageCase(
            "The evidence of a counting rule is what each trigger counted, not what came between",
            rules: PageCase.rule("r", "when 2 (parcel.late where days > 0) within 2h after 8h"),
            until: "20:00",
            timeline: """
                10:00 parcel.late order=o-1 days=1
                11:00 parcel.late order=o-2 days=1
                11:30 parcel.late order=o-3 days=0
                14:00 parcel.late order=o-4 days=1
                15:00 parcel.late order=o-5 days=1
                """,
            expected: """
                19:00 opened r [e1 e2 e4 e5]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
