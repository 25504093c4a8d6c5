import Testing

/// Who gets a task, and what becomes of it with people: priority, routes, escalation, answers.
@Suite struct JudgePeoplePage {
    private static func rule(
        _ clauses: String = "parcel.late as late", task: String = "recovery to desk", say: String = "Call."
    ) -> String {
        PageCase.rule("r", "per order when \(clauses)", task: task, say: say)
    }

    private static func one(
        _ sentence: String, rules: String, until: String = "20:00", _ timeline: String, expected: String
    ) -> PageCase {
        PageCase(sentence, rules: rules, until: until, timeline: timeline, expected: expected)
    }

    // MARK: Who gets it

    static let who = [
        one(
            "The first priority whose condition is true, else the last",
            rules: rule(task: "recovery to desk priority urgent if late.days > 5, high if late.days > 2, low"),
            """
            10:00 parcel.late order=o-1 days=6
            10:00 parcel.late order=o-2 days=3
            10:00 parcel.late order=o-3 days=1
            10:00 parcel.late order=o-4
            """,
            expected: """
                10:00 opened r o-1 [e1] to desk urgent
                10:00 opened r o-2 [e2] to desk high
                10:00 opened r o-3 [e3] to desk low
                10:00 opened r o-4 [e4] to desk low
                """),
        one(
            "Without a last one it is normal",
            rules: rule(task: "recovery to desk priority urgent if order.value > 5"),
            """
            09:00 order.placed order=o-1 value=6
            10:00 parcel.late order=o-1
            10:00 parcel.late order=o-2
            """,
            expected: """
                10:00 opened r o-1 [e2] to desk urgent
                10:00 opened r o-2 [e3] to desk normal
                """),
        one(
            "Asked at j, with what is known then",
            rules: rule("parcel.late after 1h", task: "recovery to desk priority high if customer.tier = \"gold\""),
            """
            10:00 parcel.late order=o-1
            11:00 customer.updated tier=gold
            """,
            expected: "11:00 opened r o-1 [e1] to desk high"),
        one(
            "Of a task that was held, anew when it comes out",
            rules: "quiet any 10:00-12:00\n" + rule(task: "recovery to desk priority high if customer.tier = \"gold\""),
            """
            10:00 parcel.late order=o-1
            11:00 customer.updated tier=gold
            """,
            expected: """
                10:00 held quiet r o-1 [e1]
                12:00 opened r o-1 [e1] to desk high
                """),
        one(
            "The first route that fits replaces the queue, and what it names besides",
            rules: """
                route relationship to nowhere
                route where customer.tier = "gold" to vip priority urgent
                route recovery where customer.tier = "iron" to plain due 1h
                route where customer.tier = "gold" to never

                """ + rule(task: "recovery to desk priority high due 2h"),
            """
            09:00 customer.updated tier=gold customer=c-2
            09:00 customer.updated tier=iron customer=c-3
            10:00 parcel.late order=o-1
            10:00 parcel.late order=o-1 customer=c-2
            10:00 parcel.late order=o-1 customer=c-3
            """,
            expected: """
                10:00 opened r o-1 [e3] due 12:00 to desk high
                10:00 opened r o-1 of c-2 [e4] due 12:00 to vip urgent
                10:00 opened r o-1 of c-3 [e5] due 11:00 to plain high
                """),
        one(
            "A route asks what the rule itself says of the task",
            rules: """
                route where task.priority = "urgent" and task.queue = "desk" to first
                route where task.rule = "r" and task.class = "recovery" to second priority urgent

                """ + rule(task: "recovery to desk priority urgent if late.days > 2"),
            """
            10:00 parcel.late order=o-1 days=3
            10:00 parcel.late order=o-2 days=1
            """,
            expected: """
                10:00 opened r o-1 [e1] to first urgent
                10:00 opened r o-2 [e2] to second urgent
                """),
        one(
            "A route looks at the whole customer, whatever the key",
            rules: "route where count parcel.late within 1h > 1 and customer.id = \"c\" to many\n" + rule(),
            """
            10:00 parcel.late order=o-1
            10:30 parcel.late order=o-2
            """,
            expected: """
                10:00 opened r o-1 [e1] to desk normal
                10:30 opened r o-2 [e2] to many normal
                """),
    ]

    // MARK: Escalation

    private static let boss = rule("parcel.late escalate unclaimed after 1h to boss priority urgent")
    private static let anybody = rule("parcel.late escalate undone after 1h to boss")

    static let escalation = [
        one(
            "Unclaimed so long after it came out, it changes queue and priority, once",
            rules: boss, "10:00 parcel.late order=o-1",
            expected: """
                10:00 opened r o-1 [e1] to desk normal
                11:00 escalated r o-1 [e1] to boss urgent
                """),
        one(
            "A claim at that very instant is in time",
            rules: boss,
            """
            10:00 parcel.late order=o-1
            11:00 task.claimed task=@r/e1
            """,
            expected: "10:00 opened r o-1 [e1]"),
        PageCase(
            "A claim of the instant at which it comes out, known before, is none to it, whichever of its ids it names",
            rules: boss, order: .asArrived, until: "12:00",
            timeline: """
                07:30 task.claimed task=52a2c9236d8acee262b19929afeb7652
                07:00 parcel.late order=o-1
                05:30 parcel.late order=o-1
                """,
            expected: """
                07:30 opened r o-1 [e2] to desk normal
                08:30 escalated r o-1 [e3 e2] to boss urgent
                """),
        one(
            "Undone escalates whoever has it, and keeps the priority if it names none",
            rules: anybody,
            """
            10:00 parcel.late order=o-1
            10:30 task.claimed task=@r/e1
            """,
            expected: """
                10:00 opened r o-1 [e1]
                11:00 escalated r o-1 [e1] to boss normal
                """),
        one(
            "Done in time it does not escalate",
            rules: anybody,
            """
            10:00 parcel.late order=o-1
            11:00 task.done task=@r/e1
            """,
            expected: """
                10:00 opened r o-1 [e1]
                11:00 done by e2 r o-1 [e1]
                """),
        one(
            "Given back, it counts from then",
            rules: boss,
            """
            10:00 parcel.late order=o-1
            10:30 task.claimed task=@r/e1
            10:45 task.released task=@r/e1
            """,
            expected: """
                10:00 opened r o-1 [e1]
                11:45 escalated r o-1 [e1] to boss urgent
                """),
        one(
            "Given back and claimed again, somebody has it",
            rules: boss,
            """
            10:00 parcel.late order=o-1
            10:30 task.claimed task=@r/e1 by=ann
            10:45 task.released task=@r/e1 by=ann
            11:00 task.claimed task=@r/e1 by=bob
            """,
            expected: "10:00 opened r o-1 [e1]"),
        one(
            "While it is snoozed it is asked at the end of the snooze",
            rules: anybody,
            """
            10:00 parcel.late order=o-1
            10:30 task.snoozed task=@r/e1 until=13:00
            """,
            expected: """
                10:00 opened r o-1 [e1]
                13:00 escalated r o-1 [e1] to boss normal
                """),
        one(
            "A snooze that ends at that instant is over",
            rules: anybody,
            """
            10:00 parcel.late order=o-1
            10:30 task.snoozed task=@r/e1 until=11:00
            """,
            expected: """
                10:00 opened r o-1 [e1]
                11:00 escalated r o-1 [e1] to boss normal
                """),
        one(
            "The latest snooze decides; one without an end is none",
            rules: anybody,
            """
            10:00 parcel.late order=o-1
            10:30 task.snoozed task=@r/e1 until=15:00
            12:00 task.snoozed task=@r/e1
            """,
            expected: """
                10:00 opened r o-1 [e1]
                12:00 escalated r o-1 [e1] to boss normal
                """),
        one(
            "At the end of the snooze somebody may have it",
            rules: boss,
            """
            10:00 parcel.late order=o-1
            10:30 task.snoozed task=@r/e1 until=13:00
            12:00 task.claimed task=@r/e1
            """,
            expected: "10:00 opened r o-1 [e1]"),
        one(
            "It counts from when the task came out, not from j",
            rules: "quiet any 10:00-12:00\n" + boss, "10:00 parcel.late order=o-1",
            expected: """
                10:00 held quiet r o-1 [e1]
                12:00 opened r o-1 [e1]
                13:00 escalated r o-1 [e1] to boss urgent
                """),
        one(
            "A claim of what is held is none of what comes out",
            rules: "quiet any 10:00-12:00\n" + boss,
            """
            10:00 parcel.late order=o-1
            11:00 task.claimed task=@r/e1
            """,
            expected: """
                10:00 held quiet r o-1 [e1]
                12:00 opened r o-1 [e1]
                13:00 escalated r o-1 [e1] to boss urgent
                """),
        one(
            "On a calendar",
            rules: "calendar work mon-fri 09:00-17:00\n"
                + rule("parcel.late escalate unclaimed after 1h on work to boss"),
            until: "03-03T20:00", "16:30 parcel.late order=o-1",
            expected: """
                16:30 opened r o-1 [e1]
                03-03T09:30 escalated r o-1 [e1] to boss normal
                """),
        one(
            "Several, each once; what an earlier one set stays where a later names nothing",
            rules: rule(
                "parcel.late escalate unclaimed after 1h to boss priority high escalate undone after 2h to chief"),
            """
            10:00 parcel.late order=o-1
            """,
            expected: """
                10:00 opened r o-1 [e1]
                11:00 escalated r o-1 [e1] to boss high
                12:00 escalated r o-1 [e1] to chief high
                """),
        one(
            "What is withdrawn and opens again escalates again",
            rules: rule("parcel.late unless call.made within 0s escalate undone after 1h to boss"),
            """
            10:00 parcel.late order=o-1
            11:30 call.made
            12:00 parcel.late order=o-1
            """,
            expected: """
                10:00 opened r o-1 [e1]
                11:00 escalated r o-1 [e1] to boss normal
                11:30 withdrawn overtaken by e2 r o-1 [e1]
                12:00 opened r o-1 [e3]
                13:00 escalated r o-1 [e3] to boss normal
                """),
        one(
            "An answer names a task by a trigger that joined it too",
            rules: boss,
            """
            10:00 parcel.late order=o-1
            10:15 parcel.late order=o-1
            10:30 task.claimed task=@r/e2
            """,
            expected: "10:00 opened r o-1 [e1]"),
    ]

    @Test(arguments: (who + escalation), Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
