import Testing

@testable import Control

@Suite struct LineBufferTests {
    @Test(arguments: [1, 2, 3, 7, 100])
    func linesAreTheSameInPiecesOfAnyLength(piece: Int) {
        let text = Array("one\n\ntwo and a half\nrest".utf8)
        var buffer = LineBuffer(limit: 20)
        var lines: [String] = []
        var start = 0
        while start < text.count {
            buffer.append(text[start..<min(start + piece, text.count)])
            start += piece
            while case .line(let line) = buffer.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        #expect(lines == ["one", "", "two and a half"])
        #expect(buffer.next() == .more)
        #expect(!buffer.isEmpty)
    }

    @Test func aLineMayBeAsLongAsTheLimitAndNoLonger() {
        var buffer = LineBuffer(limit: 4)
        buffer.append(Array("four\n".utf8))
        #expect(buffer.next() == .line(Array("four".utf8)))
        buffer.append(Array("five5\n".utf8))
        #expect(buffer.next() == .tooLong)
    }

    @Test func aLineThatNeverEndsIsNotKept() {
        var buffer = LineBuffer(limit: 4)
        buffer.append(Array("five5".utf8))
        #expect(buffer.next() == .tooLong)
    }
}
