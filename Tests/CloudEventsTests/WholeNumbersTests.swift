import CloudEvents
import Events
import Testing

@Suite("Whole numbers")
struct WholeNumbersTests {
    func item(order: String, days: String = "2") throws -> ReadEvent {
        try #require(try read(eventText(data: "{\"order\":\(order),\"days\":\(days)}")).first)
    }

    @Test(
        "are a text by their digits, as they stand in the file, however many there are",
        arguments: [
            "9", "-12", "0", "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616",
            "-123456789012345678901234567890", String(repeating: "7", count: 1_000),
        ])
    func texts(digits: String) throws {
        #expect(try item(order: digits).event?.fields[0] == .text(Text(digits)))
        // A long one beside it changes nothing.
        let beside = eventText(data: "{\"x\":{\"a\":[1,123456789012345678901,\"a\"]},\"order\":\(digits),\"days\":2}")
        #expect(try read(beside).first?.event?.fields[0] == .text(Text(digits)))
    }

    @Test("written with a fraction or an exponent are no text", arguments: ["9.0", "1e3", "-0.5"])
    func fractions(text: String) throws {
        #expect(try item(order: text).rejection?.code == .fieldType)
    }

    @Test(
        "that a double holds are a number",
        arguments: [
            ("9007199254740992", 9_007_199_254_740_992), ("-9007199254740994", -9_007_199_254_740_994),
            ("9223372036854775808", 0x1p63), ("-9223372036854775808", -0x1p63), ("18446744073709551616", 0x1p64),
            ("10000000000000000000000", 1e22), ("1e23", 1e23), ("12345678901234567890.5", 12_345_678_901_234_567_890.5),
        ] as [(String, Double)])
    func numbers(text: String, number: Double) throws {
        #expect(try item(order: "\"o\"", days: text).event?.fields[1] == .number(number))
    }

    @Test(
        "that a double does not hold to the last digit are rejected in a number field, and what to do is said",
        arguments: [
            "9007199254740993", "-9007199254740993", "9223372036854775807", "18446744073709551615",
            "100000000000000000000000", "-9223372036854775809", String(repeating: "9", count: 400),
            "1" + String(repeating: "0", count: 100_000),
        ])
    func imprecise(digits: String) throws {
        let rejection = try #require(try item(order: "\"o\"", days: digits).rejection)
        #expect(rejection.code == .imprecise)
        #expect(rejection.detail.contains("text"))
        #expect(rejection.detail.utf8.count < 400)
        // Where nobody looks it may stand.
        #expect(try read(eventText(data: "{\"order\":\"o\",\"days\":1,\"x\":\(digits)}")).first?.event != nil)
    }

    @Test("are no keys")
    func keys() throws {
        #expect(try read("{123456789012345678901234:1}\n" + eventText()).first?.rejection?.code == .notJSON)
        #expect(try read("{\"a\":123456789012345678901234 :1}\n" + eventText()).first?.rejection?.code == .notJSON)
    }
}

@Suite("What is missing")
struct MissingValuesTests {
    func fields(_ data: String) throws -> FieldValues? { try read(eventText(data: data)).first?.event?.fields }

    @Test("The empty text is missing in a field that is not a text")
    func empty() throws {
        let fields = try fields(#"{"order":"","days":2,"eta":"","day":"","told":""}"#)
        #expect(fields == [.text(""), .number(2), nil, nil, nil])
        let required = try read(eventText(data: #"{"order":"o","days":""}"#)).first?.rejection
        #expect(required?.code == .fieldMissing)
    }

    @Test("A text with a blank in it is not empty")
    func blank() throws {
        #expect(try read(eventText(data: #"{"order":"o","days":" "}"#)).first?.rejection?.code == .fieldType)
    }

    @Test(
        "The zero of many systems is missing in a time field, however it is written",
        arguments: ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000+00:00", "0001-01-01T01:00:00+01:00"])
    func zero(time: String) throws {
        #expect(try fields(#"{"order":"o","days":2,"eta":"\#(time)"}"#)?[2] == nil)
        #expect(try fields(#"{"order":"o","days":2,"eta":"\#(time)"}"#) != nil)
        // When an event happened is another thing.
        #expect(try read(eventText(time: "\"\(time)\"")).first?.event != nil)
    }

    @Test("The instant behind it is not")
    func behindZero() throws {
        let fields = try fields(#"{"order":"o","days":2,"eta":"0001-01-01T00:00:00.000000001Z"}"#)
        #expect(fields?[2] == .time(Timestamp(seconds: Timestamp.yearOne.seconds, nanoseconds: 1)))
    }
}
