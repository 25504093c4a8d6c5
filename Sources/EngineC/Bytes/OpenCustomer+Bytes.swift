import CloudEvents
package import Engine
package import Events
import TaskDispatch

/// The byte form of a customer, version 3: the version, a checksum of the customer's name, of the version and of all that
/// follows; the clock, the places of the events that are not folded yet, all events as `EventPacker` writes them with their
/// length before them, the state (`CustomerState.write`), and a fork (`SurgeFork`) if there is one. Nothing in it belongs to
/// one machine, and nothing follows from anything but events, rules and time.
///
/// In versions 1 and 2 the state came before the places, with a length and a checksum of its own, and the events last. Version
/// 2 had a fork before those, version 1 none; the checksum of version 1 was not of the version.
extension OpenCustomer {
    private static let version: UInt8 = 3
    /// The version, and the four bytes of the checksum.
    private static let head = 5

    /// All that is known of the customer; never empty.
    /// - Parameter worker: of the program under which it was opened.
    package func encoded(_ worker: Worker) -> [UInt8] {
        events.pack(&worker.packer, of: name)
        var writer = ByteWriter(capacity: 512 + events.packed.count)
        writer.byte(Self.version)
        for _ in 1..<Self.head { writer.byte(0) }
        writer.time(stream.clock)
        writer.list(stream.pending.compactMap { events.place(of: $0.identity) }) { $0.number($1) }
        writer.raw(events.packed)
        let program = worker.program
        inPlace(&stream) { $0.writeState(to: &writer) { program.shortened($0) } }
        writer.put(Self.sum(of: writer.bytes, name), at: 1)
        return writer.bytes
    }

    /// A customer from bytes that were written under whatever program; of no bytes one of whom nothing is known.
    /// - Throws: `StateError` when the bytes are of a version that is not known, damaged, or another customer's.
    package convenience init(_ name: Text, bytes: [UInt8], _ worker: Worker) throws(StateError) {
        if bytes.isEmpty {
            self.init(name)
            return
        }
        guard (1...Self.version).contains(bytes[0]) else { throw .unknownVersion(bytes[0]) }
        guard bytes.count >= Self.head else { throw .damaged }
        let sum = Self.sum(of: bytes, name)
        for place in 1..<Self.head {
            guard bytes[place] == UInt8(truncatingIfNeeded: sum >> UInt32(8 * (place - 1))) else { throw .damaged }
        }
        var reader = ByteReader(bytes, from: Self.head)
        let stands: Stands
        if bytes[0] < 3 {
            stands = try Stands(earlier: &reader, isForked: bytes[0] == 2)
        } else {
            stands = try Stands(&reader)
        }
        let kept = try worker.events(stands.packed, of: name)
        guard stands.pending.allSatisfy(kept.list.indices.contains) else { throw .damaged }
        let folded = kept.events(without: stands.pending)
        let program = worker.program
        let state: CustomerState
        var fork = stands.fork
        if let whole = stands.state {
            state = try CustomerState(customer: name, bytes: whole, events: folded) { program.whole($0) }
        } else {
            state = try CustomerState(customer: name, &reader, events: folded) { program.whole($0) }
            fork = try reader.optional { (reader: inout ByteReader) throws(StateError) in try Fork(&reader) }
            guard reader.isAtEnd else { throw .damaged }
        }
        let stream = CustomerStream(
            state, clock: stands.clock, pending: stands.pending.compactMap { kept.list[$0].event },
            fork: try fork.map { (fork) throws(StateError) in
                try SurgeFork(customer: name, fork.state, fork.asked, events: folded) { program.whole($0) }
            })
        self.init(name, stream, kept)
    }

    private static func sum(of bytes: [UInt8], _ name: Text) -> UInt32 {
        // The name with its length behind it, so that no other name and bytes are the same.
        let first = name.withBytes { name in
            let count = UInt32(clamping: name.count).littleEndian
            let sum = CRC32.checksum(of: UnsafeRawBufferPointer(name), behind: 0)
            return withUnsafeBytes(of: count) { CRC32.checksum(of: $0, behind: sum) }
        }
        let start = bytes[0] == 1 ? first : CRC32.checksum(of: bytes[..<1], behind: first)
        return CRC32.checksum(of: bytes[head...], behind: start)
    }
}

/// What stands in the bytes of a customer before what needs the events.
private struct Stands {
    let clock: Timestamp
    /// In versions 1 and 2; in others it is still to be read.
    var state: [UInt8]?
    let pending: [Int]
    /// Likewise.
    var fork: Fork?
    let packed: [UInt8]

    init(_ reader: inout ByteReader) throws(StateError) {
        clock = try reader.time()
        pending = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.count() }
        packed = try reader.raw()
    }

    init(earlier reader: inout ByteReader, isForked: Bool) throws(StateError) {
        clock = try reader.time()
        state = try reader.raw()
        pending = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.count() }
        if isForked { fork = try Fork(&reader) }
        packed = reader.rest()
    }
}

/// A `SurgeFork` that was read without the events.
private struct Fork {
    let state: [UInt8]
    let asked: SurgeFork.Asked

    init(_ reader: inout ByteReader) throws(StateError) {
        state = try reader.raw()
        asked = try SurgeFork.asked(&reader)
    }
}

extension Worker {
    /// The events of a customer that `EventPacker` wrote.
    fileprivate func events(_ packed: [UInt8], of customer: Text) throws(StateError) -> KeptEvents {
        try KeptEvents(packed: packed, &unpacker, of: customer) { (bytes, text) throws(StateError) in
            let event = fields.event(fromStored: bytes, text)
            // What this program does not know has its identity in its text.
            guard let identity = event?.identity ?? names.identity(of: Text(bytes[text])) else { throw .damaged }
            return KeptEvent(identity: identity, event: event)
        }
    }
}

extension KeptEvents {
    /// What the program makes of them, but for those at some places.
    fileprivate func events(without places: [Int]) -> [Event] {
        if places.isEmpty { return list.compactMap(\.event) }
        let isLeftOut = Set(places)
        return list.indices.lazy.filter { !isLeftOut.contains($0) }.compactMap { list[$0].event }
    }
}
