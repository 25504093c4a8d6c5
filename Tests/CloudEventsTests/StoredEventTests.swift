import CloudEvents
import Events
import Testing

@Suite("Events that were accepted before")
struct StoredEventTests {
    let reader = EventReader(schema: testSchema)

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
        #expect(reader.sameContent(Text(a), Text(b)))
        #expect(reader.sameContent(Text(b), Text(a)))
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
        #expect(!reader.sameContent(Text(a), Text(b)))
        #expect(!reader.sameContent(Text(b), Text(a)))
    }

    @Test("A stored event is bound to the schema that is in force now")
    func rebound() throws {
        let json = try #require(try read(eventText()).first?.event?.json)
        #expect(reader.event(fromStored: json)?.fields.count == 5)
        let smaller = Schema([
            EventType(name: "a.b", fields: []),
            EventType(name: "delivery.delayed", fields: [Field(name: "days", type: .number)]),
        ])
        let event = EventReader(schema: smaller).event(fromStored: json)
        #expect(event?.type == 1)
        #expect(event?.fields == [.number(2)])
        #expect(EventReader(schema: Schema()).event(fromStored: json) == nil)
        let stricter = Schema([EventType(name: "delivery.delayed", fields: [Field(name: "x", type: .text)])])
        #expect(EventReader(schema: stricter).event(fromStored: json) == nil)
    }
}
