import Testing

/// Days and anniversaries in the site's zone and in the customer's. In 2026 London's clocks go forward on 29 March and
/// back on 25 October, both at 01:00 UTC, and so do those of the Azores, where it is midnight.
@Suite struct ZonePage {
    static let birthday = PageCase.rule("r", "when yearly on customer.born", task: "relationship to desk")
    static let early = PageCase.rule("r", "when yearly on customer.born at 01:30", task: "relationship to desk")
    static let day = PageCase.rule("r", "per order when at order.day")

    static let cases = [
        PageCase(
            "A date means the start of that day in the site's zone",
            rules: day, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-29
                10:00 order.placed order=o-2 day=2026-03-30
                """,
            expected: """
                03-29T00:00 opened r o-1 [e1]
                03-29T23:00 opened r o-2 [e2]
                """),
        PageCase(
            "Durations are elapsed time: a day before a date is 86,400 s",
            rules: PageCase.rule("r", "per order when 1d before order.day"), until: "12-01T00:00",
            zone: "Europe/London",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-30
                """,
            expected: """
                03-28T23:00 opened r o-1 [e1]
                """),
        PageCase(
            "A start of a day that does not exist is the first instant after it",
            rules: day, until: "12-01T00:00", zone: "Atlantic/Azores",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-29
                """,
            expected: """
                03-29T01:00 opened r o-1 [e1]
                """),
        PageCase(
            "A start of a day that exists twice is the first",
            rules: day, until: "12-01T00:00", zone: "Atlantic/Azores",
            timeline: """
                10:00 order.placed order=o-1 day=2026-10-25
                10:00 order.placed order=o-2 day=2026-10-24
                """,
            expected: """
                10-24T00:00 opened r o-2 [e2]
                10-25T00:00 opened r o-1 [e1]
                """),
        PageCase(
            "The date of the site's zone, not the customer's, is what a date trigger means",
            rules: day, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                09:00 customer.updated zone=Pacific/Honolulu
                10:00 order.placed order=o-1 day=2026-06-01
                """,
            expected: """
                05-31T23:00 opened r o-1 [e2]
                """),
        PageCase(
            "yearly: in the site's zone if the customer names none",
            rules: birthday, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated born=1990-06-01
                """,
            expected: """
                06-01T08:00 opened r [e1]
                """),
        PageCase(
            "yearly: in the customer's zone",
            rules: birthday, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated born=1990-06-01 zone=Pacific/Honolulu
                """,
            expected: """
                06-01T19:00 opened r [e1]
                """),
        PageCase(
            "yearly: in the site's zone if what the customer names is no zone",
            rules: birthday, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated born=1990-06-01 zone=Atlantis
                """,
            expected: """
                06-01T08:00 opened r [e1]
                """),
        PageCase(
            "yearly: a local time that does not exist is the first instant after it",
            rules: early, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated born=1990-03-29
                """,
            expected: """
                03-29T01:00 opened r [e1]
                """),
        PageCase(
            "yearly: a local time that exists twice is the first",
            rules: early, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated born=1990-10-25
                """,
            expected: """
                10-25T00:30 opened r [e1]
                """),
        PageCase(
            "yearly: a change of zone moves the instant",
            rules: birthday, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated born=1990-06-01
                05-01T10:00 customer.updated zone=Pacific/Honolulu
                """,
            expected: """
                06-01T19:00 opened r [e1]
                """),
        PageCase(
            "yearly: an instant jumped over by a change of zone is now",
            rules: birthday, until: "12-01T00:00", zone: "Pacific/Honolulu",
            timeline: """
                10:00 customer.updated born=1990-06-01
                06-01T12:00 customer.updated zone=Europe/London
                """,
            expected: """
                06-01T12:00 opened r [e1]
                """),
        PageCase(
            "yearly: jumped over, unless the fact was set after it",
            rules: birthday, until: "2027-12-01T00:00", zone: "Pacific/Honolulu",
            timeline: """
                06-01T10:00 customer.updated born=1990-06-01
                06-01T12:00 customer.updated zone=Europe/London
                """,
            expected: """
                2027-06-01T08:00 opened r [e1]
                """),
        PageCase(
            "yearly: each year once, though a change of zone brings its instant again",
            rules: birthday, until: "12-01T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated born=1990-06-01
                06-01T10:00 task.done task=@r/e1/2026
                06-01T12:00 customer.updated zone=Pacific/Honolulu
                """,
            expected: """
                06-01T08:00 opened r [e1]
                06-01T10:00 done by e2 r [e1]
                """),
        PageCase(
            "A time prints in the site's zone",
            rules: PageCase.rule("r", "per order when order.placed", say: "{order.promised_at}"), zone: "Europe/London",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-29T00:59
                10:00 order.placed order=o-2 promised_at=03-29T01:00
                """,
            expected: """
                10:00 opened r o-1 [e1] "2026-03-29 00:59"
                10:00 opened r o-2 [e2] "2026-03-29 02:00"
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
