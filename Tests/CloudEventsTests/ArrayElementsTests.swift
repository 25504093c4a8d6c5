import CloudEvents
import Events
import Testing

@Suite("Elements of an array")
struct ArrayElementsTests {
    static let good = eventText(), next = eventText(id: "\"e-2\"")

    @Test(
        "that are bad are rejected alone, whatever is wrong with them, as long as their end can be found",
        arguments: [
            "{\"a\":}", "hello", "", "{]", "}", "{\"a\":1}}", "{\"a\":1]", "'x'", "{\"a\":\"\n\"}", "{\"a\":01}",
            "{} {}", "[1 2]", "{\"a\":\"\\q\"}", "\u{1}", "{\"a\" \"b\"}", "nul", "{\"a\":1e999}", "0}",
        ])
    func alone(bad: String) throws {
        for text in ["[\(Self.good),\(bad),\n\(Self.next)]", "[\n\(bad)\n,\(Self.next)\n]", "[\(Self.next),\(bad) ]"] {
            guard !bad.isEmpty || text.hasPrefix("[{") else { continue }
            let items = try read(text, .json)
            #expect(items.compactMap { $0.event?.identity.id }.last == "e-2", "\(text)")
            #expect(items.compactMap(\.rejection).map(\.input) == [bad.trimmingPrefix("\n").description], "\(text)")
        }
    }

    @Test("have their lines, also behind one with a line end where none may be")
    func lines() throws {
        let items = try read("[\n{\"a\":\"\n\n\"},\n\(Self.good),\n,\nx ,\n\(Self.next)]", .json)
        #expect(items.map(\.line) == [2, 5, 6, 7, 8])
        #expect(items.map { $0.rejection?.code } == [.notJSON, nil, .notJSON, .notJSON, nil])
    }

    @Test(
        "whose end cannot be found spoil the file",
        arguments: [
            "[", "[\(good)", "[\(good)}", "[\(good)] []", "[{\"a\":\"", "[{\"a\":{\"b\":1},\(good)]", "[\(good),{]",
            "[\"x]",
        ])
    func noEnd(text: String) throws {
        #expect(throws: FileRejection.self) { try read(text, .json) }
    }

    @Test("that is not UTF-8 is one of them")
    func latin() throws {
        let bytes = Array("[\(Self.good),\"#\",\(Self.next)]".utf8).map { $0 == UInt8(ascii: "#") ? 0xe9 : $0 }
        let items = try FieldReader(schema: testSchema).read(bytes, format: .json, latest: nil)
        #expect(items.map { $0.rejection?.code } == [nil, .notUTF8, nil])
    }

    @Test("An empty array has none, and one comma makes two")
    func empty() throws {
        #expect(try read("[ ]", .json).isEmpty)
        #expect(try read("[,]", .json).count == 2)
        #expect(try read("[\(Self.good),]", .json).map { $0.rejection?.code } == [nil, .notJSON])
    }
}
