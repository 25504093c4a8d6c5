import Events
@testable import TaskFiles
import Testing

@Suite("A string in JSON")
struct JSONTextTests {
    @Test("escapes what JSON demands, wherever it stands and however long the text is")
    func escapes() {
        let escaped: [(UInt8, String)] = [
            (0x00, "\\u0000"), (0x09, "\\t"), (0x0a, "\\n"), (0x0d, "\\r"), (0x1f, "\\u001f"), (0x22, "\\\""),
            (0x5c, "\\\\"),
        ]
        for count in 1...33 {
            for place in 0..<count {
                for (byte, expected) in escaped {
                    var bytes = [UInt8](repeating: 0x21, count: count)
                    bytes[place] = byte
                    let before = String(repeating: "!", count: place)
                    let behind = String(repeating: "!", count: count - place - 1)
                    let text = written(String(decoding: bytes, as: UTF8.self))
                    #expect(text == "\"\(before)\(expected)\(behind)\"")
                }
            }
        }
    }

    @Test("leaves all else as it is", arguments: ["", " !#[]~\u{7f}", "äöü, für 8 Tage und mehr", "日本語のお客様", "🙂🙂🙂"])
    func others(text: String) {
        #expect(written(text) == "\"\(text)\"")
    }

    private func written(_ text: String) -> String {
        var json = JSONText()
        json.string(Text(text))
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
