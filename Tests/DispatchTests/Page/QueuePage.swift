import Testing

/// Queues made from data.
@Suite struct QueuePage {
    private static func given(_ sentence: String, _ queue: String, _ fields: String, to name: String) -> PageCase {
        PageCase(
            sentence, rules: PageCase.rule("r", "per order when parcel.late as late", task: "recovery to \(queue)"),
            timeline: """
                09:00 customer.updated \(fields)
                10:00 parcel.late order=o-1 days=2.5
                """,
            expected: """
                10:00 opened r o-1 [e2] to \(name) normal
                """)
    }

    static let cases = [
        given("A queue is made from a fact", "\"agent-{customer.tier}\"", "tier=kim", to: "agent-kim"),
        given(
            "A part that is missing has a stand-in", "\"agent-{customer.tier else \"pool\"}\"", "vip=true",
            to: "agent-pool"),
        given("or the task is nobody's", "\"agent-{customer.tier}\"", "vip=true", to: "unassigned"),
        given(
            "Other characters than letters, digits and `-_.` become `-`",
            "\"{customer.tier}/a_b.c {late.days rounded to 1}\"",
            "tier=zoë", to: "zo--a_b.c-2.5"),
        given("A queue without a character is nobody's", "\"{customer.tier}\"", "tier=", to: "unassigned"),
        given(
            "Quotes inside braces need no backslash, and may have one", "\"{\\\"a\\\" if late.days > 2 else \"b\"}\"",
            "tier=x",
            to: "a"),
        PageCase(
            "A route, too, may make it, and compare what the rule made",
            rules: "route where task.queue = \"desk-gold\" to \"key-{customer.tier}\"\n"
                + PageCase.rule(
                    "r", "per order when parcel.late", task: "recovery to \"desk-{customer.tier}\""),
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1
                11:00 customer.updated tier=iron
                12:00 parcel.late order=o-2
                """,
            expected: """
                10:00 opened r o-1 [e2] to key-gold normal
                12:00 opened r o-2 [e4] to desk-iron normal
                """),
        PageCase(
            "It is asked at the judging",
            rules: PageCase.rule(
                "r", "per order when parcel.late unless call.made within 2h",
                task: "recovery to \"desk-{customer.tier}\""),
            until: "13:00",
            timeline: """
                09:00 customer.updated tier=gold
                10:00 parcel.late order=o-1
                11:00 customer.updated tier=iron
                """,
            expected: """
                12:00 opened r o-1 [e2] to desk-iron normal
                """),
        PageCase(
            "The event that started it says it where there is a name for it",
            rules: PageCase.rule(
                "r", "when ticket.opened as ticket where ticket.event.time > 2026-03-02T09:30Z",
                task: "recovery to \"topic-{ticket.topic}\"", say: "{ticket.event.time} {ticket.event.source}"),
            timeline: """
                10:00 ticket.opened ticket=t-1 topic=billing
                """,
            expected: """
                10:00 opened r [e1] to topic-billing normal "2026-03-02 10:00 /s"
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
