/// Where a field stands in the data of an event: a way through objects and arrays.
package struct FieldPath: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        /// A member of an object.
        case member(Text)
        /// A place in an array, from 0.
        case place(Int)
    }

    /// One at least.
    package let parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }
}

extension FieldPath: CustomStringConvertible {
    /// As the rule language writes it: `order.id`, `"line items".0`.
    package var description: String {
        parts.map { part in
            switch part {
            case .place(let place): return String(place)
            case .member(let name): return FieldPath.isPlain(name) ? name.string : FieldPath.quoted(name)
            }
        }.joined(separator: ".")
    }

    /// A member, or another text, in quotation marks; what nobody would see in it is written by its number.
    package static func quoted(_ name: Text) -> String {
        var text = "\""
        for scalar in name.string.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                text += "\\"
                text.unicodeScalars.append(scalar)
            case _ where scalar.isUnseen:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// Whether a member needs no quotation marks: ASCII letters, digits, `_` and `-`, beginning with a letter or `_`.
    private static func isPlain(_ name: Text) -> Bool {
        name.withBytes { bytes in
            guard let first = bytes.first, first == 0x5f || isLetter(first) else { return false }
            return bytes.allSatisfy { byte in
                isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x5f || byte == 0x2d
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
}
