package import Events

/// JSON that is written (RFC 8259); the members of an object keep their order.
package enum JSONValue: Sendable {
    case object([(name: String, value: JSONValue)])
    case array([JSONValue])
    case text(Text)
    case whole(Int)
    /// What is not finite is null.
    case number(Double)
    case boolean(Bool)
    case null

    /// Null where there is none.
    package static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    /// As RFC 3339; null where there is none.
    package static func time(_ value: Timestamp?) -> JSONValue { value.map { .text(Text($0.description)) } ?? .null }
    /// In seconds; null where there is none.
    package static func seconds(_ value: TimeSpan?) -> JSONValue { value.map { .number($0.inSeconds) } ?? .null }

    /// The whole, in one line.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// Appends it, in one line.
    package func write(to bytes: inout [UInt8]) {
        switch self {
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (place, member) in members.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(Text(member.name), to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .text(let text): Self.write(text, to: &bytes)
        case .whole(let number): bytes += Array(String(number).utf8)
        case .number(let number): bytes += Array((number.isFinite ? number.shortestDecimal : "null").utf8)
        case .boolean(let flag): bytes += Array((flag ? "true" : "false").utf8)
        case .null: bytes += Array("null".utf8)
        }
    }

    private static func write(_ text: Text, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
