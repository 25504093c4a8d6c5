import CloudEvents
import Events
import Testing

@Suite("Events that were accepted before")
struct StoredEventTests {
    let reader = FieldReader(schema: testSchema)
    let comparison = EventComparison()

    @Test(
        "Equal values are the same content",
        arguments: [
            (#"{"a":1,"b":[true,null,{}]}"#, #" { "b" : [ true, null, { } ], "a" : 1.0 } "#),
            (#"{"a":100}"#, #"{"a":1e2}"#),
            (#"{"a":0}"#, #"{"a":-0.0}"#),
            (#"{"a":18446744073709551616}"#, #"{"a":1.8446744073709551616e19}"#),
            (#"{"a":"é\n"}"#, #"{"a":"\u00e9\u000a"}"#),
            (#"{"\u0061":"\/"}"#, #"{"a":"/"}"#),
        ])
    func same(a: String, b: String) {
        #expect(comparison.sameContent(Text(a), Text(b)))
        #expect(comparison.sameContent(Text(b), Text(a)))
    }

    @Test(
        "Other values are other content",
        arguments: [
            (#"{"a":1}"#, #"{"a":2}"#), (#"{"a":1}"#, #"{"a":"1"}"#), (#"{"a":[1,2]}"#, #"{"a":[2,1]}"#),
            (#"{"a":[1]}"#, #"{"a":[1,1]}"#), (#"{"a":1}"#, #"{"a":1,"b":null}"#), (#"{"a":1}"#, #"{"b":1}"#),
            (#"{"a":"é"}"#, "{\"a\":\"e\u{301}\"}"), (#"{"a":null}"#, #"{"a":false}"#),
            (#"{"a":true}"#, #"{"a":false}"#),
        ])
    func other(a: String, b: String) {
        #expect(!comparison.sameContent(Text(a), Text(b)))
        #expect(!comparison.sameContent(Text(b), Text(a)))
    }

    @Test("A stored event is bound to the schema that is in force now")
    func rebound() throws {
        let json = Text(eventText())
        #expect(reader.event(fromStored: json)?.fields.count == 5)
        let smaller = Schema([
            EventType(name: "a.b", fields: []),
            EventType(name: "delivery.delayed", fields: [Field(name: "days", type: .number)]),
        ])
        let event = FieldReader(schema: smaller).event(fromStored: json)
        #expect(event?.type == 1)
        #expect(event?.fields == [.number(2)])
        #expect(FieldReader(schema: Schema()).event(fromStored: json) == nil)
        let stricter = Schema([EventType(name: "delivery.delayed", fields: [Field(name: "x", type: .text)])])
        #expect(FieldReader(schema: stricter).event(fromStored: json) == nil)
    }

    @Test(
        "An event is found whole among others by its source and id",
        arguments: [
            (#"{"source":"/s","id":"e-1","data":{"n":1.0}}"#, true),
            (#"{"source":"/t","id":"e-1"}"#, false),
            (#"{"source":"/s","id":"e-11"}"#, false),
            (#"{"source":"/s","id":"e-1""#, false),
            (#"{"source":"/s","data":{"id":"e-1"}}"#, false),
        ])
    func whole(text: String, isFound: Bool) {
        let reader = WholeEventReader()
        let identity = EventIdentity(source: "/s", id: "e-1")
        let lines = [#"{"source":"/s","id":"e-0","of":"e-1"}"#, text, #"{"source":"/s","id":"e-2"}"#]
        let bytes = Array(lines.joined(separator: "\n").utf8)
        var tries = 4
        #expect(
            bytes.withUnsafeBytes { reader.text(of: identity, in: $0, tries: &tries) } == (isFound ? Text(text) : nil))
        #expect(reader.isText(Text(text), of: identity) == isFound)
        #expect(bytes.withUnsafeBytes { reader.identities(of: $0) }.contains(identity) == isFound)
    }

    @Test("An event whose id is written with escapes, or stands in many others before, is found by reading all")
    func escaped() throws {
        let reader = WholeEventReader()
        let identity = EventIdentity(source: "/s", id: "e-1")
        let escaped = #"{ "id" : "e\u002d1", "source" : "/s" }"#
        let others = (0..<9).map { #"{"source":"/s","id":"o-\#($0)","of":"e-1"}"# }
        for lines in [[escaped], others + [#"{"source":"/s","id":"e-1"}"#]] {
            let bytes = Array(lines.joined(separator: "\n").utf8)
            var tries = 4
            #expect(bytes.withUnsafeBytes { reader.text(of: identity, in: $0, tries: &tries) } == nil)
            #expect(bytes.withUnsafeBytes { reader.identities(of: $0) }.last == identity)
        }
    }

    @Test("Of each is told where it comes from and when it happened, whatever its type")
    func moments() {
        let lines = [
            #"{"source":"/crm","time":"2026-03-02T10:00:00+01:00","type":"nobody.knows"}"#, #"{"source":"/s"}"#, "none",
            #"{"time":"2026-03-02T10:00:00.5Z","source":"/s"}"#,
        ]
        var told: [String] = []
        Array(lines.joined(separator: "\n").utf8).withUnsafeBytes { bytes in
            WholeEventReader().eachMoment(of: bytes) { told.append("\($0) \($1)") }
        }
        #expect(told == ["/crm 2026-03-02T09:00:00Z", "/s 2026-03-02T10:00:00.5Z"])
    }
}
