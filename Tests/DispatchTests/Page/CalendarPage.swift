import Testing

/// Time at work: what is counted on a calendar, forward and back. 2026-03-02 is a Monday.
@Suite struct CalendarPage {
    /// Eight hours a day; Thursday the 5th is closed, and Tuesday the 10th of each March; Sunday the 8th is open.
    static let support = """
        calendar support
          closed 2026-03-05, yearly 03-10
          mon-fri 09:00-12:30 13:30-18:00
          sat 10:00-14:00
          open 2026-03-08 10:00-16:00

        """
    static let abroad = "calendar abroad zone America/New_York mon-fri 09:00-17:00\n"
    static let night = "calendar night zone Europe/London sun 00:30-01:30 sat 12:00-12:15\n"

    static func after(_ duration: String) -> String {
        support + PageCase.rule("r", "per order when parcel.late after \(duration)")
    }

    static let cases = [
        PageCase(
            "What is used up at closing time ends at the closing, not at the next opening",
            rules: after("8h on support"), until: "03-04T00:00",
            timeline: """
                09:00 parcel.late order=o-1
                08:00 parcel.late order=o-2
                17:00 parcel.late order=o-3
                20:00 parcel.late order=o-4
                """,
            expected: """
                18:00 opened r o-1 [e1]
                18:00 opened r o-2 [e2]
                03-03T17:00 opened r o-3 [e3]
                03-03T18:00 opened r o-4 [e4]
                """),
        PageCase(
            "Closed days do not count, and a day that is opened counts whatever else is said",
            rules: after("8h on support"), until: "03-12T00:00",
            timeline: """
                03-04T17:00 parcel.late order=o-1
                03-06T18:00 parcel.late order=o-2
                03-09T17:00 parcel.late order=o-3
                """,
            expected: """
                03-06T17:00 opened r o-1 [e1]
                03-08T14:00 opened r o-2 [e2]
                03-11T17:00 opened r o-3 [e3]
                """),
        PageCase(
            "Working days end with the last span of the N-th day that has one",
            rules: after("2wd on support"), until: "03-13T00:00",
            timeline: """
                03-04T10:00 parcel.late order=o-1
                03-09T10:00 parcel.late order=o-2
                """,
            expected: """
                03-07T14:00 opened r o-1 [e1]
                03-12T18:00 opened r o-2 [e2]
                """),
        PageCase(
            "Before a fact: the last instant from which so much is open, or where the N-th working day before it begins",
            rules: support + PageCase.rule("r", "per order when 8h on support before order.promised_at")
                + PageCase.rule("s", "per order when 2wd on support before order.promised_at"), until: "03-07T00:00",
            timeline: """
                08:00 order.placed order=o-1 promised_at=03-06T10:00
                """,
            expected: """
                03-03T09:00 opened s o-1 [e1]
                03-04T10:00 opened r o-1 [e1]
                """),
        PageCase(
            "A date shifted on a calendar is the start of that day in the calendar's zone",
            rules: abroad + PageCase.rule("r", "per order when 1h on abroad after order.day")
                + PageCase.rule("s", "per order when 0h on abroad after order.day")
                + PageCase.rule("t", "per order when at order.day"), until: "03-05T00:00",
            timeline: """
                08:00 order.placed order=o-1 day=2026-03-04
                """,
            expected: """
                03-04T00:00 opened t o-1 [e1]
                03-04T05:00 opened s o-1 [e1]
                03-04T15:00 opened r o-1 [e1]
                """),
        PageCase(
            "What is due is counted on a calendar from the opening",
            rules: support
                + PageCase.rule("r", "per order when parcel.late", task: "recovery to desk due 2h on support"),
            timeline: """
                17:00 parcel.late order=o-1
                """,
            expected: """
                17:00 opened r o-1 [e1] due 03-03T10:00
                """),
        PageCase(
            "An event exactly at the end of the open time is in the window, one behind it is not",
            rules: support
                + PageCase.rule("r", "per order when parcel.late unless parcel.arrived within 8h on support"),
            until: "03-04T00:00",
            timeline: """
                17:00 parcel.late order=o-1
                17:00 parcel.late order=o-2
                03-03T17:00 parcel.arrived order=o-1
                03-03T17:01 parcel.arrived order=o-2
                """,
            expected: """
                03-03T17:00 opened r o-2 [e2]
                03-03T17:01 withdrawn overtaken by e4 r o-2 [e2]
                """),
        PageCase(
            "A change of the clock makes a span shorter",
            rules: night + PageCase.rule("r", "per order when parcel.late after 1h on night"), until: "04-06T00:00",
            timeline: """
                03-28T13:00 parcel.late order=o-1
                """,
            expected: """
                04-04T23:45 opened r o-1 [e1]
                """),
        PageCase(
            "What is not reached within 100 years never comes",
            rules: "calendar rare mon 09:00-09:01\n"
                + PageCase.rule("r", "per order when parcel.late after 88h on rare")
                + PageCase.rule("s", "per order when parcel.late", task: "recovery to desk due 88h on rare"),
            until: "04-06T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                """,
            expected: """
                10:00 opened s o-1 [e1]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
