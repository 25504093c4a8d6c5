import Events
import Foundation
import Testing

import CloudEvents

/// Two events of one source and id say the same if they are of one type, subject, instant and data.
@Suite("The same content")
struct SameContentTests {
    static let first = eventText(data: #"{"order":"o-9","days":2}"#)

    func standing(_ text: String, after first: String = first) throws -> KnownEvents.Standing? {
        let bytes = Array((first + "\n" + text).utf8)
        var known = KnownEvents()
        known.open(FileText(bytes))
        let items = try EnvelopeReader(schema: Schema()).read(bytes, format: .ndjson, latest: nil)
        return items.map { known.admit($0.identityHash, at: $0.range).standing }.last
    }

    static let other = ",\"datacontenttype\":\"application/json\",\"traceparent\":\"00-1\"}"
    static let encoded = Data(#"{"days":2.0, "order":"o-9"}"#.utf8).base64EncodedString()

    @Test(
        "is not of other attributes, of spellings, and of the way in which data stands",
        arguments: [
            first, first.dropLast() + other, eventText(time: "\"2026-03-02T11:00:00.0+01:00\""),
            eventText(data: #"{"days" : 2.0, "order" : "\u006f-9"}"#), eventText(data: #"{"days":2e0,"order":"o-9"}"#),
            eventText(data: nil).dropLast() + ",\"data_base64\":\"\(encoded)\"}",
        ])
    func duplicate(text: String) throws { #expect(try standing(text) == .duplicate) }

    @Test(
        "is other if one of them is",
        arguments: [
            eventText(type: "\"delivery.other\""), eventText(subject: "\"c-43\""),
            eventText(time: "\"2026-03-02T10:00:00.1Z\""), eventText(data: #"{"order":"o-9","days":3}"#),
            eventText(data: #"{"order":"o-9","days":2,"x":null}"#), eventText(data: nil), eventText(data: "{}"),
        ])
    func conflict(text: String) throws { #expect(try standing(text) == .conflict) }

    @Test("Absent data, null and an empty object are one")
    func noData() throws {
        let texts = [
            eventText(data: nil), eventText(data: "null"), eventText(data: "{}"), eventText(data: "{ }"),
            eventText(data: nil).dropLast() + ",\"data_base64\":\"e30=\"}",
        ]
        for a in texts { for b in texts { #expect(try standing(b, after: a) == .duplicate, "\(a) \(b)") } }
    }

    @Test("Whole numbers are compared by their digits")
    func digits() throws {
        func standing(_ a: String, _ b: String) throws -> KnownEvents.Standing? {
            try self.standing(eventText(data: "{\"x\":[\(b)]}"), after: eventText(data: "{\"x\":[\(a)]}"))
        }
        let different = [
            ("9007199254740993", "9007199254740992"), ("9007199254740993", "9007199254740992.0"),
            ("18446744073709551615", "18446744073709551616"), ("123456789012345678901", "123456789012345678902"),
            ("1" + String(repeating: "0", count: 400), "1" + String(repeating: "0", count: 401)), ("1", "true"),
        ]
        for (a, b) in different {
            #expect(try standing(a, b) == .conflict, "\(a) \(b)")
            #expect(try standing(b, a) == .conflict, "\(a) \(b)")
        }
        let same = [
            ("1", "1.0"), ("1000", "1e3"), ("9223372036854775808", "9223372036854775808"), ("0.1", "1e-1"),
            ("18446744073709551616", "1.8446744073709551616e19"), ("-0", "0"),
            ("123456789012345678901", "123456789012345678901"),
        ]
        for (a, b) in same {
            #expect(try standing(a, b) == .duplicate, "\(a) \(b)")
            #expect(try standing(b, a) == .duplicate, "\(a) \(b)")
        }
        #expect(try standing("9007199254740993", "9007199254740993,1") == .conflict)
    }
}
