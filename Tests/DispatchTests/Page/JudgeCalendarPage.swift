import Testing

/// Durations on calendars: open time and working days, forward and back, over holidays and changes of clocks.
@Suite struct JudgeCalendarPage {
    private static let work = """
        calendar work
          mon-fri 09:00-12:30 13:30-18:00
          sat 10:00-14:00

        """

    /// Per order, late, after so long.
    private static func after(_ duration: String, on calendar: String = work) -> String {
        calendar + PageCase.rule("r", "per order when parcel.late after \(duration) expire after 4000d")
    }

    /// One late parcel, and when its task opens.
    private static func one(
        _ sentence: String, _ rules: String, at: String, opens: String?, until: String = "12-31T00:00",
        zone: String = "UTC"
    ) -> PageCase {
        PageCase(
            sentence, rules: rules, until: until, zone: zone, timeline: "\(at) parcel.late order=o-1",
            expected: opens.map { "\($0) opened r o-1 [e1]" } ?? "")
    }

    static let openTime = [
        one("Open time passes over the break", after("2h on work"), at: "11:30", opens: "14:30"),
        one("What is used up at closing time ends at the closing", after("1h on work"), at: "11:30", opens: "12:30"),
        one(
            "What begins in closed hours begins to count at the opening", after("1h on work"), at: "12:45",
            opens: "14:30"),
        one("A span is half open: at its end it is closed", after("1h on work"), at: "18:00", opens: "03-03T10:00"),
        one("It goes on after the weekend's short day", after("6h on work"), at: "03-06T17:00", opens: "03-09T10:00"),
        one("A Saturday counts its own hours", after("2h on work"), at: "03-06T17:00", opens: "03-07T11:00"),
        one(
            "A closed date is closed", after("2h on work", on: work + "closed 2026-03-03\n"), at: "17:00",
            opens: "03-04T10:00"),
        one(
            "Both ends of a closed range are closed",
            after("2h on work", on: work + "closed 2026-03-03 to 2026-03-05, 2026-03-06\n"), at: "17:00",
            opens: "03-07T11:00"),
        one(
            "A day is closed every year", after("2h on work", on: work + "closed yearly 03-03\n"), at: "17:00",
            opens: "03-04T10:00"),
        one(
            "An opened date wins over closed and over the weekday",
            after("2h on work", on: work + "closed yearly 03-03, 2026-03-03\nopen 2026-03-03 20:00-22:00\n"),
            at: "17:00", opens: "03-03T21:00"),
        one(
            "An opened date has its own hours only", after("2h on work", on: work + "open 2026-03-03 15:00-16:00\n"),
            at: "17:00", opens: "03-03T16:00"),
        one(
            "A calendar has its own zone",
            after("1h on ny", on: "calendar ny zone America/New_York\n mon-fri 09:00-17:00\n"), at: "10:00",
            opens: "15:00"),
        one(
            "Without one it has the site's", after("1h on work"), at: "10:00", opens: "15:00", zone: "America/New_York"
        ),
        one(
            "What is open until 24:00 and from 00:00 goes on",
            after("2h on night", on: "calendar night\n mon 20:00-24:00\n tue 00:00-01:00\n"), at: "23:00",
            opens: "03-03T01:00"),
        one(
            "Spans of a day may touch",
            after("3h on two", on: "calendar two\n mon 09:00-10:00 10:00-13:00\n"), at: "08:00", opens: "12:00"),
        one(
            "A range of weekdays and a list of them",
            after("1h on some", on: "calendar some\n tue-thu, sun 10:00-11:00\n"), at: "03-05T10:30",
            opens: "03-08T10:30"),
        one(
            "What is not reached within a hundred years never comes",
            after("1h on gone", on: work.replacing("work", with: "gone") + "closed 2026-01-01 to 2199-12-31\n"),
            at: "10:00", opens: nil, until: "2030-01-01T00:00"),
    ]

    static let clocks = [
        one(
            "The hour that does not exist is not open",
            after("1h on sundays", on: "calendar sundays zone Europe/London\n sun 00:30-02:30\n"), at: "03-29T00:00",
            opens: "03-29T01:30"),
        one(
            "A span that has no instant is empty",
            after("15min on sundays", on: "calendar sundays zone Europe/London\n sun 01:15-01:45\n"), at: "03-29T00:00",
            opens: "04-05T00:30"),
        one(
            "A begin that does not exist is the first instant after it",
            after("30min on sundays", on: "calendar sundays zone Europe/London\n sun 01:30-03:00\n"), at: "03-29T00:00",
            opens: "03-29T01:30"),
        one(
            "A begin that exists twice is the first, an end once",
            after("2h on sundays", on: "calendar sundays zone Europe/London\n sun 01:00-02:00\n"), at: "10-24T23:00",
            opens: "10-25T02:00"),
        one(
            "An end that exists twice is the first",
            after("30min on sundays", on: "calendar sundays zone Europe/London\n sun 00:30-01:30\n"), at: "10-24T23:00",
            opens: "10-25T00:00"),
        one(
            "The day without a midnight begins at the first instant after it",
            after("1h on az", on: "calendar az zone Atlantic/Azores\n sun 00:00-02:00\n"), at: "03-29T00:00",
            opens: "03-29T02:00"),
        one(
            "A working day whose only span is empty is none",
            after("1wd on sundays", on: "calendar sundays zone Europe/London\n sun 01:15-01:45\n"), at: "03-28T12:00",
            opens: "04-05T00:45"),
    ]

    static let workingDays = [
        one("A working day ends with its last span", after("1wd on work"), at: "10:00", opens: "03-03T18:00"),
        one("The day itself does not count, at whatever hour", after("1wd on work"), at: "00:00", opens: "03-03T18:00"),
        one("Days without hours are passed over", after("2wd on work"), at: "03-06T10:00", opens: "03-09T18:00"),
        one("From a closed day on", after("1wd on work"), at: "03-08T10:00", opens: "03-09T18:00"),
        one(
            "Closed dates are none", after("1wd on work", on: work + "closed 2026-03-03 to 2026-03-04\n"), at: "10:00",
            opens: "03-05T18:00"),
        one(
            "The local day is the calendar's",
            after("1wd on ny", on: "calendar ny zone America/New_York\n mon-fri 09:00-17:00\n"), at: "03-03T03:00",
            opens: "03-03T22:00"),
    ]

    static let clauses = [
        PageCase(
            "A window on a calendar is closed at its end",
            rules: work + PageCase.rule("r", "per order when parcel.late unless call.made within 2h on work"),
            until: "18:00",
            timeline: """
                11:30 parcel.late order=o-1
                14:30 call.made
                """,
            expected: ""),
        PageCase(
            "A second after its end the task is open",
            rules: work + PageCase.rule("r", "per order when parcel.late unless call.made within 2h on work"),
            timeline: """
                11:30 parcel.late order=o-1
                14:30:01 call.made
                """,
            expected: """
                14:30 opened r o-1 [e1]
                14:30:01 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "j is the latest of the ends, whatever they are counted on",
            rules: work
                + PageCase.rule(
                    "r", "per order when parcel.late unless call.made within 4h unless mail.sent within 1h on work"),
            until: "03-04T00:00",
            timeline: """
                10:00 parcel.late order=o-1
                17:30 parcel.late order=o-2
                """,
            expected: """
                14:00 opened r o-1 [e1]
                03-03T09:30 opened r o-2 [e2]
                """),
        PageCase(
            "due counts on a calendar from when the task comes out",
            rules: work
                + PageCase.rule("r", "per order when parcel.late after 1h", task: "recovery to desk due 2h on work")
                + PageCase.rule("s", "per order when parcel.late", task: "recovery to desk due 1wd on work"),
            until: "18:00",
            timeline: "17:00 parcel.late order=o-1",
            expected: """
                17:00 opened s o-1 [e1] due 03-03T18:00
                18:00 opened r o-1 [e1] due 03-03T11:00
                """),
        PageCase(
            "`latest` counts from its new anchor",
            rules: work + PageCase.rule("r", "when latest app.login unless app.login within 1h on work"),
            until: "03-03T18:00",
            timeline: """
                17:30 app.login
                17:45 app.login
                """,
            expected: "03-03T09:45 opened r [e2]"),
    ]

    private static func date(_ when: String, _ calendar: String = work) -> String {
        calendar + PageCase.rule("r", "per order when \(when) expire after 4000d")
    }

    static let dates = [
        PageCase(
            "Before a fact: the last instant from which so much is open",
            rules: date("2h on work before order.promised_at"), until: "03-04T00:00",
            timeline: "10:00 order.placed order=o-1 promised_at=03-03T10:00",
            expected: "17:00 opened r o-1 [e1]"),
        PageCase(
            "What is used up at an opening begins there",
            rules: date("1h on work before order.promised_at"), until: "03-04T00:00",
            timeline: "10:00 order.placed order=o-1 promised_at=03-03T10:00",
            expected: "03-03T09:00 opened r o-1 [e1]"),
        PageCase(
            "A promise in closed hours is counted from the closing before it",
            rules: date("1h on work before order.promised_at"), until: "03-04T00:00",
            timeline: "10:00 order.placed order=o-1 promised_at=03-03T07:00",
            expected: "17:00 opened r o-1 [e1]"),
        PageCase(
            "An instant that is past when the fact is set is then",
            rules: date("6h on work before order.promised_at"), until: "03-04T00:00",
            timeline: "17:00 order.placed order=o-1 promised_at=03-03T10:00",
            expected: "17:00 opened r o-1 [e1]"),
        PageCase(
            "Working days before: the beginning of the first span",
            rules: date("1wd on work before order.promised_at"), until: "03-10T00:00",
            timeline: """
                08:00 order.placed order=o-1 promised_at=03-03T10:00
                08:00 order.placed order=o-2 promised_at=03-09T10:00
                """,
            expected: """
                09:00 opened r o-1 [e1]
                03-07T10:00 opened r o-2 [e2]
                """),
        PageCase(
            "After a fact, in open time",
            rules: date("1h on work after order.promised_at"), until: "03-04T00:00",
            timeline: "08:00 order.placed order=o-1 promised_at=17:30",
            expected: "03-03T09:30 opened r o-1 [e1]"),
        PageCase(
            "After a fact, in working days",
            rules: date("2wd on work after order.promised_at"), until: "03-10T00:00",
            timeline: "08:00 order.placed order=o-1 promised_at=03-05T20:00",
            expected: "03-07T14:00 opened r o-1 [e1]"),
        PageCase(
            "A date shifted on a calendar is the start of that day in the calendar's zone",
            rules: date(
                "1h on ny before order.day", "calendar ny zone America/New_York\n mon 16:00-17:00\n tue 01:00-02:00\n"),
            until: "03-04T00:00",
            timeline: "08:00 order.placed order=o-1 day=2026-03-03",
            expected: "21:00 opened r o-1 [e1]"),
        PageCase(
            "So it is in working days",
            rules: date("1wd on ny after order.day", "calendar ny zone America/New_York\n mon-fri 09:00-17:00\n"),
            until: "03-06T00:00",
            timeline: "08:00 order.placed order=o-1 day=2026-03-03",
            expected: "03-04T22:00 opened r o-1 [e1]"),
        PageCase(
            "`unless … within` of a date trigger counts on a calendar too",
            rules: work
                + PageCase.rule(
                    "r", "per order when at order.promised_at unless call.made within 1h on work"),
            until: "03-04T00:00",
            timeline: """
                08:00 order.placed order=o-1 promised_at=17:30
                08:00 order.placed order=o-2 promised_at=17:30
                03-03T09:30 call.made order=o-2
                """,
            expected: "03-03T09:30 opened r o-1 [e1]"),
    ]

    @Test(arguments: openTime + clocks + workingDays + clauses + dates, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
