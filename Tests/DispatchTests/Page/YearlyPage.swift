import Testing

/// `when yearly on FACT at HH:MM`, in UTC; `ZonePage` has the zones.
@Suite struct YearlyPage {
    static let birthday = PageCase.rule(
        "r", "when yearly on customer.born unless call.made looking back 7d", task: "relationship to desk")

    static let cases = [
        PageCase(
            "yearly: each year at 09:00",
            rules: birthday,
            until: "2028-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                05-06T10:00 task.done task=@r/e1/2026
                2027-05-06T10:00 task.done task=@r/e1/2027
                """,
            expected: """
                05-06T09:00 opened r [e1] #1
                05-06T10:00 done by e2 r [e1] #1
                2027-05-06T09:00 opened r [e1] #2
                2027-05-06T10:00 done by e3 r [e1] #2
                2028-05-06T09:00 opened r [e1] #3
                """),
        PageCase(
            "yearly: from the first anniversary, a year or more after the date",
            rules: birthday,
            until: "2027-12-31T00:00",
            timeline: """
                10:00 customer.updated born=2026-05-06
                """,
            expected: """
                2027-05-06T09:00 opened r [e1]
                """),
        PageCase(
            "yearly: strictly after the fact was set",
            rules: birthday,
            until: "2027-12-31T00:00",
            timeline: """
                09:00 customer.updated born=1990-03-02
                """,
            expected: """
                2027-03-02T09:00 opened r [e1]
                """),
        PageCase(
            "yearly: set just before, it is this year",
            rules: birthday,
            until: "2026-12-31T00:00",
            timeline: """
                08:59:59 customer.updated born=1990-03-02
                """,
            expected: """
                09:00 opened r [e1]
                """),
        PageCase(
            "yearly at HH:MM",
            rules: PageCase.rule("r", "when yearly on customer.born at 17:30", task: "relationship to desk"),
            until: "2026-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                """,
            expected: """
                05-06T17:30 opened r [e1]
                """),
        PageCase(
            "yearly: 29 February falls on the 28th in common years",
            rules: PageCase.rule("r", "when yearly on customer.born", task: "relationship to desk"),
            until: "2028-12-31T00:00",
            timeline: """
                10:00 customer.updated born=2024-02-29
                2027-02-28T10:00 task.done task=@r/e1/2027
                """,
            expected: """
                2027-02-28T09:00 opened r [e1]
                2027-02-28T10:00 done by e2 r [e1]
                2028-02-29T09:00 opened r [e1]
                """),
        PageCase(
            "yearly: a year that finds the instance not idle is skipped",
            rules: birthday,
            until: "2028-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                2027-05-07T10:00 task.done task=@r/e1/2026
                """,
            expected: """
                05-06T09:00 opened r [e1]
                2027-05-07T10:00 done by e2 r [e1]
                2028-05-06T09:00 opened r [e1]
                """),
        PageCase(
            "yearly: a year inside `again` is skipped",
            rules: PageCase.rule("r", "when yearly on customer.born again after 1w", task: "relationship to desk"),
            until: "2028-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                2027-05-05T10:00 task.done task=@r/e1/2026
                """,
            expected: """
                05-06T09:00 opened r [e1]
                2027-05-05T10:00 done by e2 r [e1]
                2028-05-06T09:00 opened r [e1]
                """),
        PageCase(
            "yearly: a contact in the days before ends it for this year",
            rules: birthday,
            until: "2027-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                05-01T10:00 call.made
                """,
            expected: """
                2027-05-06T09:00 opened r [e1]
                """),
        PageCase(
            "yearly: another date moves the open task",
            rules: birthday,
            until: "2026-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                05-07T10:00 customer.updated born=1990-06-05
                """,
            expected: """
                05-06T09:00 opened r [e1] #1
                05-07T10:00 withdrawn moved by e2 r [e1] #1
                06-05T09:00 opened r [e2] #2
                """),
        PageCase(
            "yearly: each value and year once, though the date returns",
            rules: birthday,
            until: "2027-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                05-07T10:00 customer.updated born=1990-06-05
                05-08T10:00 customer.updated born=1990-05-06
                """,
            expected: """
                05-06T09:00 opened r [e1] #1
                05-07T10:00 withdrawn moved by e2 r [e1] #1
                2027-05-06T09:00 opened r [e3] #2
                """),

        PageCase(
            "yearly: an open window when the date moves: the wait follows the new date",
            rules: PageCase.rule(
                "r", "when yearly on customer.born unless call.made within 2d looking back 7d",
                task: "relationship to desk"),
            until: "2026-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                05-07T10:00 customer.updated born=1990-06-05
                """,
            expected: """
                06-07T09:00 opened r [e2]
                """),
        PageCase(
            "yearly: a contact within the window after it ends it for this year",
            rules: PageCase.rule(
                "r", "when yearly on customer.born unless call.made within 2d looking back 7d",
                task: "relationship to desk"),
            until: "2027-12-31T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                05-08T09:00 call.made
                """,
            expected: """
                2027-05-08T09:00 opened r [e1]
                """),
        PageCase(
            "yearly: a day of the future has its first anniversary a year after it",
            rules: birthday, until: "2028-01-01T00:00",
            timeline: """
                10:00 customer.updated born=2026-12-24
                """,
            expected: """
                2027-12-24T09:00 opened r [e1]
                """),
        PageCase(
            "yearly: an answer to one year leaves the next",
            rules: birthday, until: "2027-06-01T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                05-01T10:00 task.done task=@r/e1/2026
                """,
            expected: """
                2027-05-06T09:00 opened r [e1]
                """),
        PageCase(
            "years is the number of the anniversary, in while and say",
            rules: PageCase.rule(
                "r", "when yearly on customer.born while years in (36, 38)", say: "{years} years"),
            until: "2029-06-01T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                """,
            expected: """
                05-06T09:00 opened r [e1] "36 years"
                """),
        PageCase(
            "years: each year that finds the instance idle has its own number",
            rules: PageCase.rule(
                "r", "when yearly on customer.born unless app.login looking back 36500d", say: "{years}"),
            until: "2028-06-01T00:00",
            timeline: """
                10:00 customer.updated born=2024-02-29
                05-07T10:00 call.made
                2027-03-01T00:00 task.done task=@r/e1/2027
                """,
            expected: """
                2027-02-28T09:00 opened r [e1] "3"
                2027-03-01T00:00 done by e3 r [e1] "3"
                2028-02-29T09:00 opened r [e1] "4"
                """),
        PageCase(
            "years: in the where of an unless, where no field has that name",
            rules: PageCase.rule(
                "r", "when yearly on customer.born unless call.made where minutes > years looking back 1d"),
            until: "2027-06-01T00:00",
            timeline: """
                10:00 customer.updated born=1990-05-06
                05-06T08:00 call.made minutes=36
                2027-05-06T08:00 call.made minutes=38
                """,
            expected: """
                05-06T09:00 opened r [e1]
                2027-05-06T08:00 withdrawn overtaken by e3 r [e1]
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
