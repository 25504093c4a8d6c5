package import Engine
package import Events

/// The byte form of a customer's state, version 4: the version, a checksum of all that follows, the fold, the dispatch.
/// Nothing in it belongs to one machine.
extension CustomerState {
    private static let version: UInt8 = 4
    /// The version, and the four bytes of the checksum.
    private static let head = 5

    /// The state without the events.
    /// - Parameter naming: what stands for the fingerprint of the rules by which it was folded.
    package func encoded(naming: (Text) -> Text = { $0 }) -> [UInt8] {
        var writer = ByteWriter(capacity: 512)
        writer.byte(CustomerState.version)
        for _ in 1..<CustomerState.head { writer.byte(0) }
        folded.write(to: &writer, naming: naming)
        dispatch.write(to: &writer, of: folded)
        writer.put(CRC32.checksum(of: writer.bytes[CustomerState.head...]), at: 1)
        return writer.bytes
    }

    /// The same without a checksum, for bytes that have one of their own.
    package func write(to writer: inout ByteWriter, naming: (Text) -> Text) {
        writer.byte(CustomerState.version)
        folded.write(to: &writer, naming: naming)
        dispatch.write(to: &writer, of: folded)
    }

    /// The state from what `write` wrote, likewise.
    package init(
        customer: Text, _ reader: inout ByteReader, events: [Event], named: (Text) -> Text
    ) throws(StateError) {
        let version = try reader.byte()
        // Before that nothing was written so.
        guard version == CustomerState.version else { throw .unknownVersion(version) }
        self.customer = customer
        folded = try FoldedTimeline(customer: customer, events: events, &reader, named: named)
        dispatch = try DispatchState(&reader, of: folded)
    }

    /// The state from its bytes and the customer's retained events, in any order.
    ///
    /// If the rules have changed, some of the events may not fit their schema any more, or again: with another number
    /// of events only the tasks are taken over, and the next `advance` folds anew. Of version 1, in which the fold had
    /// another form, that is always so.
    /// - Parameter named: the fingerprint that what stands in the bytes stands for.
    /// - Throws: `StateError` when the bytes are of a version or a shape that this program does not know.
    package init(
        customer: Text, bytes: [UInt8], events: [Event], named: (Text) -> Text = { $0 }
    ) throws(StateError) {
        switch bytes.first {
        case 1: try self.init(customer: customer, version1: bytes, events: events)
        // Version 2 knew no scores, version 3 nothing that is settled; they are the same else.
        case 2, 3, CustomerState.version:
            try self.init(customer: customer, checked: bytes, events: events, named: named)
        case let version?: throw .unknownVersion(version)
        case nil: throw .damaged
        }
    }

    private init(
        customer: Text, checked bytes: [UInt8], events: [Event], named: (Text) -> Text
    ) throws(StateError) {
        guard bytes.count >= CustomerState.head else { throw .damaged }
        let sum = CRC32.checksum(of: bytes[CustomerState.head...])
        for place in 1..<CustomerState.head {
            guard bytes[place] == UInt8(truncatingIfNeeded: sum >> UInt32(8 * (place - 1))) else { throw .damaged }
        }
        var reader = ByteReader(bytes, from: CustomerState.head)
        self.customer = customer
        folded = try FoldedTimeline(
            customer: customer, events: events, &reader, hasScores: bytes[0] > 2, maySettle: bytes[0] > 3, named: named)
        dispatch = try DispatchState(&reader, of: folded)
        guard reader.isAtEnd else { throw .damaged }
    }
}
