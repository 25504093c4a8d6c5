import CloudEvents
package import Engine
package import Events
import TaskDispatch

/// The byte form of a customer, version 1: the version, a checksum of the customer's name and of all that follows; the clock,
/// the state (`CustomerState.encoded`), and the events, each with whether it is not folded yet, as `PieceTable` writes
/// them. Nothing in it belongs to one machine, and nothing follows from anything but events, rules and time.
extension OpenCustomer {
    private static let version: UInt8 = 1
    /// The version, and the four bytes of the checksum.
    private static let head = 5

    /// All that is known of the customer; never empty.
    /// - Parameter worker: of the program under which it was opened.
    package func encoded(_ worker: Worker) -> [UInt8] {
        let pending = Set(stream.pending.map(\.identity))
        var writer = ByteWriter()
        writer.byte(Self.version)
        for _ in 1..<Self.head { writer.byte(0) }
        writer.time(stream.clock)
        writer.raw(stream.state.encoded(naming: worker.program.shortened))
        var table = PieceTable(customer: name)
        writer.list(events.list) { writer, kept in
            writer.flag(pending.contains(kept.identity))
            table.write(kept.text, to: &writer)
        }
        var bytes = writer.bytes
        let sum = Self.sum(of: bytes, name)
        for place in 1..<Self.head { bytes[place] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * (place - 1))) }
        return bytes
    }

    /// A customer from bytes that were written under whatever program; of no bytes one of whom nothing is known.
    /// - Throws: `StateError` when the bytes are of a version that is not known, damaged, or another customer's.
    package convenience init(_ name: Text, bytes: [UInt8], _ worker: Worker) throws(StateError) {
        if bytes.isEmpty {
            self.init(name)
            return
        }
        guard bytes[0] == Self.version else { throw .unknownVersion(bytes[0]) }
        guard bytes.count >= Self.head else { throw .damaged }
        let sum = Self.sum(of: bytes, name)
        for place in 1..<Self.head {
            guard bytes[place] == UInt8(truncatingIfNeeded: sum >> UInt32(8 * (place - 1))) else { throw .damaged }
        }
        var reader = ByteReader(bytes, from: Self.head)
        let clock = try reader.time()
        let state = try reader.raw()
        var table = PieceTable(customer: name)
        let (events, pending) = try Self.events(&reader, &table, worker)
        guard reader.isAtEnd else { throw .damaged }
        let folded = events.list.filter { !pending.contains($0.identity) }.compactMap(\.event)
        let waiting = events.list.filter { pending.contains($0.identity) }.compactMap(\.event)
        let stream = CustomerStream(
            try CustomerState(customer: name, bytes: state, events: folded, named: worker.program.whole), clock: clock,
            pending: waiting)
        self.init(name, stream, events)
    }

    private static func events(
        _ reader: inout ByteReader, _ table: inout PieceTable, _ worker: Worker
    ) throws(StateError) -> (events: KeptEvents, pending: Set<EventIdentity>) {
        var events = KeptEvents()
        var pending: Set<EventIdentity> = []
        for _ in 0..<(try reader.count()) {
            let isPending = try reader.flag()
            let text = try table.text(&reader)
            let event = worker.fields.event(fromStored: text)
            // What this program does not know has its identity in its text.
            guard let identity = event?.identity ?? worker.names.identity(of: text) else { throw .damaged }
            events.append(KeptEvent(identity: identity, text: text, event: event))
            if isPending { pending.insert(identity) }
        }
        return (events, pending)
    }

    private static func sum(of bytes: [UInt8], _ name: Text) -> UInt32 {
        // The name with its length behind it, so that no other name and bytes are the same.
        var summed = Array(name.string.utf8)
        let count = UInt32(clamping: summed.count)
        for place in 0..<4 { summed.append(UInt8(truncatingIfNeeded: count >> UInt32(8 * place))) }
        summed += bytes[head...]
        return CRC32.checksum(of: summed[...])
    }
}
