import Testing

/// `if … else`, `else`, `rounded to`, lengths of time times and over numbers, `now`, dates among times.
@Suite struct ChoicePage {
    /// One late parcel with two days, of which it says something.
    private static func saying(_ sentence: String, _ expression: String, _ text: String, zone: String = "UTC")
        -> PageCase
    {
        PageCase(
            sentence, rules: PageCase.rule("r", "per order when parcel.late as late", say: expression), zone: zone,
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1 days=2
                """,
            expected: """
                10:00 opened r o-1 [e2] "\(text)"
                """)
    }

    static let cases = [
        saying("`else` stands in for what is missing", "{late.carrier else \"the carrier\"}", "the carrier"),
        saying("What is there needs no stand-in", "{customer.tier else \"none\"}", "gold"),
        saying("`else` binds tighter than a comparison, looser than plus", "{order.value else 1 + 2 = 3}", "true"),
        saying("The first that is there", "{order.value else late.days / 0 else 7}", "7"),
        saying("A choice is X where the condition is true", "{5 if late.days >= 2 else 0}", "5"),
        saying(
            "and Y where it is false, or unknown", "{5 if late.days > 2 else 0} {5 if order.value > 2 else 1}", "0 1"),
        saying(
            "Choices follow each other to the right",
            "{\"a\" if late.days > 5 else \"b\" if late.days > 1 else \"c\"}", "b"),
        saying("A choice binds loosest", "{1 + 1 if true else 5 + 1}", "2"),
        saying(
            "Within the condition an `else` stands in parentheses", "{1 if (order.value else 3) > 2 else 0}", "1"),
        saying("The text of a choice may be missing", "{order.value if late.days = 2 else 0}", "(unknown)"),
        saying(
            "A number is rounded, halves away from zero", "{2.5 rounded to 0} {-2.5 rounded to 0} {0.125 rounded to 2}",
            "3 -3 0.13"),
        saying("It prints with just those digits", "{late.days rounded to 2} {-0.001 rounded to 2}", "2.00 0.00"),
        saying(
            "also where it is chosen or stands in",
            "{order.value else 1 rounded to 1} {1 rounded to 1 if late.days = 2 else 3}", "1.0 1.0"),
        saying("but computed with it is a number like others", "{(1.26 rounded to 1) + 1}", "2.3"),
        saying("`rounded to` binds like times", "{1 + 2 / 3 rounded to 1}", "1.7"),
        saying("What is not finite is missing", "{late.days / 0 rounded to 2}", "(unknown)"),
        saying("A duration times and over a number is a duration", "{4h * 1.5} {1.5 * 4h} {1d / 5}", "6h 6h 4h 48min"),
        saying("A duration over a duration is a number", "{36h / 1d}", "1.5"),
        saying("A duration over nothing is missing", "{4h / 0} {4h / 0s}", "(unknown) (unknown)"),
        saying(
            "A duration prints in days, hours and minutes", "{2d + 3h + 20min} {2w} {45s} {90s}",
            "2d 3h 20min 14d 45s 1min"),
        saying("A negative one with its sign", "{-90min} {0s}", "-1h 30min 0s"),
        saying("`now` is the time of the judging", "{now} {now - late.event.time}", "2026-03-02 10:00 0s"),
        PageCase(
            "In `where` it is the time of the event looked at",
            rules: PageCase.rule(
                "r", "per order when parcel.late as late where now = event.time unless call.made within 4h",
                say: "{now - late.event.time} {count (parcel.late where now < late.event.time) within 1d}"),
            until: "15:00",
            timeline: """
                09:00 parcel.late order=o-2
                10:00 parcel.late order=o-1
                """,
            expected: """
                13:00 opened r o-2 [e1] "4h 0"
                14:00 opened r o-1 [e2] "4h 0"
                """),
        saying(
            "A date among times is the start of its day", "{now - 2026-03-02} {2026-03-02 + 90min} {2026-03-03 > now}",
            "10h 2026-03-02 01:30 true"),
        saying(
            "in the site's zone", "{2026-07-02 - 2026-07-01T23:00Z} {2026-07-02 + 0s}", "0s 2026-07-02 00:00",
            zone: "Europe/London"),
        saying("One date from another is a length of time", "{2026-03-02 - 2026-02-28}", "2d"),
        saying("A list may have dates among times", "{2026-03-02T00:00Z in (2026-03-01, 2026-03-02)}", "true"),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
