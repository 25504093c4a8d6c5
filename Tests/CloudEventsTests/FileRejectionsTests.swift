import Events
import Testing

@testable import CloudEvents

@Suite("What is rejected of a file")
struct FileRejectionsTests {
    private func rejection(
        _ line: Int, _ code: RejectionCode = .notJSON, _ detail: String = "bad", input: String = "{"
    ) -> Rejection {
        var input = input
        return input.withUTF8 {
            Rejection(line: line, code: code, detail: detail, input: UnsafeRawBufferPointer($0))
        }
    }

    private func rejections(_ lines: Range<Int>) -> FileRejections {
        var all = FileRejections()
        for line in lines { all.add(rejection(line)) }
        return all
    }

    @Test("A long input is cut between two characters, and the line says how long it was", arguments: [0, 1, 2, 3])
    func cut(ahead: Int) {
        let text = String(repeating: "x", count: ahead) + String(repeating: "😀", count: 2_000)
        let cut = rejection(1, input: text)
        #expect(text.hasPrefix(cut.input))
        #expect((Rejection.inputAtMost - 3...Rejection.inputAtMost).contains(cut.input.utf8.count))
        #expect(cut.json.hasSuffix("\"input_bytes\":\(8_000 + ahead)}"))
    }

    @Test("An input that is no longer than that is whole")
    func whole() {
        let text = String(repeating: "x", count: Rejection.inputAtMost)
        #expect(rejection(1, input: text).json.hasSuffix("\"input\":\"\(text)\"}"))
    }

    @Test("Bytes that are no characters are cut too")
    func garbage() {
        let bytes = [UInt8](repeating: 0x80, count: 1 << 20)
        let cut = bytes.withUnsafeBytes { Rejection(line: 1, code: .notUTF8, detail: "bad", input: $0) }
        #expect(cut.json.utf8.count < 4 * Rejection.inputAtMost)
    }

    @Test("As long as they are few, each is a line, in the order of the file")
    func few() {
        var all = rejections(3..<5)
        all.add(rejection(1))
        var later = FileRejections()
        later.add(rejection(7))
        all.append(later)
        #expect(all.count == 4 && !all.areTooMany)
        let expected = [1, 3, 4, 7].map { rejection($0).json + "\n" }.joined()
        #expect(String(decoding: all.bytes(file: "a"), as: UTF8.self) == expected)
    }

    @Test("Of a thousand and one none is a line, and the first of each reason is told")
    func many() {
        var all = rejections(5..<5 + FileRejections.listedAtMost - 1)
        let isListed = [all.add(rejection(4_000, .future, "too early")), all.add(rejection(2, .notJSON, "first"))]
        #expect(isListed == [true, false])
        #expect(all.areTooMany && all.lines.isEmpty)
        #expect(
            all.summary(file: "a.ndjson") == """
                {"reason":"too-many-rejected","detail":"1001 events of the file were rejected, too many to list them all: \
                for each reason there are their number and the first of them. The other events of the file count.",\
                "file":"a.ndjson","rejected":1001,"reasons":[{"reason":"not-json","count":1000,"line":2,"detail":"first"},\
                {"reason":"future","count":1,"line":4000,"detail":"too early"}]}
                """)
    }

    @Test("A hundred thousand take no more than two thousand")
    func flood() {
        var all = FileRejections()
        var listed = 0
        for line in 1...100_000 where all.add(rejection(line)) { listed += 1 }
        #expect(listed == FileRejections.listedAtMost)
        #expect(all.count == 100_000)
        #expect(all.bytes(file: "a").count < 1_000)
    }

    @Test("What is kept between two turns is what it was", arguments: [0, 1, 1_000, 1_001])
    func kept(count: Int) {
        let whole = rejections(1..<count + 11)
        for split in [1, count / 2 + 1, count + 1] {
            var all = FileRejections(rejections(1..<split).bytes(file: "a"))
            #expect(all.count == split - 1)
            all.append(rejections(split..<count + 11))
            #expect(all.bytes(file: "a") == whole.bytes(file: "a"))
            #expect(all.counts == whole.counts)
        }
    }
}
