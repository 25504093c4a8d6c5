package import Events

/// Reads what `ByteWriter` wrote; anything else is `StateError.damaged`.
@usableFromInline
package struct ByteReader {
    private let bytes: [UInt8]
    private var at: Int

    /// - Parameter start: where the first value is.
    package init(_ bytes: [UInt8], from start: Int = 0) {
        self.bytes = bytes
        at = start
    }

    package var isAtEnd: Bool { at == bytes.count }

    package mutating func byte() throws(StateError) -> UInt8 {
        guard at < bytes.count else { throw .damaged }
        defer { at += 1 }
        return bytes[at]
    }

    @usableFromInline
    package mutating func flag() throws(StateError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .damaged
        }
    }

    package mutating func number() throws(StateError) -> Int64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw .damaged }
            value |= UInt64(next & 0x7f) << shift
            if next & 0x80 == 0 { break }
            shift += 7
        }
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// A number that fits where a count or an index stands.
    @usableFromInline
    package mutating func count() throws(StateError) -> Int {
        let value = try number()
        guard value >= 0, value <= Int32.max else { throw .damaged }
        return Int(value)
    }

    package mutating func text() throws(StateError) -> Text {
        let count = try count()
        guard count <= bytes.count - at else { throw .damaged }
        let start = at
        at += count
        let text = bytes.withUnsafeBufferPointer { bytes -> String? in
            let text = UnsafeBufferPointer(rebasing: bytes[start..<start + count])
            // Mostly it is ASCII, which is quicker seen here than where any encoding may be validated.
            if isASCII(text) { return String(decoding: text, as: UTF8.self) }
            return String(validating: text, as: UTF8.self)
        }
        guard let text else { throw .damaged }
        return Text(text)
    }

    /// Bytes with their number before them.
    package mutating func raw() throws(StateError) -> [UInt8] {
        let count = try count()
        guard count <= bytes.count - at else { throw .damaged }
        defer { at += count }
        return Array(bytes[at..<at + count])
    }

    /// All that is left.
    package mutating func rest() -> [UInt8] {
        defer { at = bytes.count }
        return Array(bytes[at...])
    }

    package mutating func nanoseconds() throws(StateError) -> Int64 {
        let value = try number()
        guard (0..<1_000_000_000).contains(value) else { throw .damaged }
        return value
    }

    package mutating func time() throws(StateError) -> Timestamp {
        let seconds = try number()
        return Timestamp(seconds: seconds, nanoseconds: try nanoseconds())
    }

    package mutating func value() throws(StateError) -> Value {
        switch try byte() {
        case 0: return .text(try text())
        case 1: return .number(Double(bitPattern: UInt64(bitPattern: try number())))
        case 2: return .boolean(try flag())
        case 3: return .time(try time())
        case 4:
            let days = try number()
            guard let days = Int32(exactly: days) else { throw .damaged }
            return .date(CalendarDate(days: days))
        case 5:
            let seconds = try number()
            return .duration(TimeSpan(seconds: seconds, nanoseconds: try nanoseconds()))
        default: throw .damaged
        }
    }

    package mutating func identity() throws(StateError) -> EventIdentity {
        let source = try text()
        return EventIdentity(source: source, id: try text())
    }

    // Other rooms run these specialised; unspecialised, each type that is read would be looked up.
    @inlinable
    package mutating func optional<T>(_ read: (inout ByteReader) throws(StateError) -> T) throws(StateError) -> T? {
        try flag() ? try read(&self) : nil
    }

    @inlinable
    package mutating func list<T>(_ read: (inout ByteReader) throws(StateError) -> T) throws(StateError) -> [T] {
        let count = try count()
        var values: [T] = []
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }
}

private func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
}
