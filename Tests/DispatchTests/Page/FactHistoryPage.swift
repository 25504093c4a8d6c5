import Testing

/// Facts of the envelope, and `previous FACT`.
@Suite struct FactHistoryPage {
    private static func saying(_ sentence: String, _ expression: String, _ timeline: String, _ text: String) -> PageCase
    {
        PageCase(
            sentence,
            rules: """
                fact order.placed_at = event.time of order.placed
                fact order.from      = event.source of order.placed, order.amended
                fact customer.last   = event.id of app.login, call.made
                """ + "\n" + PageCase.rule("r", "per order when parcel.late", say: expression),
            timeline: timeline + "\n10:00 parcel.late order=o-1 #late",
            expected: "10:00 opened r o-1 [late] \"\(text)\"")
    }

    static let cases = [
        saying(
            "The time of an event as a fact of its key", "{order.placed_at} {now - order.placed_at}",
            "08:30 order.placed order=o-1\n09:00 order.placed order=o-2", "2026-03-02 08:30 1h 30min"),
        saying(
            "The latest counts", "{order.placed_at}",
            "08:30 order.placed order=o-1\n09:00 order.placed order=o-1", "2026-03-02 09:00"),
        saying(
            "The source and the id", "{order.from} {customer.last}",
            "08:30 order.placed order=o-1 source=/shop\n09:00 app.login #x1\n09:30 call.made #x2", "/shop x2"),
        saying(
            "Missing if there was no such event", "{order.placed_at else now} {customer.last}", "",
            "2026-03-02 10:00 (unknown)"),
        PageCase(
            "It may start a rule",
            rules: "fact order.placed_at = event.time of order.placed\n"
                + PageCase.rule("r", "per order when 2h after order.placed_at unless parcel.arrived"),
            until: "20:00",
            timeline: """
                08:00 order.placed order=o-1
                08:00 order.placed order=o-2
                09:00 parcel.arrived order=o-2
                """,
            expected: """
                10:00 opened r o-1 [e1]
                """),
        saying(
            "The value before the present one", "{previous customer.tier}",
            "08:00 customer.updated tier=gold\n09:00 customer.updated tier=iron", "gold"),
        saying(
            "Missing if there was none", "{previous customer.tier}", "08:00 customer.updated tier=gold", "(unknown)"),
        saying(
            "The same value again changes nothing", "{previous customer.tier} {customer.tier}",
            "07:00 customer.updated tier=gold\n08:00 customer.updated tier=iron\n09:00 customer.updated tier=iron",
            "gold iron"),
        saying(
            "A value that returns has the one between before it", "{previous customer.tier} {customer.tier}",
            "07:00 customer.updated tier=gold\n08:00 customer.updated tier=iron\n09:00 customer.updated tier=gold",
            "iron gold"),
        saying(
            "At one instant one after the other, by source and id", "{previous customer.tier} {customer.tier}",
            "09:00 customer.updated tier=gold #b\n09:00 customer.updated tier=iron #a", "iron gold"),
        saying(
            "An event without the field changes nothing", "{previous customer.tier else \"none\"}",
            "08:00 customer.updated tier=gold\n09:00 customer.updated vip=true", "none"),
        saying(
            "Of a key its own", "{previous order.value} {order.value}",
            "07:00 order.placed order=o-1 value=1\n08:00 order.placed order=o-2 value=2\n09:00 order.placed order=o-1 value=3",
            "1 3"),
        PageCase(
            "In `where` as of the event looked at",
            rules: PageCase.rule(
                "r",
                "when customer.updated where previous customer.tier = \"gold\" and tier = \"iron\" unless call.made within 2h",
                say: "{customer.tier}"),
            until: "15:00",
            timeline: """
                08:00 customer.updated tier=gold
                09:00 customer.updated tier=iron
                10:00 customer.updated tier=tin
                """,
            expected: """
                11:00 opened r [e2] "tin"
                """),
    ]

    @Test(arguments: cases, Evaluator.allCases)
    func sentence(_ page: PageCase, _ evaluator: Evaluator) throws { try page.check(evaluator) }
}
