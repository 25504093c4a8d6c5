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
            if !isEscaped(source) {
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

/// Whether a string in JSON holds some byte otherwise than as it is: eight bytes are looked at together.
@inline(__always)
private func isEscaped(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    guard source.count >= 8 else {
        return source.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    }
    let source = UnsafeRawBufferPointer(source)
    var at = 0
    while at + 8 < source.count {
        if hasEscaped(source.loadUnaligned(fromByteOffset: at, as: UInt64.self)) { return true }
        at += 8
    }
    return hasEscaped(source.loadUnaligned(fromByteOffset: source.count - 8, as: UInt64.self))
}

/// Whether one of eight bytes is less than a space, a quote, or a backslash: each is made one that is less than so much,
/// which borrows from its highest bit.
@inline(__always)
private func hasEscaped(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let found = (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
    return found & (ones &* 0x80) != 0
}
