/// The values of an event's declared fields by slot; nil is missing.
///
/// Most events have one or two, which stand in the event itself: so a million events are a million allocations, not
/// two, and a look at a field waits for memory once.
@usableFromInline
package struct FieldValues: Sendable {
    @usableFromInline let first: Value?
    @usableFromInline let second: Value?
    @usableFromInline let number: Int32
    /// From the third on.
    @usableFromInline let others: [Value?]

    @inlinable
    package init(_ values: UnsafeBufferPointer<Value?>) {
        number = Int32(values.count)
        first = values.count > 0 ? values[0] : nil
        second = values.count > 1 ? values[1] : nil
        others = values.count > 2 ? Array(values[2...]) : []
    }

    package init(_ values: [Value?]) { self = values.withUnsafeBufferPointer { FieldValues($0) } }
}

extension FieldValues: RandomAccessCollection {
    @inlinable package var startIndex: Int { 0 }
    @inlinable package var endIndex: Int { Int(number) }

    @inlinable
    package subscript(slot: Int) -> Value? {
        precondition(slot >= 0 && slot < number, "an event has no field of this slot")
        switch slot {
        case 0: return first
        case 1: return second
        default: return others[slot - 2]
        }
    }
}

extension FieldValues {
    /// The value of a slot as a key, of which the empty text is none.
    @inlinable
    package func key(_ slot: Int) -> Value? {
        let value = self[slot]
        if case .text(let text)? = value, text.string.utf8.isEmpty { return nil }
        return value
    }
}

extension FieldValues: Hashable {
    @inlinable package static func == (a: FieldValues, b: FieldValues) -> Bool {
        a.number == b.number && a.first == b.first && a.second == b.second && a.others == b.others
    }

    @usableFromInline package func hash(into hasher: inout Hasher) {
        for value in self { hasher.combine(value) }
    }
}

extension FieldValues: ExpressibleByArrayLiteral {
    @usableFromInline package init(arrayLiteral values: Value?...) { self.init(values) }
}
