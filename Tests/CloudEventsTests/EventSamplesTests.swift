import CloudEvents
import Events
import Testing

/// What samples of events tell about their fields.
@Suite struct EventSamplesTests {
    private func samples(_ data: [String]) throws -> EventSamples {
        var samples = EventSamples()
        for (place, data) in data.enumerated() {
            let event =
                "{\"specversion\":\"1.0\",\"id\":\"\(place)\",\"source\":\"/s\",\"type\":\"order.placed\","
                + "\"subject\":\"c\",\"time\":\"2026-03-02T10:00:00Z\",\"data\":\(data)}"
            try samples.read(Array(event.utf8), format: .json, progress: { _ in }, rejected: { _ in })
        }
        return samples
    }

    @Test(arguments: [
        (["{\"f\":\"a\"}", "{\"f\":\"2026-03-02\"}"], FieldType.text), (["{\"f\":\"2026-03-02\"}"], .date),
        (["{\"f\":\"2026-03-02T10:00:00Z\"}", "{\"f\":\"2026-03-02T10:00:00.5+01:00\"}"], .time),
        (["{\"f\":\"2026-03-02T10:00:00\"}"], .text), (["{\"f\":\"2026-02-30\"}"], .text),
        (["{\"f\":\"\"}"], .text), (["{\"f\":1}", "{\"f\":-2.5e3}"], .number), (["{\"f\":true}"], .boolean),
        (["{\"f\":true}", "{\"f\":null}", "{}"], .boolean),
        (["{\"f\":\"2026-03-02\"}", "{\"f\":\"2026-03-02T10:00:00Z\"}"], .text),
        // What is missing to a field of another type.
        (["{\"f\":\"\"}", "{\"f\":7}"], .number), (["{\"f\":\"\"}", "{\"f\":false}"], .boolean),
        (["{\"f\":\"\"}", "{\"f\":\"2026-03-02\"}"], .date), (["{\"f\":\"0001-01-01T00:00:00Z\"}"], .time),
        // A whole number is a text by its digits.
        (["{\"f\":1}", "{\"f\":\"a\"}"], .text), (["{\"f\":9007199254740993}", "{\"f\":1}"], .text),
        (["{\"f\":9007199254740992}"], .number), (["{\"f\":-9007199254740994}"], .text),
        (["{\"f\":123456789012345678901234}"], .text),
    ]) func typesAreThoseThatAllValuesFit(data: [String], type: FieldType) throws {
        #expect(try samples(data).types[0].fields[0].type == type)
    }

    @Test(arguments: [
        ["{\"f\":1.5}", "{\"f\":\"a\"}"], ["{\"f\":{}}"], ["{\"f\":[]}"], ["{\"f\":[1]}", "{\"f\":1}"],
        ["{\"f\":null}"],
        ["{\"f\":1e3}", "{\"f\":9007199254740993}"], ["{\"f\":true}", "{\"f\":1}"], ["{\"f\":{\"g\":1}}", "{\"f\":1}"],
    ]) func whereNoTypeFitsNoneIsSaid(data: [String]) throws {
        #expect(try samples(data).types[0].fields[0].type == nil)
    }

    @Test func whatIsLeftOutOrNullIsMissing() throws {
        let type = try samples(["{}", "{\"f\":1,\"g\":null}", "{\"g\":2,\"f\":3}", "null"]).types[0]
        #expect(type.count == 4)
        #expect(type.fields.map(\.name) == ["f", "g"])
        #expect(type.fields.map(\.missing) == [2, 3])
        #expect(type.fields.map(\.nulls) == [0, 1])
        let empty = try samples([
            "{\"f\":\"\"}", "{\"f\":\"2026-03-02T10:00:00Z\"}", "{\"f\":\"0001-01-01T00:00:00Z\"}",
        ])
        #expect(empty.types[0].fields[0].missing == 2)
        #expect(try samples(["{\"f\":\"\"}", "{\"f\":\"a\"}"]).types[0].fields[0].missing == 0)
    }

    @Test(arguments: [
        "id", "order_id", "orderId", "orderID", "number", "invoice-number", "phone", "zip", "postal_code", "raw_digits",
        "SKU",
    ])
    func whatTellsOneFromAnotherIsAText(name: String) throws {
        #expect(try samples(["{\"\(name)\":17}"]).types[0].fields[0].type == .text)
        // No text takes it.
        #expect(try samples(["{\"\(name)\":1.5}"]).types[0].fields[0].type == .number)
    }

    @Test(arguments: ["days", "paid", "number_of_items", "identity", "code", "score", "zips"])
    func whatIsCountedIsANumber(name: String) throws {
        #expect(try samples(["{\"\(name)\":17}"]).types[0].fields[0].type == .number)
    }

    @Test func nestedDataHasPaths() throws {
        let type = try samples([
            #"{"order":{"id":1,"lines":[{"sku":"a"},{"sku":7,"x":1}]},"tags":["t"],"to":null,"m":[[2.5]]}"#,
            #"{"order":{"id":2,"lines":[]},"tags":[],"to":{"city":"Lyon"},"m":[],"a b":true}"#,
        ]).types[0]
        #expect(
            type.fields.map { "\($0.path) \($0.type?.rawValue ?? "-") \($0.missing)" } == [
                "order.id text 0", "order.lines.0.sku text 1", "tags.0 text 1", "m.0.0 number 1", "to.city text 1",
                "\"a b\" boolean 1",
            ])
    }

    @Test func placesAreNotWithoutEnd() throws {
        let many = "{" + (0..<5_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        let type = try samples([many]).types[0]
        #expect(type.fields.count == 400 && type.hasMore)
        let deep = String(repeating: "{\"a\":", count: 500) + "1" + String(repeating: "}", count: 500)
        #expect(try samples([deep]).types[0].fields.map(\.path.parts.count) == [12])
    }

    @Test func dataInBase64IsLookedInto() throws {
        var samples = EventSamples()
        let event = eventText(data: nil).dropLast() + ",\"data_base64\":\"eyJvcmRlciI6eyJpZCI6MX19\"}"
        try samples.read(Array(event.utf8), format: .json, progress: { _ in }, rejected: { _ in })
        #expect(samples.types[0].fields.map(\.path.description) == ["order.id"])
    }

    @Test func anEventThatNoRuleCouldAcceptIsToldAndNotCounted() throws {
        var samples = EventSamples()
        var told: [Rejection] = []
        let lines =
            "{\"type\":\"a.b\"}\n{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"a.b\","
            + "\"subject\":\"c\",\"time\":\"2026-03-02T10:00:00Z\"}\nno"
        try samples.read(Array(lines.utf8), format: .ndjson, progress: { _ in }, rejected: { told.append($0) })
        #expect(told.map(\.line) == [1, 3])
        #expect(told.map(\.code) == [.specversion, .notJSON])
        #expect(samples.types.map(\.count) == [1])
    }

    // MARK: Bodies

    private func bodies(_ text: String, _ name: String = "in/orders-create.json") throws -> EventSamples {
        var samples = EventSamples()
        try samples.read(
            Array(text.utf8), name: name, format: InputFormat(fileName: name), progress: { _ in }, rejected: { _ in })
        return samples
    }

    @Test func bodiesWithoutAnEnvelopeAreLookedInto() throws {
        let one = try bodies(#"{"id":1,"customer":{"id":7}}"#)
        #expect(one.types.map(\.name) == ["orders.create"])
        #expect(one.types[0].fields.map(\.path.description) == ["id", "customer.id"])
        #expect(try bodies(#"[{"id":1},{"id":2}, 7]"#).types.map(\.count) == [2])
        let lines = try bodies("{\"event\":\"call.ended\"}\n{\"event\":\"call started\"}\n", "calls.ndjson")
        #expect(lines.types.map(\.name) == ["call.ended", "call started"])
        #expect(try bodies("{\"id\":1}", "-").types.map(\.name) == ["webhook.received"])
        #expect(try bodies("{\"id\":1}", "tickets.2026.json").types.map(\.name) == ["tickets.received"])
        #expect(try bodies("[]").types.isEmpty)
    }

    @Test("A batch of bodies is taken apart, where it holds nothing else")
    func batches() throws {
        let batch = try bodies(#"{"events":[{"event":"mail.opened","n":1},{"event":"mail.bounced"}]}"#, "hooks.json")
        #expect(batch.types.map(\.name) == ["mail.opened", "mail.bounced"])
        let program = try #require(batch.wrappings.first).program
        let loop =
            #"bodies = [body for batch in (bodies if isinstance(bodies, list) else [bodies]) "#
            + #"for body in batch["events"]]"#
        #expect(program.contains(loop) && program.contains("for body in bodies:"))
        #expect(
            try #require(batch.wrappings.first).demands.last
                == "data         each element of events as it is, an object")
        let lines = try bodies(
            "{\"items\":[{\"n\":1}]}\n{\"items\":[]}\n{\"items\":[{\"n\":2},{\"n\":3}]}\n", "h.ndjson")
        #expect(lines.types.map(\.count) == [3])
        #expect(
            try #require(lines.wrappings.first).program.contains(
                #"bodies = [body for batch in (bodies) for body in batch["items"]]"#))
    }

    @Test(
        "What only looks like a batch is a body",
        arguments: [
            #"{"order":7,"items":[{"sku":"a"}]}"#, #"{"events":[]}"#, #"{"events":[{"n":1},2]}"#,
            #"{"events":{"n":1}}"#,
            #"[{"events":[{"n":1}]},{"items":[{"n":1}]}]"#, #"{"events":[\#(eventText())]}"#,
        ])
    func noBatch(text: String) throws {
        let samples = try bodies(text, "hooks.json")
        #expect(samples.types.map(\.name) == ["hooks.received"])
        #expect(try !#require(samples.wrappings.first).program.contains { $0.contains("batch") })
    }

    @Test(
        "An object that lacks the version of CloudEvents, or one of its attributes, is a bad event and no body",
        arguments: [eventText(specversion: nil), eventText(id: nil, specversion: nil), eventText(type: nil)])
    func badEvent(text: String) throws {
        var told: [Rejection] = []
        var samples = EventSamples()
        try samples.read(Array(text.utf8), format: .json, progress: { _ in }, rejected: { told.append($0) })
        #expect(told.count == 1 && samples.wrappings.isEmpty)
    }

    @Test("What stands in an envelope is guessed by names and kinds")
    func wrapping() throws {
        func lines(_ text: String, _ name: String = "orders-create.json") throws -> [String] {
            try #require(try bodies(text, name).wrappings.first).program.suffix(10).map {
                $0.trimmingPrefix(while: { $0 == " " }).description
            }
        }
        let order = try lines(#"{"id":5,"created_at":"2026-03-02T10:00:00+01:00","customer":{"id":7,"email":"a@b.c"}}"#)
        #expect(order.contains(#""subject": text(at(body, "customer", "id")),"#))
        #expect(order.contains(#""time": text(at(body, "created_at")),"#))
        #expect(order.contains { $0.hasPrefix("\"id\": hashlib.") })
        #expect(order.contains(#""source": "/orders","#))
        #expect(order.contains(#""type": "orders.create","#))
        let call = try lines(
            #"{"event":"call.ended","event_id":"x","timestamp":1772445600,"data":{"raw_digits":"+331","when":"2026-03-02"}}"#
        )
        #expect(call.contains(#""id": text(at(body, "event_id")),"#))
        #expect(call.contains(#""type": text(at(body, "event")),"#))
        #expect(call.contains(#""subject": text(at(body, "data", "raw_digits")),"#))
        #expect(call.contains(#""time": moment(at(body, "timestamp")),"#))
        let mails = try lines(#"{"emails":["a@b.c"],"at":"2026-03-02T10:00:00","q\"":1}"#)
        #expect(mails.contains(#""subject": text(at(body, "emails", 0)),"#))
        #expect(mails.contains(#""time": text(at(body, "at")) + "Z","#))
        let nothing = try lines(#"{"n":1}"#)
        #expect(nothing.contains(#""subject": "","#) && nothing.contains(#""time": now(),"#))
    }
}
