import Testing

/// Events as their feeds send them: types by other names, and keys that hold nothing.
@Suite struct FeedsPage {
    static let late = PageCase.rule("r", "per order when parcel.late unless call.made within 1h")

    static let cases = [
        PageCase(
            "The empty text is missing as a key: such a trigger arms nothing",
            rules: late, until: "12:00",
            timeline: """
                10:00 parcel.late order=
                10:00 parcel.late order=o-1
                """,
            expected: """
                11:00 opened r o-1 [e2]
                """),
        PageCase(
            "An event with an empty key speaks for the customer as a whole",
            rules: late, until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:10 parcel.late order=o-2
                10:30 call.made order=
                """,
            expected: ""),
        PageCase(
            "It carries no key for `strictly`",
            rules: PageCase.rule("r", "per order when parcel.late unless strictly call.made within 1h"),
            until: "12:00",
            timeline: """
                10:00 parcel.late order=o-1
                10:30 call.made order=
                """,
            expected: """
                11:00 opened r o-1 [e1]
                """),
        PageCase(
            "An event that loosely joins withdraws what is open",
            rules: late, until: "13:00",
            timeline: """
                10:00 parcel.late order=o-1
                12:00 call.made order=
                """,
            expected: """
                11:00 opened r o-1 [e1]
                12:00 withdrawn overtaken by e2 r o-1 [e1]
                """),
        PageCase(
            "It sets no fact of a key",
            rules: PageCase.rule("r", "per order when at order.promised_at"),
            until: "03-10T00:00",
            timeline: """
                10:00 order.placed order= promised_at=03-05T12:00
                10:00 order.placed order=o-1 promised_at=03-06T12:00
                """,
            expected: """
                03-06T12:00 opened r o-1 [e2]
                """),
        PageCase(
            "As a field the empty text is there",
            rules: PageCase.rule(
                "r", "when parcel.late as late where carrier is present and carrier = \\\"\\\"", say: "[{late.carrier}]"
            ).replacing("\\\"", with: "\""),
            timeline: """
                10:00 parcel.late order=o-1 carrier=
                10:00 parcel.late order=o-2 carrier=dhl
                """,
            expected: """
                10:00 opened r [e1] "[]"
                """),
        PageCase(
            "Of a type that stands for another, `event.type` is what stands in the file",
            rules: """
                event chat.opened type "CRM/Chat Opened"  order text
                """ + "\n"
                    + PageCase.rule(
                        "r", "per order when chat.opened as chat where event.type = \"CRM/Chat Opened\"",
                        say: "{chat.event.type}"),
            timeline: """
                10:00 chat.opened order=o-1
                """,
            expected: """
                10:00 opened r o-1 [e1] "CRM/Chat Opened"
                """),
        PageCase(
            "An instant whose local year is beyond those of the calendar prints as never",
            rules: PageCase.rule("r", "per order when order.placed as placed", say: "{placed.promised_at}"),
            zone: "Pacific/Honolulu",
            timeline: """
                10:00 order.placed order=o-1 promised_at=0001-01-01T00:00:01
                11:00 order.placed order=o-2 promised_at=9999-12-31T23:59:59
                """,
            expected: """
                10:00 opened r o-1 [e1] "(never)"
                11:00 opened r o-2 [e2] "9999-12-31 13:59"
                """),
        PageCase(
            "So does one that is computed",
            rules: PageCase.rule("r", "per order when order.placed as placed", say: "{placed.promised_at + 1d}"),
            timeline: """
                10:00 order.placed order=o-1 promised_at=9999-12-31T23:59:59
                """,
            expected: """
                10:00 opened r o-1 [e1] "(never)"
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
