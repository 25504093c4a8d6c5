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
    ]) func typesAreThoseThatAllValuesFit(data: [String], type: FieldType) throws {
        #expect(try samples(data).types[0].fields[0].type == type)
    }

    @Test(arguments: [
        ["{\"f\":1}", "{\"f\":\"a\"}"], ["{\"f\":{}}"], ["{\"f\":[1]}", "{\"f\":1}"], ["{\"f\":null}"],
    ]) func whereNoTypeFitsNoneIsSaid(data: [String]) throws {
        #expect(try samples(data).types[0].fields[0].type == nil)
    }

    @Test func whatIsLeftOutOrNullIsMissing() throws {
        let type = try samples(["{}", "{\"f\":1,\"g\":null}", "{\"g\":2,\"f\":3}", "null"]).types[0]
        #expect(type.count == 4)
        #expect(type.fields.map(\.name) == ["f", "g"])
        #expect(type.fields.map(\.missing) == [2, 3])
        #expect(type.fields.map(\.nulls) == [0, 1])
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
}
