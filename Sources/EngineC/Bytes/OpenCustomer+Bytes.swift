import CloudEvents
package import Engine
package import Events
import TaskDispatch

/// The byte form of a customer, version 1: the version, a checksum of the customer's name and of all that follows; the
/// clock, the state (`CustomerState.encoded`), the places of the events that are not folded yet, and all events as
/// `EventPacker` writes them. Version 2 has before those a fork (`SurgeFork`), and is written where there is one. Nothing in it belongs to one machine, and nothing follows from anything but events, rules and
/// time.
extension OpenCustomer {
    private static let version: UInt8 = 1
    private static let forkedVersion: UInt8 = 2
    /// The version, and the four bytes of the checksum.
    private static let head = 5

    /// All that is known of the customer; never empty.
    /// - Parameter worker: of the program under which it was opened.
    package func encoded(_ worker: Worker) -> [UInt8] {
        events.pack(&worker.packer, of: name)
        let state = stream.state.encoded(naming: worker.program.shortened)
        var writer = ByteWriter(capacity: 64 + state.count + events.packed.count)
        writer.byte(stream.fork == nil ? Self.version : Self.forkedVersion)
        for _ in 1..<Self.head { writer.byte(0) }
        writer.time(stream.clock)
        writer.raw(state)
        writer.list(stream.pending.compactMap { events.place(of: $0.identity) }) { $0.number($1) }
        stream.fork?.write(to: &writer, naming: worker.program.shortened)
        var bytes = writer.bytes
        bytes += events.packed
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
        guard [Self.version, Self.forkedVersion].contains(bytes[0]) else { throw .unknownVersion(bytes[0]) }
        guard bytes.count >= Self.head else { throw .damaged }
        let sum = Self.sum(of: bytes, name)
        for place in 1..<Self.head {
            guard bytes[place] == UInt8(truncatingIfNeeded: sum >> UInt32(8 * (place - 1))) else { throw .damaged }
        }
        var reader = ByteReader(bytes, from: Self.head)
        let clock = try reader.time()
        let state = try reader.raw()
        let pending = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.count() }
        let fork = bytes[0] == Self.version ? nil : (try reader.raw(), try SurgeFork.asked(&reader))
        let packed = reader.rest()
        let kept = try KeptEvents(packed: packed, &worker.unpacker, of: name) { (bytes, text) throws(StateError) in
            let event = worker.fields.event(fromStored: bytes, text)
            // What this program does not know has its identity in its text.
            guard let identity = event?.identity ?? worker.names.identity(of: Text(bytes[text])) else { throw .damaged }
            return KeptEvent(identity: identity, event: event)
        }
        guard pending.allSatisfy(kept.list.indices.contains) else { throw .damaged }
        let isPending = Set(pending)
        let folded = kept.list.indices.lazy.filter { !isPending.contains($0) }.compactMap { kept.list[$0].event }
        let stream = CustomerStream(
            try CustomerState(customer: name, bytes: state, events: Array(folded), named: worker.program.whole),
            clock: clock, pending: pending.compactMap { kept.list[$0].event },
            fork: try fork.map { (state, asked) throws(StateError) in
                try SurgeFork(customer: name, state, asked, events: Array(folded), named: worker.program.whole)
            })
        self.init(name, stream, kept)
    }

    private static func sum(of bytes: [UInt8], _ name: Text) -> UInt32 {
        // The name with its length behind it, so that no other name and bytes are the same.
        var first = Array(name.string.utf8)
        let count = UInt32(clamping: first.count)
        for place in 0..<4 { first.append(UInt8(truncatingIfNeeded: count >> UInt32(8 * place))) }
        // So that a version of which a bit was turned is not taken for the other.
        if bytes[0] != version { first.append(bytes[0]) }
        return CRC32.checksum(of: bytes[head...], behind: CRC32.checksum(of: first[...]))
    }
}
