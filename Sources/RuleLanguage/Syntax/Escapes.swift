import Events

/// `\" \\ \n \t \{ \} \u{…}` in texts.
enum Escapes {
    /// The text that a slice of source stands for, and where the first escape is that there is not, by index of
    /// the slice. A wrong escape stays as it is written.
    static func unescape(_ bytes: ArraySlice<UInt8>) -> (text: Text, problem: Range<Int>?) {
        guard bytes.contains(UInt8(ascii: "\\")) else { return (Text(String(decoding: bytes, as: UTF8.self)), nil) }
        var result: [UInt8] = []
        var problem: (start: Int, end: Int)?
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            guard byte == UInt8(ascii: "\\"), at + 1 < bytes.endIndex else {
                if byte == UInt8(ascii: "\\"), problem == nil { problem = (at, at + 1) }
                result.append(byte)
                at += 1
                continue
            }
            switch bytes[at + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"):
                result.append(bytes[at + 1])
                at += 2
            case UInt8(ascii: "n"):
                result.append(0x0a)
                at += 2
            case UInt8(ascii: "t"):
                result.append(0x09)
                at += 2
            case UInt8(ascii: "u"):
                if let (scalar, end) = scalar(bytes, at: at + 2) {
                    result.append(contentsOf: String(Character(scalar)).utf8)
                    at = end
                } else {
                    if problem == nil { problem = (at, at + 2) }
                    result.append(contentsOf: bytes[at..<(at + 2)])
                    at += 2
                }
            default:
                let length = Letters.scalar(Array(bytes[(at + 1)..<min(at + 5, bytes.endIndex)]), at: 0)?.length ?? 1
                if problem == nil { problem = (at, at + 1 + length) }
                result.append(byte)
                at += 1
            }
        }
        return (Text(String(decoding: result, as: UTF8.self)), problem.map { $0.start..<$0.end })
    }

    /// `{20AC}`: one to six hexadecimal digits of a Unicode scalar.
    private static func scalar(_ bytes: ArraySlice<UInt8>, at start: Int) -> (Unicode.Scalar, end: Int)? {
        guard start < bytes.endIndex, bytes[start] == UInt8(ascii: "{"),
            let close = bytes[start...].prefix(8).firstIndex(of: UInt8(ascii: "}"))
        else { return nil }
        let digits = bytes[(start + 1)..<close]
        guard !digits.isEmpty, digits.allSatisfy({ Letters.isDigit($0) || Letters.isASCIILetter($0) }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, close + 1)
    }

    /// The text as it is written between quotation marks; with `braces` also `{` and `}` are escaped, as a template
    /// needs it.
    static func escape(_ text: Text, braces: Bool) -> String {
        var result = ""
        for scalar in text.string.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "{", "}":
                if braces { result += "\\" }
                result.unicodeScalars.append(scalar)
            default:
                if scalar.properties.generalCategory == .control {
                    result += "\\u{" + hexadecimal(scalar) + "}"
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}
