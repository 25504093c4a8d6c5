public import Events

/// Why an event is not accepted. The raw value is the `reason` that people and programs read.
public enum RejectionCode: String, CaseIterable, Hashable, Sendable {
    // The text.
    case notJSON = "not-json"
    case notUTF8 = "not-utf-8"
    case tooDeep = "too-deep"
    case tooLarge = "too-large"
    case numberRange = "number-range"
    case notAnObject = "not-an-object"
    case duplicateKey = "duplicate-key"
    // The envelope.
    case specversion
    case idMissing = "id-missing"
    case idNotText = "id-not-text"
    case sourceMissing = "source-missing"
    case sourceNotText = "source-not-text"
    case typeMissing = "type-missing"
    case typeNotText = "type-not-text"
    case subjectMissing = "subject-missing"
    case subjectNotText = "subject-not-text"
    case timeMissing = "time-missing"
    case timeNotText = "time-not-text"
    case timeMalformed = "time-malformed"
    case timeWithoutOffset = "time-without-offset"
    case timeTooPrecise = "time-too-precise"
    case timeYear = "time-year"
    case future
    // The data.
    case dataNotAnObject = "data-not-an-object"
    case fieldMissing = "field-missing"
    case fieldType = "field-type"
    // What was known before.
    case conflict
}

/// An event that was not accepted, and what a person needs to put it right.
public struct Rejection: Error, Hashable, Sendable {
    /// The line of the file on which the event starts, from 1.
    public let line: Int
    public let code: RejectionCode
    /// One sentence that names the field and what was found in it.
    public let detail: String
    /// The text as it came; bytes that are no UTF-8 are replaced by U+FFFD.
    public let input: String

    public init(line: Int, code: RejectionCode, detail: String, input: String) {
        self.line = line
        self.code = code
        self.detail = detail
        self.input = input
    }

    /// An event whose source and id were in before with another content: the one that was in first stays.
    public static func conflict(line: Int, identity: EventIdentity, input: Text) -> Rejection {
        Rejection(
            line: line, code: .conflict,
            detail: "another event with source \(quoted(identity.source)) and id \(quoted(identity.id)) "
                + "and other content came first and stays: send a correction under a new id",
            input: input.string)
    }

    /// `{"line":N,"reason":CODE,"detail":TEXT,"input":ORIGINAL}`, without a line end.
    public var json: String {
        var text = "{\"line\":\(line),\"reason\":"
        appendJSON(code.rawValue, to: &text)
        text += ",\"detail\":"
        appendJSON(detail, to: &text)
        text += ",\"input\":"
        appendJSON(input, to: &text)
        return text + "}"
    }
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
