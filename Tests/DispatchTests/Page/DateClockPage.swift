import Testing

/// A date trigger that ends with `at HH:MM`: that time, on the local day of the instant that it would have.
@Suite struct DateClockPage {
    private static func due(_ when: String, _ more: String = "") -> String {
        PageCase.rule("r", "per order when \(when) \(more)")
    }

    private static func born(_ when: String) -> String { PageCase.rule("r", "when \(when)") }

    static let site = [
        PageCase(
            "A time: at that time of its own day, earlier or later",
            rules: due("at order.promised_at at 09:00"), until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T17:30
                10:00 order.placed order=o-2 promised_at=03-05T03:00
                """,
            expected: """
                03-05T09:00 opened r o-1 [e1]
                03-05T09:00 opened r o-2 [e2]
                """),
        PageCase(
            "Shifted first, then the time of the day on which that falls",
            rules: due("20h before order.promised_at at 18:00"), until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=03-05T17:30
                10:00 order.placed order=o-2 promised_at=03-05T20:30
                """,
            expected: """
                03-04T18:00 opened r o-1 [e1]
                03-05T18:00 opened r o-2 [e2]
                """),
        PageCase(
            "If that is past when the fact is set, at once",
            rules: due("at order.promised_at at 09:00"), until: "03-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 promised_at=17:30
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        PageCase(
            "A date is its own day, and whole days before it are days of the calendar",
            rules: due("2d before order.day at 09:00"), until: "04-10T00:00", zone: "Europe/London",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-30
                """,
            expected: """
                03-28T09:00 opened r o-1 [e1]
                """),
        PageCase(
            "The same over the change of the clocks, which the days do not see",
            rules: due("1d after order.day at 09:00"), until: "04-10T00:00", zone: "Europe/London",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-28
                """,
            expected: """
                03-29T08:00 opened r o-1 [e1]
                """),
        PageCase(
            "Hours before a date count from the start of its day",
            rules: due("12h before order.day at 09:00"), until: "04-10T00:00", zone: "Europe/London",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-30
                """,
            expected: """
                03-29T08:00 opened r o-1 [e1]
                """),
        PageCase(
            "A local time that does not exist is the first instant after it",
            rules: due("at order.day at 01:30"), until: "04-10T00:00", zone: "Europe/London",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-29
                """,
            expected: """
                03-29T01:00 opened r o-1 [e1]
                """),
        PageCase(
            "On a calendar: the day of the instant that the calendar gives",
            rules: "calendar desk mon-fri 09:00-17:00\n" + due("2wd on desk before order.day at 12:00"),
            until: "04-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-09
                """,
            expected: """
                03-05T12:00 opened r o-1 [e1]
                """),
        PageCase(
            "The wait follows a value that is replaced",
            rules: due("at order.day at 09:00"), until: "04-10T00:00",
            timeline: """
                10:00 order.placed order=o-1 day=2026-03-05
                11:00 order.amended order=o-1 promised_at=12:00 day=2026-03-07
                """,
            expected: """
                03-07T09:00 opened r o-1 [e2]
                """),
    ]

    static let customers = [
        PageCase(
            "Where the customer lives, if that is known",
            rules: born("at customer.born at 09:00"), until: "06-10T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated zone=America/New_York born=2026-05-06
                """,
            expected: """
                05-06T13:00 opened r [e1]
                """),
        PageCase(
            "A time falls on the day that it is there",
            rules: due("at order.promised_at at 09:00"), until: "06-10T00:00",
            timeline: """
                10:00 customer.updated zone=America/New_York
                10:00 order.placed order=o-1 promised_at=05-06T02:00
                """,
            expected: """
                05-05T13:00 opened r o-1 [e2]
                """),
        PageCase(
            "The zone is asked anew when it changes",
            rules: born("at customer.born at 09:00"), until: "06-10T00:00",
            timeline: """
                10:00 customer.updated born=2026-05-06
                11:00 customer.updated zone=America/New_York
                """,
            expected: """
                05-06T13:00 opened r [e1]
                """),
        PageCase(
            "An instant that a change of zone jumped over is now",
            rules: born("at customer.born at 09:00"), until: "06-10T00:00",
            timeline: """
                10:00 customer.updated zone=America/New_York born=2026-05-06
                05-06T10:00 customer.updated zone=Europe/London
                """,
            expected: """
                05-06T10:00 opened r [e1]
                """),
        PageCase(
            "Without a time of day a date is a day of the site, wherever the customer lives",
            rules: born("at customer.born"), until: "06-10T00:00", zone: "Europe/London",
            timeline: """
                10:00 customer.updated zone=America/New_York born=2026-05-06
                """,
            expected: """
                05-05T23:00 opened r [e1]
                """),
    ]

    @Test(arguments: site + customers, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
