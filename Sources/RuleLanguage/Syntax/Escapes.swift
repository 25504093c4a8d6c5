import Events

/// `\" \\ \n \t \{ \} \u{…}` in texts.
enum Escapes {
    /// What stands behind a backslash and means nothing.
    struct Problem {
        /// By index of the slice.
        var range: Range<Int>
        /// The same letter, as an escape that there is.
        var suggestion: String?
    }

    /// The text that a slice of source stands for, and the first escape that there is not. A wrong escape stays as
    /// it is written.
    static func unescape(_ bytes: ArraySlice<UInt8>) -> (text: Text, problem: Problem?) {
        guard bytes.contains(UInt8(ascii: "\\")) else { return (Text(Letters.text(bytes)), nil) }
        var result: [UInt8] = []
        var problem: Problem?
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let end = bytes[at] == UInt8(ascii: "\\") ? at + length(bytes, at: at) : at + 1
            if bytes[at] != UInt8(ascii: "\\") {
                result.append(bytes[at])
            } else if let meant = meaning(bytes[at..<end]) {
                result.append(contentsOf: meant)
            } else {
                let other = ofOtherLanguages(bytes[at...])
                problem = problem ?? Problem(range: at..<(other?.end ?? end), suggestion: other?.meant)
                result.append(contentsOf: bytes[at..<end])
            }
            at = end
        }
        return (Text(Letters.text(result[...])), problem)
    }

    /// How many bytes the escape has whose backslash stands at `start`; `\u{…}` with its braces, whatever letters and
    /// digits are in them.
    static func length(_ bytes: ArraySlice<UInt8>, at start: Int) -> Int {
        let rest = bytes[(start + 1)...]
        guard let first = rest.first else { return 1 }
        guard first == UInt8(ascii: "u"), rest.dropFirst().first == UInt8(ascii: "{") else {
            return 1 + (first < 0x80 ? 1 : Letters.scalar(Array(rest.prefix(4)), at: 0).length)
        }
        let digits = rest.dropFirst(2).prefix { Letters.isDigit($0) || Letters.isASCIILetter($0) }
        guard digits.endIndex < bytes.endIndex, bytes[digits.endIndex] == UInt8(ascii: "}") else { return 2 }
        return digits.endIndex + 1 - start
    }

    /// The bytes that one escape stands for; nil if there is no such escape.
    private static func meaning(_ escape: ArraySlice<UInt8>) -> [UInt8]? {
        switch escape.dropFirst().first {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"):
            return Array(escape.dropFirst())
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            // One to six hexadecimal digits of a Unicode scalar.
            let digits = escape.dropFirst(3).dropLast()
            guard escape.count > 4, digits.count <= 6,
                let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap({ Unicode.Scalar($0) })
            else { return nil }
            return Array(String(Character(scalar)).utf8)
        default: return nil
        }
    }

    /// `\u00e9` and `\xe9`, as other languages write a letter by its number.
    private static func ofOtherLanguages(_ rest: ArraySlice<UInt8>) -> (end: Int, meant: String)? {
        let count: Int
        switch rest.dropFirst().first {
        case UInt8(ascii: "u"): count = 4
        case UInt8(ascii: "x"): count = 2
        default: return nil
        }
        let digits = rest.dropFirst(2).prefix(count)
        guard digits.count == count, digits.allSatisfy({ Letters.isDigit($0) || Letters.isASCIILetter($0) }),
            let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap({ Unicode.Scalar($0) })
        else { return nil }
        return (digits.endIndex, "\\u{\(hexadecimal(scalar))}")
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
