package import Events

/// An event that was not accepted, and what a person needs to put it right.
package struct Rejection: Error, Hashable, Sendable {
    /// The line of the file on which the event starts, from 1.
    package let line: Int
    package let code: RejectionCode
    /// One sentence that names the field and what was found in it.
    package let detail: String
    /// The text as it came, of a long one the beginning; bytes that are no UTF-8 are replaced by U+FFFD.
    package let input: String
    /// How long the text was, in bytes.
    package let inputBytes: Int
    /// So many bytes of a text are kept at most.
    package static let inputAtMost = 4_096

    /// - Parameter input: the text as it came; what is over `inputAtMost` is cut off, between two characters.
    init(line: Int, code: RejectionCode, detail: String, input: UnsafeRawBufferPointer) {
        self.line = line
        self.code = code
        self.detail = detail
        self.input = String(decoding: beginning(of: input, atMost: Self.inputAtMost), as: UTF8.self)
        inputBytes = input.count
    }

    /// An event whose source and id were in before with another content: the one that was in first stays.
    package static func conflict(line: Int, identity: EventIdentity, input: Text) -> Rejection {
        input.withBytes { input in
            Rejection(
                line: line, code: .conflict,
                detail: "another event with source \(quoted(identity.source)) and id \(quoted(identity.id)) "
                    + "and other content came first and stays: send a correction under a new id",
                input: UnsafeRawBufferPointer(input))
        }
    }

    /// About so many bytes it takes in memory.
    package var weight: Int { 160 + detail.utf8.count + input.utf8.count }

    /// `{"line":N,"reason":CODE,"detail":TEXT,"input":ORIGINAL}`, without a line end; if the input was cut,
    /// `"input_bytes":N` follows it.
    package var json: String {
        var text = "{\"line\":\(line),\"reason\":"
        appendJSON(code.rawValue, to: &text)
        text += ",\"detail\":"
        appendJSON(detail, to: &text)
        text += ",\"input\":"
        appendJSON(input, to: &text)
        if inputBytes > Self.inputAtMost { text += ",\"input_bytes\":\(inputBytes)" }
        return text + "}"
    }
}

/// The first bytes of a text, at most so many, without a character that would be cut.
private func beginning(of text: UnsafeRawBufferPointer, atMost limit: Int) -> UnsafeRawBufferPointer {
    if text.count <= limit { return text }
    var end = limit
    // A character of UTF-8 has three more bytes at most; where there are more, it is none.
    while end > limit - 4, text[end] & 0xc0 == 0x80 { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: text[..<end])
}

/// Appends a text as a JSON string.
func appendJSON(_ text: String, to json: inout String) {
    json += "\""
    var run = text.startIndex
    let utf8 = text.utf8
    var at = run
    while at < utf8.endIndex {
        let byte = utf8[at]
        let next = utf8.index(after: at)
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
            json += text[run..<at]
            json += escape(byte)
            run = next
        }
        at = next
    }
    json += text[run...]
    json += "\""
}

private func escape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): return "\\\""
    case UInt8(ascii: "\\"): return "\\\\"
    case UInt8(ascii: "\n"): return "\\n"
    case UInt8(ascii: "\r"): return "\\r"
    case UInt8(ascii: "\t"): return "\\t"
    default:
        let digits = String(byte, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

/// A text as a person reads it in a sentence: quoted, control characters escaped, and cut if it is long.
func quoted(_ text: Text) -> String {
    var json = ""
    let scalars = text.string.unicodeScalars
    appendJSON(String(String.UnicodeScalarView(scalars.prefix(80))), to: &json)
    return scalars.dropFirst(80).isEmpty ? json : json.dropLast() + "…\""
}
