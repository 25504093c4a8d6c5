import CloudEvents
import Events
import Testing

/// Text that nobody sends by good will: a reason each, as a line beside a good one and as a file of its own.
@Suite("Hostile JSON")
struct HostileJSONTests {
    /// What becomes of an event.
    enum Outcome: Equatable, CustomTestStringConvertible {
        case accepted
        case rejected(RejectionCode)
        /// The whole file.
        case refused(FileRejectionCode)

        var testDescription: String { "\(self)" }
    }

    struct Case: CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        /// As the second line of two.
        let line: Outcome
        /// As a document.
        let file: Outcome

        init(_ name: String, _ bytes: [UInt8], line: Outcome, file: Outcome) {
            (self.name, self.bytes, self.line, self.file) = (name, bytes, line, file)
        }

        init(_ name: String, _ text: String, line: Outcome, file: Outcome) {
            self.init(name, Array(text.utf8), line: line, file: file)
        }

        /// Well-formed JSON comes to the same on a line and in a file of its own.
        init(_ name: String, _ text: String, _ outcome: Outcome) {
            self.init(name, text, line: outcome, file: outcome)
        }

        var testDescription: String { name }
    }

    static let good = eventText(id: "\"good\"")

    private static func data(_ more: String, days: String = "2") -> String {
        eventText(data: #"{"order":"o-9","days":\#(days)\#(more)}"#)
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    /// An event with some bytes in the place of its customer's name.
    private static func withBytes(_ bytes: [UInt8]) -> [UInt8] {
        Array(eventText().utf8).split(separator: Array("c-42".utf8), maxSplits: 1).joined(separator: bytes).map { $0 }
    }

    private static let mega = String(repeating: "x", count: 1 << 20)
    private static let tenThousand = (0..<10_000).map { ",\"f\($0)\":\($0)" }.joined()

    static let cases: [Case] = [
        Case("breaks off", String(good.dropLast(20)), line: .rejected(.notJSON), file: .refused(.notJSON)),
        Case("breaks off in a text", "{\"id\":\"e", line: .rejected(.notJSON), file: .refused(.notJSON)),
        Case("two documents", good + good, line: .rejected(.notJSON), file: .refused(.notJSON)),
        Case("two documents, a blank between", good + " " + good, line: .rejected(.notJSON), file: .refused(.notJSON)),
        Case("byte order mark", "\u{feff}" + good, line: .rejected(.notJSON), file: .accepted),
        Case("two byte order marks", "\u{feff}\u{feff}" + good, line: .rejected(.notJSON), file: .refused(.notJSON)),
        Case("NUL in a text", withBytes([0]), line: .rejected(.notJSON), file: .refused(.notJSON)),
        Case("NUL behind the event", good + "\0", line: .rejected(.notJSON), file: .refused(.notJSON)),
        Case(
            "NULs alone", Array(repeating: 0, count: 4_096), line: .rejected(.notJSON), file: .refused(.notJSON)),
        Case("NUL as an escape", eventText(subject: #""c\u0000d""#), .accepted),
        Case("Latin-1", withBytes([0xe9]), line: .rejected(.notUTF8), file: .refused(.notUTF8)),
        Case("overlong form", withBytes([0xc0, 0xaf]), line: .rejected(.notUTF8), file: .refused(.notUTF8)),
        Case("surrogate in bytes", withBytes([0xed, 0xa0, 0x80]), line: .rejected(.notUTF8), file: .refused(.notUTF8)),
        Case(
            "beyond Unicode", withBytes([0xf4, 0x90, 0x80, 0x80]), line: .rejected(.notUTF8), file: .refused(.notUTF8)),
        Case(
            "half a surrogate pair", eventText(subject: #""\ud800""#), line: .rejected(.notJSON),
            file: .refused(.notJSON)
        ),
        Case("a key twice in the envelope", "{\"id\":\"x\"," + good.dropFirst(), .rejected(.duplicateKey)),
        Case("a key twice in data", data(",\"days\":2"), .rejected(.duplicateKey)),
        Case("a key twice, once escaped", data(#","\u0064ays":2"#), .rejected(.duplicateKey)),
        Case("a key twice that nobody declared", data(",\"x\":1,\"x\":1"), .rejected(.duplicateKey)),
        Case("a key twice further below", data(",\"x\":{\"a\":1,\"a\":2}"), .accepted),
        Case("100,000 deep", data(",\"x\":" + nested(100_000)), .rejected(.tooDeep)),
        Case(
            "100,000 deep and never closed", String(repeating: "[", count: 100_000), line: .rejected(.notJSON),
            file: .refused(.notJSON)),
        Case("1,000 deep", data(",\"x\":" + nested(1_000)), .accepted),
        Case("1e999", data("", days: "1e999"), .rejected(.numberRange)),
        Case("-1e999 where nobody looks", data(",\"x\":[{\"y\":-1e999}]"), .rejected(.numberRange)),
        Case("1e-999", data("", days: "1e-999"), .accepted),
        Case("2^63", data("", days: "9223372036854775808"), .accepted),
        Case("-2^63 and one less", data("", days: "-9223372036854775809"), .rejected(.imprecise)),
        Case("2^64", data("", days: "18446744073709551616"), .accepted),
        Case(
            "a number of 100,000 digits", data("", days: String(repeating: "9", count: 100_000)),
            .rejected(.imprecise)),
        Case("a text of a megabyte", data(",\"x\":\"\(mega)\""), .accepted),
        Case("a customer of a megabyte", eventText(subject: "\"\(mega)\""), .accepted),
        Case("a time of a megabyte", eventText(time: "\"\(mega)\""), .rejected(.timeMalformed)),
        Case("a key of a megabyte, twice", data(",\"\(mega)\":1,\"\(mega)\":1"), .rejected(.duplicateKey)),
        Case("a type of a megabyte", eventText(type: "\"\(mega)\""), .accepted),
        Case("17 megabytes", data(",\"x\":\"" + String(repeating: mega, count: 17) + "\""), .rejected(.tooLarge)),
        Case("ten thousand fields", data(tenThousand), .accepted),
        Case("ten thousand fields, the last twice", data(tenThousand + ",\"f9999\":0"), .rejected(.duplicateKey)),
    ]

    private func outcome(of item: ReadEvent?) -> Outcome? {
        switch item?.outcome {
        case .event, .passed, .undeclared: return .accepted
        case .rejected(let rejection):
            // A person reads it: one sentence, however long what it is about.
            #expect(!rejection.detail.isEmpty && rejection.detail.utf8.count < 1_000)
            return .rejected(rejection.code)
        case nil: return nil
        }
    }

    @Test("A line has its reason, and the good one before it counts", arguments: cases)
    func line(_ item: Case) throws {
        let reader = FieldReader(schema: testSchema)
        let bytes = Array(Self.good.utf8) + [0x0a] + item.bytes + [0x0a]
        let read = try reader.read(bytes, format: .ndjson, latest: nil)
        #expect(read.count == 2)
        #expect(outcome(of: read.first) == .accepted)
        #expect(outcome(of: read.last) == item.line)
        #expect(read.last?.line == 2)
    }

    @Test("A file has its reason", arguments: cases)
    func file(_ item: Case) throws {
        let reader = FieldReader(schema: testSchema)
        do throws(FileRejection) {
            let read = try reader.read(item.bytes, format: .json, latest: nil)
            #expect(read.count == 1)
            #expect(outcome(of: read.first) == item.file)
        } catch {
            #expect(Outcome.refused(error.code) == item.file)
            #expect(!error.detail.isEmpty && error.detail.utf8.count < 1_000)
        }
        // It leaves nothing behind: the reader reads the next file as ever.
        #expect(outcome(of: try reader.read(Array(Self.good.utf8), format: .json, latest: nil).first) == .accepted)
    }

    @Test("An element of an array has its reason, or the array is refused", arguments: cases)
    func element(_ item: Case) throws {
        let reader = FieldReader(schema: testSchema)
        let bytes = Array("[\(Self.good),".utf8) + item.bytes + Array("]".utf8)
        do throws(FileRejection) {
            let read = try reader.read(bytes, format: .json, latest: nil)
            #expect(read.count == 2)
            #expect(outcome(of: read.first) == .accepted)
            #expect(outcome(of: read.last) == item.line)
        } catch {
            guard case .refused(let code) = item.file else {
                #expect(item.name == "byte order mark", "\(error)")
                return
            }
            #expect(error.code == code)
        }
    }

    @Test("An integer is the double next to it, whatever its length")
    func integers() throws {
        let numbers: [(String, Double)] = [
            ("9223372036854775808", 9.223_372_036_854_776e18), ("-9223372036854775808", -9.223_372_036_854_776e18),
            ("18446744073709551616", 1.844_674_407_370_955_2e19), ("9007199254740992", 9_007_199_254_740_992),
            ("-0", 0), ("1e-999", 0),
        ]
        for (text, number) in numbers {
            let event = try read(Self.data("", days: text)).first?.event
            #expect(event?.fields[1] == .number(number), "\(text)")
        }
    }
}
