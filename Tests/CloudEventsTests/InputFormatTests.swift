import CloudEvents
import Events
import Testing

@Suite("Shapes of input")
struct InputFormatTests {
    static let good = eventText()

    @Test("An array gives its elements, each with its line", arguments: [InputFormat.json, .sniff])
    func array(format: InputFormat) throws {
        let text = "\n[ \(Self.good),\n\n  {\"id\":[\"],\\\"\"]} , 7,\n\(eventText(id: "\"2\""))\n]\n"
        let items = try read(text, format)
        #expect(items.map(\.line) == [2, 4, 4, 5])
        #expect(items.map { $0.rejection?.code } == [nil, .specversion, .notAnObject, nil])
        #expect(items[1].rejection?.input == "{\"id\":[\"],\\\"\"]}")
    }

    @Test("An empty array and a file of blank lines hold no events")
    func nothing() throws {
        #expect(try read(" [ ]\n", .json).isEmpty)
        #expect(try read("\n \r\n", .ndjson).isEmpty)
        #expect(try read("", .ndjson).isEmpty)
        #expect(try read("", .sniff).isEmpty)
    }

    @Test("One object over several lines is kept on one", arguments: [InputFormat.json, .sniff])
    func severalLines(format: InputFormat) throws {
        let pretty = Self.good.replacing(",", with: ",\n  ").replacing("o-9", with: "o 9")
        let text = "\u{feff}\n" + pretty + "\r\n"
        let items = try read(text, format)
        #expect(items.map(\.line) == [2])
        #expect(kept(text, items.first) == Text(Self.good.replacing("o-9", with: "o 9")))
    }

    @Test("Standard input of several objects is read line by line")
    func sniffLines() throws {
        let items = try read("\(Self.good)\n{oops\n\(eventText(id: "\"2\""))", .sniff)
        #expect(items.map { $0.rejection?.code } == [nil, .notJSON, nil])
        // A first line that is wrong does not make the file one document.
        #expect(try read("{oops\n\(Self.good)", .sniff).map(\.line) == [1, 2])
    }

    @Test(
        "A document that does not parse is no JSON: nothing of it counts",
        arguments: [
            "", " \n", "hello", "[", "[\(good)", "[\(good)}", "[\(good)] []", "\(good)\n\(good)", "{\"a\":\"", "[\"",
            "[{\"a\":1]",
        ])
    func notJSON(text: String) throws {
        #expect(throws: FileRejection.self) { try read(text, .json) }
    }

    @Test("Lines of which none is JSON are a file that is no JSON")
    func noLine() throws {
        #expect(throws: FileRejection.self) { try read("hello\n{\n", .ndjson) }
        #expect(throws: FileRejection.self) { try read("hello\n{\n", .sniff) }
        #expect(try read("7\n", .ndjson).first?.rejection?.code == .notAnObject)
    }

    @Test("A number out of range or too deep a value spoils its own event, not the array")
    func wellFormedElements() throws {
        let deep = String(repeating: "[", count: 2_000) + String(repeating: "]", count: 2_000)
        let items = try read("[\(Self.good),{\"a\":1e999},\(deep),\(Self.good)]", .json)
        #expect(items.map { $0.rejection?.code } == [nil, .numberRange, .tooDeep, nil])
    }

    @Test("UTF-16 and text that is not UTF-8 are named")
    func encodings() throws {
        let reader = FieldReader(schema: testSchema)
        let wide = Self.good.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        for bytes in [wide, [0xff, 0xfe] + wide] {
            let error = #expect(throws: FileRejection.self) { try reader.read(bytes, format: .json, latest: nil) }
            #expect(error?.code == .notUTF8)
            #expect(error?.detail.contains("UTF-16") == true)
        }
        let latin = Array(Self.good.replacing("c-42", with: "c#42").utf8).map { $0 == UInt8(ascii: "#") ? 0xe9 : $0 }
        let lines = try reader.read(Array(Self.good.utf8) + [0x0a] + latin, format: .ndjson, latest: nil)
        #expect(lines.last?.rejection?.code == .notUTF8)
        #expect(lines.last?.rejection?.input.contains("c\u{fffd}42") == true)
        #expect(throws: FileRejection.self) { try reader.read(latin, format: .json, latest: nil) }
    }

    @Test("The ending of the name tells the format")
    func names() {
        #expect(InputFormat(fileName: "a.ndjson") == .ndjson)
        #expect(InputFormat(fileName: "a.json.JSONL") == .ndjson)
        #expect(InputFormat(fileName: "a.json") == .json)
        #expect(InputFormat(fileName: "events-0001") == .sniff)
    }

    @Test("A file is read piece by piece with the same outcome")
    func pieces() throws {
        let text = (0..<100).map { eventText(id: "\"\($0)\"") }.joined(separator: "\n")
        let reader = FieldReader(schema: testSchema)
        var cursor = try reader.open(Array(text.utf8), format: .ndjson)
        var ids: [Text] = []
        while true {
            let items = reader.next(&cursor, upTo: 7, latest: nil)
            if items.isEmpty { break }
            #expect(items.count <= 7)
            ids += items.compactMap { $0.event?.identity.id }
        }
        #expect(ids == (0..<100).map { Text("\($0)") })
    }
}
