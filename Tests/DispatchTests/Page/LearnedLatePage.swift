import Testing

/// "Learned late": events in the order of their arrival, whatever their own time.
@Suite struct LearnedLatePage {
    static let late = PageCase.rule(
        "r", "per order when parcel.late as late unless call.made within 4h", task: "recovery to desk due 2h",
        say: "{late.days}")
    static let latest = PageCase.rule("r", "per order when latest parcel.late unless call.made within 4h")
    static let promised = PageCase.rule("r", "per order when at order.promised_at unless parcel.arrived")
    static let again = PageCase.rule("r", "per order when parcel.late unless call.made within 1h again after 24h")

    static func arrived(
        _ sentence: String, _ rules: String, until: String? = nil, _ timeline: String, _ expected: String
    ) -> PageCase {
        PageCase(
            sentence, rules: rules, order: .asArrived, until: until, timeline: timeline, expected: expected)
    }

    static let cases = [
        arrived(
            "j is judged once an event later than j has been seen, at j",
            late,
            """
            10:00 parcel.late order=o-1
            18:00 app.login
            """,
            """
            14:00 opened r o-1 [e1] due 16:00
            """),
        arrived(
            "An event exactly at j does not yet judge: what is late for j itself is still in time",
            late, until: "20:00",
            """
            10:00 parcel.late order=o-1
            14:00 app.login
            13:00 call.made order=o-1
            """,
            ""),
        arrived(
            "The clock is the latest time seen, of any customer",
            late, until: "20:00",
            """
            10:00 parcel.late order=o-1
            15:00 app.login customer=c-2
            13:00 call.made order=o-1
            """,
            """
            14:00 opened r o-1 [e1]
            15:00 withdrawn late-evidence by e3 r o-1 [e1]
            """),
        arrived(
            "Late proof takes the task back",
            late,
            """
            10:00 parcel.late order=o-1
            18:00 app.login
            12:00 call.made order=o-1
            """,
            """
            14:00 opened r o-1 [e1]
            18:00 withdrawn late-evidence by e3 r o-1 [e1]
            """),
        arrived(
            "Late word of a call after the opening: the verdict was right, and somebody acted",
            late,
            """
            10:00 parcel.late order=o-1
            18:00 app.login
            16:00 call.made order=o-1
            """,
            """
            14:00 opened r o-1 [e1]
            18:00 withdrawn overtaken by e3 r o-1 [e1]
            """),
        arrived(
            "A trigger learned late opens late, by the clock, and `due` counts from the opening",
            late,
            """
            18:00 app.login
            10:00 parcel.late order=o-1
            """,
            """
            18:00 opened r o-1 [e2] due 20:00
            """),
        arrived(
            "A trigger learned late whose judging time has not passed is in time",
            late, until: "20:00",
            """
            12:00 app.login
            10:00 parcel.late order=o-1
            """,
            """
            14:00 opened r o-1 [e2] due 16:00
            """),
        arrived(
            "A jump of the clock is not lateness, however far",
            late, until: "2027-03-02T10:00",
            """
            10:00 parcel.late order=o-1
            """,
            """
            14:00 opened r o-1 [e1]
            """),
        arrived(
            "An episode learned only after it ended makes no task",
            late,
            """
            10:00 app.login
            16:00 call.made order=o-1
            18:00 app.login
            10:00 parcel.late order=o-1
            """,
            ""),
        arrived(
            "A better anchor updates the task and does not make a second one",
            late,
            """
            10:00 parcel.late order=o-1 days=2
            18:00 app.login
            09:00 parcel.late order=o-1 days=1
            19:00 call.made order=o-1
            """,
            """
            14:00 opened r o-1 [e1] #1 "2"
            19:00 withdrawn overtaken by e4 r o-1 [e3 e1] #1 "1"
            """),
        arrived(
            "An answer names the task by the id it was opened with, whatever anchor it has now",
            late,
            """
            10:00 parcel.late order=o-1
            18:00 app.login
            09:00 parcel.late order=o-1
            19:00 task.done task=@r/e1
            """,
            """
            14:00 opened r o-1 [e1]
            19:00 done by e4 r o-1 [e3 e1]
            """),
        arrived(
            "latest: a later trigger learned late takes the task back, and it opens again when its time comes",
            latest, until: "22:00",
            """
            10:00 parcel.late order=o-1
            15:00 app.login
            13:00 parcel.late order=o-1
            """,
            """
            14:00 opened r o-1 [e1] #1
            15:00 withdrawn late-evidence by e3 r o-1 [e1] #1
            17:00 opened r o-1 [e1 e3] #1
            """),
        arrived(
            "Withdrawn and true again reopens the same task",
            PageCase.rule("r", "per order when parcel.late unless call.made within 4h while customer.tier = \"gold\""),
            until: "22:00",
            """
            09:00 customer.updated tier=gold
            10:00 parcel.late order=o-1
            15:00 app.login
            11:00 customer.updated tier=iron
            12:00 customer.updated tier=gold
            """,
            """
            14:00 opened r o-1 [e2] #1
            15:00 withdrawn late-evidence by e4 r o-1 [e2] #1
            15:00 opened r o-1 [e2] #1
            """),
        arrived(
            "An answer learned late closes the task as it says",
            late,
            """
            10:00 parcel.late order=o-1
            18:00 app.login
            15:00 task.done task=@r/e1
            """,
            """
            14:00 opened r o-1 [e1]
            18:00 done by e3 r o-1 [e1]
            """),
        arrived(
            "A date moved before it was judged, learned late: late evidence",
            promised, until: "03-10T00:00",
            """
            10:00 order.placed order=o-1 promised_at=12:00
            15:00 app.login
            11:00 order.amended order=o-1 promised_at=03-05T12:00
            """,
            """
            12:00 opened r o-1 [e1] #1
            15:00 withdrawn late-evidence by e3 r o-1 [e1] #1
            03-05T12:00 opened r o-1 [e3] #2
            """),
        arrived(
            "A date moved after it was judged, learned late: moved",
            promised, until: "03-10T00:00",
            """
            10:00 order.placed order=o-1 promised_at=12:00
            15:00 app.login
            13:00 order.amended order=o-1 promised_at=03-05T12:00
            """,
            """
            12:00 opened r o-1 [e1] #1
            15:00 withdrawn moved by e3 r o-1 [e1] #1
            03-05T12:00 opened r o-1 [e3] #2
            """),
        arrived(
            "A better anchor of an episode that was answered makes no second task",
            PageCase.rule("r", "per order when parcel.late"),
            """
            10:00 parcel.late order=o-1
            11:00 app.login
            12:00 task.done task=@r/e1
            13:00 parcel.late order=o-1
            14:00 app.login
            09:00 parcel.late order=o-1
            """,
            """
            10:00 opened r o-1 [e1] #1
            12:00 done by e3 r o-1 [e1] #1
            13:00 opened r o-1 [e4] #2
            """),
        arrived(
            "again: a task learned to have ended later than was known drops the trigger after it",
            again, until: "03-05T00:00",
            """
            10:00 parcel.late order=o-1
            03-03T13:00 parcel.late order=o-1
            03-03T15:00 app.login
            03-02T20:00 call.made order=o-1
            """,
            """
            11:00 opened r o-1 [e1]
            03-03T15:00 withdrawn overtaken by e4 r o-1 [e1]
            """),

        arrived(
            "An answer that came before its trigger names it before it opens",
            late, until: "20:00",
            """
            11:00 app.login
            10:00 parcel.late order=o-1
            10:30 task.done task=@r/e2
            """,
            ""),
        arrived(
            "A contact learned late that ends an armed wait leaves no line",
            late, until: "20:00",
            """
            10:00 parcel.late order=o-1
            13:00 app.login
            11:00 call.made order=o-1
            """,
            ""),
        arrived(
            "A task reopened counts `due` from its reopening",
            PageCase.rule(
                "r", "per order when parcel.late while customer.tier = \"gold\"", task: "recovery to desk due 2h"),
            """
            09:00 customer.updated tier=gold
            10:00 parcel.late order=o-1
            11:00 app.login
            09:30 customer.updated tier=iron
            12:00 app.login
            09:40 customer.updated tier=gold
            """,
            """
            10:00 opened r o-1 [e2] due 12:00
            11:00 withdrawn late-evidence by e4 r o-1 [e2] due 12:00
            12:00 opened r o-1 [e2] due 14:00
            """),
        arrived(
            "A better anchor does not move `due`",
            late,
            """
            10:00 parcel.late order=o-1
            14:30 app.login
            09:00 parcel.late order=o-1
            15:00 call.made order=o-1
            """,
            """
            14:00 opened r o-1 [e1] due 16:00
            15:00 withdrawn overtaken by e4 r o-1 [e3 e1] due 16:00
            """),
        arrived(
            "A fact learned late changes what the task says, without a line",
            PageCase.rule("r", "per order when parcel.late", say: "{customer.tier}"),
            """
            10:00 parcel.late order=o-1
            11:00 app.login
            09:00 customer.updated tier=gold
            12:00 task.done task=@r/e1
            """,
            """
            10:00 opened r o-1 [e1] "(unknown)"
            12:00 done by e4 r o-1 [e1] "gold"
            """),
        arrived(
            "An answer to a task that was taken back says nothing",
            late,
            """
            10:00 parcel.late order=o-1
            18:00 app.login
            12:00 call.made order=o-1
            19:00 task.done task=@r/e1
            """,
            """
            14:00 opened r o-1 [e1]
            18:00 withdrawn late-evidence by e3 r o-1 [e1]
            """),
        arrived(
            "A call between two triggers, learned late, takes the first task back; the second trigger opens its own",
            late, until: "23:00",
            """
            10:00 parcel.late order=o-1
            12:30 parcel.late order=o-1
            15:00 app.login
            12:00 call.made order=o-1
            """,
            """
            14:00 opened r o-1 [e1 e2] #1
            15:00 withdrawn late-evidence by e4 r o-1 [e1 e2] #1
            16:30 opened r o-1 [e2] #2
            """),
        arrived(
            "Two instances learn late on their own",
            late,
            """
            10:00 parcel.late order=o-1
            10:00 parcel.late order=o-2
            18:00 app.login
            12:00 call.made order=o-1
            """,
            """
            14:00 opened r o-1 [e1]
            14:00 opened r o-2 [e2]
            18:00 withdrawn late-evidence by e4 r o-1 [e1]
            """),
        arrived(
            "A yearly date learned late opens late, in its year",
            PageCase.rule("r", "when yearly on customer.born", task: "relationship to desk"),
            """
            05-06T12:00 app.login
            10:00 customer.updated born=1990-05-06
            """,
            """
            05-06T12:00 opened r [e2]
            """),
        arrived(
            "each: a late trigger is a task of its own",
            PageCase.rule("r", "per order when each parcel.late after 1h"),
            """
            10:00 parcel.late order=o-1
            14:00 app.login
            12:00 parcel.late order=o-1
            """,
            """
            11:00 opened r o-1 [e1] #1
            14:00 opened r o-1 [e3] #2
            """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
