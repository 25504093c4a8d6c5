import CloudEvents
import Events
import Testing

@Suite("The kinds of readers")
struct ReaderKindsTests {
    static let lines = [
        eventText(), eventText(id: "\"e-2\"", type: "\"call.completed\"", data: "{}"),
        eventText(id: "\"e-3\"", type: "\"shop.opened\""), eventText(time: "\"yesterday\""), "no json",
        eventText(subject: nil), eventText(id: "\"\\u00e9\"", data: #"{"order":"o-9"}"#),
        eventText(time: "\"2030-01-01T00:00:00Z\""),
    ]
    static let bytes = Array(lines.joined(separator: "\n").utf8)
    static let latest = Timestamp(seconds: 1_800_000_000)

    func read<Reader: EventReader>(_ reader: Reader) throws -> [Reader.Item] {
        try reader.read(Self.bytes, format: .ndjson, latest: Self.latest)
    }

    @Test("find the same events good, and the others at fault for the same reason")
    func same() throws {
        let envelopes = try read(EnvelopeReader(schema: testSchema))
        let fields = try read(FieldReader(schema: testSchema))
        #expect(envelopes.map(\.line) == fields.map(\.line))
        #expect(envelopes.map(\.range) == fields.map(\.range))
        #expect(envelopes.map(\.rejection) == fields.map(\.rejection))
        #expect(
            envelopes.compactMap { $0.rejection?.code } == [
                .timeMalformed, .notJSON, .subjectMissing, .fieldMissing, .future,
            ])
        for (envelope, event) in zip(envelopes, fields) {
            guard let envelope = envelope.envelope else { continue }
            if case .undeclared(let type) = envelope.type {
                guard case .undeclared(let other, let source, let time) = event.outcome else {
                    Issue.record("\(type) is declared")
                    continue
                }
                #expect(type == other && envelope.source == source && envelope.time == time)
                continue
            }
            let event = try #require(event.event)
            #expect(envelope.source == event.identity.source)
            #expect(envelope.customer == event.customer)
            #expect(envelope.type == .declared(event.type))
            #expect(envelope.time == event.time)
        }
    }

    @Test("know whose event of an undeclared type is, and by which hash")
    func undeclared() throws {
        let envelope = try #require(try read(EnvelopeReader(schema: testSchema))[2].envelope)
        #expect(envelope.type == .undeclared("shop.opened"))
        #expect(envelope.customer == "c-42" && envelope.source == "/carrier/dhl")
        let items = try read(FieldReader(schema: testSchema))
        #expect(items[2].identityHash == HashKey.process.hash(of: EventIdentity(source: "/carrier/dhl", id: "e-3")))
    }

    @Test("find among stored texts those that do not fit their declaration")
    func misfits() throws {
        let lines = [
            eventText(), eventText(type: "\"shop.opened\""), eventText(data: #"{"order":"o-9","days":"two"}"#),
            eventText(data: "{}"),
        ]
        var found: [Text] = []
        var details: [String] = []
        Array((lines.joined(separator: "\n") + "\n").utf8).withUnsafeBytes {
            FieldReader(schema: testSchema).misfits(ofStored: $0) { type, detail in
                found.append(type)
                details.append(detail)
            }
        }
        #expect(found == ["delivery.delayed", "delivery.delayed"])
        #expect(details.first?.contains("must be a number, but is the text \"two\"") == true)
        #expect(details.last?.contains("it is missing") == true)
    }

    @Test("know an event by a hash of its identity: what takes events in by the key of the store")
    func hashes() throws {
        let key = HashKey.random()
        for (envelope, item) in zip(
            try read(EnvelopeReader(schema: testSchema, key: key)), try read(FieldReader(schema: testSchema)))
        {
            guard let event = item.event else { continue }
            #expect(item.identityHash == HashKey.process.hash(of: event.identity))
            #expect(envelope.identityHash == key.hash(of: event.identity))
        }
    }

    @Test("pass over what the fold does not ask about, and check it all the same")
    func passed() throws {
        let all = try read(FieldReader(schema: testSchema))
        let asked = try read(FieldReader(schema: testSchema, asked: [false, true]))
        #expect(asked.map(\.rejection) == all.map(\.rejection))
        #expect(asked.compactMap(\.event?.identity.id) == ["e-2"])
        guard case .passed(_, let time)? = asked.first?.outcome else {
            Issue.record("the first is not passed over")
            return
        }
        #expect(time.description == "2026-03-02T10:00:00Z")
    }
}
