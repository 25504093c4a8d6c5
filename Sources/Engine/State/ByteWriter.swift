package import Events

/// Writes values as bytes: whole numbers as LEB128 with the sign folded in, texts with their length before them.
@usableFromInline
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: how many bytes there will be, about.
    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package mutating func byte(_ value: UInt8) { bytes.append(value) }
    mutating func append(_ other: ByteWriter) { bytes += other.bytes }
    @usableFromInline package mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    package mutating func number(_ value: Int64) {
        var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    @usableFromInline package mutating func number(_ value: Int) { number(Int64(value)) }

    package mutating func text(_ value: Text) {
        value.withBytes {
            number($0.count)
            bytes.append(contentsOf: $0)
        }
    }

    /// Bytes with their number before them.
    package mutating func raw(_ value: [UInt8]) {
        number(value.count)
        bytes.append(contentsOf: value)
    }

    package mutating func time(_ value: Timestamp) {
        number(value.seconds)
        number(Int64(value.nanoseconds))
    }

    /// Writes a checksum over four bytes that are there already.
    package mutating func put(_ sum: UInt32, at place: Int) {
        for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * byte)) }
    }

    package mutating func value(_ value: Value) {
        switch value {
        case .text(let text):
            byte(0)
            self.text(text)
        case .number(let number):
            byte(1)
            self.number(Int64(bitPattern: number.bitPattern))
        case .boolean(let truth):
            byte(2)
            flag(truth)
        case .time(let time):
            byte(3)
            self.time(time)
        case .date(let date):
            byte(4)
            number(Int64(date.days))
        case .duration(let span):
            byte(5)
            number(span.seconds)
            number(Int64(span.nanoseconds))
        }
    }

    package mutating func identity(_ value: EventIdentity) {
        text(value.source)
        text(value.id)
    }

    @inlinable
    package mutating func optional<T>(_ value: T?, _ write: (inout ByteWriter, T) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    @inlinable
    package mutating func list<T>(_ values: some Collection<T>, _ write: (inout ByteWriter, T) -> Void) {
        number(values.count)
        for value in values { write(&self, value) }
    }
}
