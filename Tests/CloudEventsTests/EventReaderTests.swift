import CloudEvents
import Events
import Testing

/// The types that the tests declare.
let testSchema = Schema([
    EventType(
        name: "delivery.delayed",
        fields: [
            Field(name: "order", type: .text), Field(name: "days", type: .number),
            Field(name: "eta", type: .time, isOptional: true), Field(name: "day", type: .date, isOptional: true),
            Field(name: "told", type: .boolean, isOptional: true),
        ]),
    EventType(name: "call.completed", fields: [Field(name: "order", type: .text, isOptional: true)]),
])

/// A good event with parts replaced; a nil part is left out.
func eventText(
    id: String? = "\"e-811\"", source: String? = "\"/carrier/dhl\"", type: String? = "\"delivery.delayed\"",
    subject: String? = "\"c-42\"", time: String? = "\"2026-03-02T10:00:00Z\"",
    data: String? = #"{"order":"o-9","days":2}"#, specversion: String? = "\"1.0\""
) -> String {
    let parts = [
        ("specversion", specversion), ("id", id), ("source", source), ("type", type), ("subject", subject),
        ("time", time), ("data", data),
    ]
    return "{" + parts.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }.joined(separator: ",") + "}"
}

func read(_ text: String, _ format: InputFormat = .ndjson, latest: Timestamp? = nil) throws -> [ReadEvent] {
    try FieldReader(schema: testSchema).read(Array(text.utf8), format: format, latest: latest)
}

/// The text of an event as it is kept.
func kept(_ text: String, _ item: ReadEvent?) -> Text? {
    item.map { FileText(Array(text.utf8)).line($0.range) }
}

extension ReadEvent {
    var event: Event? {
        if case .event(let event) = outcome { return event }
        return nil
    }
    var rejection: Rejection? {
        if case .rejected(let rejection) = outcome { return rejection }
        return nil
    }
}

extension ReadEnvelope {
    var envelope: Envelope? {
        if case .envelope(let envelope) = outcome { return envelope }
        return nil
    }
    var rejection: Rejection? {
        if case .rejected(let rejection) = outcome { return rejection }
        return nil
    }
}

@Suite("Reading events")
struct EventReaderTests {
    @Test("The page's own event is read with its declared fields, and kept whole")
    func pageEvent() throws {
        let text = eventText(data: #"{"order":"o-9","days":2,"note":"kept"}"#)
        let item = try #require(try read(text).first)
        let event = try #require(item.event)
        #expect(event.identity == EventIdentity(source: "/carrier/dhl", id: "e-811"))
        #expect(event.customer == "c-42")
        #expect(event.type == 0)
        #expect(event.time.description == "2026-03-02T10:00:00Z")
        #expect(event.fields == [.text("o-9"), .number(2), nil, nil, nil])
        #expect(kept(text, item) == Text(text))
    }

    @Test("Each type of field is read")
    func fieldTypes() throws {
        let data =
            #"{"told":false,"eta":"2026-03-02T10:00:00.5+01:00","day":"2026-02-28","days":-1.5e3,"order":"é\n\u00e9"}"#
        let event = try #require(try read(eventText(data: data)).first?.event)
        let eta = Timestamp(seconds: 1_772_442_000, nanoseconds: 500_000_000)
        let day = CalendarDate(year: 2026, month: 2, day: 28)
        #expect(event.fields == [.text("é\né"), .number(-1500), .time(eta), day.map { .date($0) }, .boolean(false)])
    }

    @Test(
        "Data that is absent, null or empty is empty; a null field is missing",
        arguments: [nil, "null", "{}", #"{"order":null}"#])
    func emptyData(data: String?) throws {
        let event = try #require(try read(eventText(type: "\"call.completed\"", data: data)).first?.event)
        #expect(event.fields == [nil])
    }

    @Test("An event of an undeclared type is accepted and counted, not more")
    func undeclared() throws {
        let items = try read(eventText(type: "\"app.login\"", data: #"{"days":"any"}"#))
        guard case .undeclared(let type, _, let time)? = items.first?.outcome else {
            Issue.record("not undeclared: \(items)")
            return
        }
        #expect(type == "app.login")
        #expect(time.description == "2026-03-02T10:00:00Z")
    }

    static let bad: [(RejectionCode, String)] = [
        (.notJSON, "{"), (.notJSON, "hello"), (.notJSON, eventText() + eventText()), (.notJSON, eventText() + "x"),
        (.notJSON, #"{"id":"a\q"}"#), (.notJSON, #"{"id":01}"#), (.notJSON, #"{"id":1.}"#),
        (.notJSON, "{\"id\":\"\u{1}\"}"),
        (.notJSON, #"{"id":"\ud800"}"#), (.notJSON, #"{"id":"\udc00"}"#), (.notJSON, #"{"a":1,}"#),
        (.notJSON, #"{"a":12b}"#), (.notJSON, "{\"a\":1\u{1}2}"),
        (.notJSON, #"{"a":1e999 "b":1}"#),
        (.notJSON, "{'a':1}"),
        (.notAnObject, "[]"), (.notAnObject, "1"), (.notAnObject, "\"text\""), (.notAnObject, "null"),
        (.specversion, eventText(specversion: nil)), (.specversion, eventText(specversion: "\"0.3\"")),
        (.specversion, eventText(specversion: "1.0")), (.specversion, eventText(specversion: "null")),
        (.idMissing, eventText(id: nil)), (.idMissing, eventText(id: "\"\"")), (.idMissing, eventText(id: "null")),
        (.idNotText, eventText(id: "7")), (.sourceMissing, eventText(source: nil)),
        (.sourceNotText, eventText(source: "{}")),
        (.typeMissing, eventText(type: "\"\"")), (.typeNotText, eventText(type: "[]")),
        (.subjectMissing, eventText(subject: nil)), (.subjectNotText, eventText(subject: "true")),
        (.timeMissing, eventText(time: nil)), (.timeNotText, eventText(time: "1772445600")),
        (.timeMalformed, eventText(time: "\"yesterday\"")),
        (.timeMalformed, eventText(time: "\"2026-02-29T10:00:00Z\"")),
        (.timeWithoutOffset, eventText(time: "\"2026-03-02T10:00:00\"")),
        (.timeTooPrecise, eventText(time: "\"2026-03-02T10:00:00.1234567890Z\"")),
        (.timeYear, eventText(time: "\"0000-03-02T10:00:00Z\"")),
        (.dataNotAnObject, eventText(data: "[1]")), (.dataNotAnObject, eventText(data: "\"text\"")),
        (.dataNotAnObject, eventText(type: "\"app.login\"", data: "3")),
        (.fieldMissing, eventText(data: nil)), (.fieldMissing, eventText(data: #"{"order":"o-9"}"#)),
        (.fieldMissing, eventText(data: #"{"order":null,"days":2}"#)),
        (.fieldType, eventText(data: #"{"order":"o-9","days":"2"}"#)),
        (.fieldType, eventText(data: #"{"order":9.5,"days":2}"#)),
        (.fieldType, eventText(data: #"{"order":"o-9","days":2,"told":"no"}"#)),
        (.fieldType, eventText(data: #"{"order":"o-9","days":2,"eta":"2026-03-02"}"#)),
        (.fieldType, eventText(data: #"{"order":"o-9","days":2,"day":"2026-02-30"}"#)),
        (.fieldType, eventText(data: #"{"order":"o-9","days":2,"day":20260228}"#)),
        (.fieldType, eventText(data: #"{"order":["o-9"],"days":2}"#)),
        (.numberRange, eventText(data: #"{"order":"o-9","days":1e999}"#)),
        (.numberRange, eventText(data: #"{"order":"o-9","days":2,"x":[-1e999]}"#)),
        (.duplicateKey, eventText(data: #"{"order":"o-9","days":2,"days":2}"#)),
        (.duplicateKey, eventText(data: #"{"order":"o-9","days":2,"x":1,"\u0078":2}"#)),
        (.duplicateKey, #"{"id":"a","id":"a"}"#),
        (
            .tooDeep,
            eventText(
                data: #"{"order":"o-9","days":2,"x":"# + String(repeating: "[", count: 100_000)
                    + String(repeating: "]", count: 100_000) + "}")
        ),
    ]

    @Test("What is wrong with an event is said by a code, and the good one beside it counts", arguments: bad)
    func rejected(code: RejectionCode, text: String) throws {
        let items = try read(eventText() + "\r\n\n" + text + "\n")
        #expect(items.count == 2)
        #expect(items.first?.event != nil)
        #expect(items.last?.line == 3)
        let rejection = try #require(items.last?.rejection)
        #expect(rejection.code == code)
        #expect(rejection.input == String(text.prefix(Rejection.inputAtMost)))
        #expect(rejection.inputBytes == text.utf8.count)
        #expect(!rejection.detail.isEmpty)
    }

    @Test("A rejection is a line of JSON with the four members")
    func rejectionLine() throws {
        let items = try read("{\"id\":\"a\tb\"}\n" + eventText(id: "7"))
        #expect(
            items.map { $0.rejection?.json } == [
                #"{"line":1,"reason":"not-json","detail":"the event is not JSON: a string has no end, a bad escape or a raw control character","input":"{\"id\":\"a\tb\"}"}"#,
                #"{"line":2,"reason":"id-not-text","detail":"\"id\" must be a text, but is the number 7","input":"{\"specversion\":\"1.0\",\"id\":7,\"source\":\"/carrier/dhl\",\"type\":\"delivery.delayed\",\"subject\":\"c-42\",\"time\":\"2026-03-02T10:00:00Z\",\"data\":{\"order\":\"o-9\",\"days\":2}}"}"#,
            ])
    }

    @Test("An event later than the latest time allowed is rejected; one at it is not")
    func future() throws {
        let latest = Timestamp(seconds: 1_772_445_600)
        #expect(try read(eventText(), latest: latest).first?.event != nil)
        let later = eventText(time: "\"2026-03-02T10:00:00.000000001Z\"")
        #expect(try read(later, latest: latest).first?.rejection?.code == .future)
        #expect(try read(later).first?.event != nil)
    }

    @Test("Ten thousand fields, and text of a megabyte, are read")
    func large() throws {
        let fields = (0..<10_000).map { "\"f\($0)\":\($0)" }.joined(separator: ",")
        let note = String(repeating: "x", count: 1 << 20)
        let text = eventText(data: "{\(fields),\"order\":\"\(note)\",\"days\":2}")
        #expect(try read(text).first?.event?.fields[0] == .text(Text(note)))
        let twice = eventText(data: "{\(fields),\"f5\":0}")
        #expect(try read(eventText() + "\n" + twice).last?.rejection?.code == .duplicateKey)
    }
}
