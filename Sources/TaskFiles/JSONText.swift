package import Engine
import TaskDispatch
package import Events

/// JSON being written, piece by piece.
package struct JSONText: Sendable {
    /// What has been written, UTF-8.
    package var bytes: [UInt8] = []

    /// - Parameter capacity: how many bytes there will be, about.
    package init(capacity: Int = 0) { if capacity > 0 { bytes.reserveCapacity(capacity) } }

    /// As it stands.
    package mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// A string in quotes; only what JSON demands is escaped.
    package mutating func string(_ text: Text) {
        bytes.append(UInt8(ascii: "\""))
        content(text)
        bytes.append(UInt8(ascii: "\""))
    }

    /// What stands between the quotes of a string.
    package mutating func content(_ text: Text) {
        text.withBytes { source in
            if !source.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
                bytes.append(contentsOf: source)
                return
            }
            for byte in source {
                switch byte {
                case UInt8(ascii: "\""): raw("\\\"")
                case UInt8(ascii: "\\"): raw("\\\\")
                case 0x0a: raw("\\n")
                case 0x0d: raw("\\r")
                case 0x09: raw("\\t")
                case 0..<0x20:
                    raw("\\u00")
                    for digit in [byte >> 4, byte & 15] {
                        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
                    }
                default: bytes.append(byte)
                }
            }
        }
    }

    /// The identity of an event as a string: `"/carrier/dhl e-811"`.
    package mutating func identity(_ identity: EventIdentity) {
        bytes.append(UInt8(ascii: "\""))
        content(identity.source)
        bytes.append(UInt8(ascii: " "))
        content(identity.id)
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

    /// A time as a string.
    package mutating func time(_ time: Timestamp) {
        bytes.append(UInt8(ascii: "\""))
        time.write(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A value of a field: text, times and dates as strings, numbers as the shortest decimal.
    package mutating func value(_ value: Value) {
        switch value {
        case .text(let text): string(text)
        case .number(let number): bytes.append(contentsOf: number.shortestDecimal.utf8)
        case .boolean(let flag): raw(flag ? "true" : "false")
        case .time(let time): self.time(time)
        case .date(let date): string(Text(date.description))
        case .duration(let span): string(Text(span.description))
        }
    }

    /// `{"order":"o-9"}`: the key of an instance, in the order of `per`.
    package mutating func object(of key: [KeyValue]) {
        raw("{")
        for (index, part) in key.enumerated() {
            if index > 0 { raw(",") }
            string(part.name)
            raw(":")
            value(part.value)
        }
        raw("}")
    }
}
