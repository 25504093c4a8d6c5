import Events
import RuleLanguage
import Testing

@Suite("The declared type that was meant")
struct NearTypeTests {
    private static let schema: Schema = {
        var schema = Schema.language
        for name in ["delivery.delayed", "delivery.delivered", "order.line-added", "order.placed", "call.completed"] {
            schema.add(EventType(name: Text(name), fields: []))
        }
        return schema
    }()

    @Test(
        "by one that nobody declares is near it, says the same of another thing, or is written another way",
        arguments: [
            ("delivery.delayd", "delivery.delayed"), ("order.delivered", "delivery.delivered"),
            ("OrderLineAdded", "order.line-added"), ("order_line_added", "order.line-added"),
            ("orders.placed", "order.placed"), ("Order.Placed", "order.placed"), ("phone.completed", "call.completed"),
            ("page.viewed", nil), ("task.donee", nil), ("x", nil), ("", nil), (".", nil), ("...", nil), ("order", nil),
        ] as [(Text, Text?)])
    func near(_ written: Text, _ meant: Text?) {
        #expect(nearType(written, in: Self.schema) == meant)
    }

    @Test("is not looked for where a name is longer than anybody types")
    func long() {
        let name = String(repeating: "x", count: 1 << 20)
        #expect(nearType(Text(name + ".placed"), in: Self.schema) == nil)
    }
}
