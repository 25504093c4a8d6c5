/// What the bytes of a rule file are: text, or something else that is said once instead of a thousand times.
enum FileForm: Hashable {
    /// Text, whether or not every byte of it is UTF-8.
    case text
    /// Two or four bytes for each letter; `name` as iconv knows it.
    case wide(bytes: Int, name: String)
    /// Another format, as `a PNG picture`, that holds no rules.
    case foreign(String)
    /// What a word processor or a browser saves, where text can be saved as well.
    case document(String)
    /// Events, or other data.
    case json
    /// Bytes that are no letters, of no format known here.
    case binary

    /// - Parameter firstInvalidByte: where the file first stops being UTF-8; nil if all of it is.
    init(_ bytes: [UInt8], firstInvalidByte: Int?) {
        self = FileForm.marked(bytes) ?? FileForm.unmarked(bytes) ?? .text
        if self == .text, firstInvalidByte != nil, FileForm.isBinary(bytes) { self = .binary }
    }

    /// What a byte order mark or a format's own first bytes tell. No rule file begins with any of them.
    private static func marked(_ bytes: [UInt8]) -> FileForm? {
        let forms: [([UInt8], FileForm)] = [
            ([0xff, 0xfe, 0, 0], .wide(bytes: 4, name: "UTF-32")),
            ([0, 0, 0xfe, 0xff], .wide(bytes: 4, name: "UTF-32")),
            ([0xff, 0xfe], .wide(bytes: 2, name: "UTF-16")), ([0xfe, 0xff], .wide(bytes: 2, name: "UTF-16")),
            ([0x89] + Array("PNG".utf8), .foreign("a PNG picture")), ([0xff, 0xd8, 0xff], .foreign("a JPEG picture")),
            ([0x1f, 0x8b], .foreign("a gzip archive")), ([0x28, 0xb5, 0x2f, 0xfd], .foreign("a zstd archive")),
            (Array("PK\u{3}\u{4}".utf8), .document("a ZIP archive, as .docx, .odt and .xlsx are")),
            (Array("%PDF-".utf8), .document("a PDF document")), (Array("{\\rtf".utf8), .document("an RTF document")),
            ([0xd0, 0xcf, 0x11, 0xe0], .document("an old Office document")),
            (Array("SQLite format 3\0".utf8), .foreign("an SQLite database")),
            ([0x7f] + Array("ELF".utf8), .foreign("a program")),
        ]
        return forms.first { bytes.starts(with: $0.0) }?.1
    }

    /// What the first letters tell, where no mark does.
    private static func unmarked(_ bytes: [UInt8]) -> FileForm? {
        if let wide = wide(bytes) { return wide }
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let letters = bytes[start...].drop { $0 <= UInt8(ascii: " ") }
        let next = letters.dropFirst().first { $0 > UInt8(ascii: " ") } ?? 0
        switch letters.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return "\"{}[]".utf8.contains(next) ? .json : nil
        case UInt8(ascii: "<"):
            return next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || Letters.isASCIILetter(next)
                ? .document("HTML or XML") : nil
        default: return nil
        }
    }

    /// UTF-16 and UTF-32 without a mark: of Western letters each second byte is 0, or three of four.
    private static func wide(_ bytes: [UInt8]) -> FileForm? {
        let sample = bytes.prefix(1_024)
        guard sample.count >= 4 else { return nil }
        var zeros = [0, 0, 0, 0]
        for (place, byte) in sample.enumerated() where byte == 0 { zeros[place % 4] += 1 }
        let columns = zeros.map { $0 * 4 * 10 > sample.count * 7 }
        switch (columns[0], columns[1], columns[2], columns[3]) {
        case (false, true, true, true): return .wide(bytes: 4, name: "UTF-32LE")
        case (true, true, true, false): return .wide(bytes: 4, name: "UTF-32BE")
        case (false, true, false, true): return .wide(bytes: 2, name: "UTF-16LE")
        case (true, false, true, false): return .wide(bytes: 2, name: "UTF-16BE")
        default: return nil
        }
    }

    /// Whether so many bytes are control characters that nobody has written it. Asked of what is not UTF-8.
    private static func isBinary(_ bytes: [UInt8]) -> Bool {
        let sample = bytes.prefix(65_536)
        let controls = sample.count { $0 < 0x20 && !(0x09...0x0d).contains($0) || $0 == 0x7f }
        return controls * 50 > sample.count
    }

    /// What is said about it, and what can be done; nil for text.
    var mistake: (message: String, help: String)? {
        switch self {
        case .text: return nil
        case .wide(let bytes, let name):
            let count = bytes == 2 ? "two" : "four"
            return (
                "this file is \(name.prefix(6)) text, \(count) bytes a letter; rules are UTF-8",
                "choose the encoding UTF-8 where your editor saves, or run: iconv -f \(name) -t UTF-8 OLD > NEW"
            )
        case .foreign(let what): return ("this file is \(what), and no rules", "rules are plain text in UTF-8")
        case .document(let what):
            return (
                "this file is \(what), and no rules",
                "rules are plain text: write them in a text editor, or save them as plain text in UTF-8"
            )
        case .json:
            return (
                "this file is JSON, and no rules",
                "events go to: outreachd replay --rules RULES FILE, or outreachd infer FILE for their declarations"
            )
        case .binary:
            return ("this file is not text", "rules are plain text in UTF-8; was this one damaged?")
        }
    }
}
