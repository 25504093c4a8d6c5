import Events
import TestSupport
import Testing

@testable import CloudEvents

@Suite("Events that were chosen to collide")
struct CollisionTests {
    static let count = 20_000
    /// So many slots are read for each event or name, at most, in the mean.
    static let probesAtMost = 8

    @Test("are known again by their ids in few steps each")
    func ids() throws {
        let ids = CollidingTexts.texts(Self.count, under: .texts, after: "/shop/eu")
        let bytes = Array(ids.map { eventText(id: "\"\($0)\"", source: "\"/shop/eu\"") }.joined(separator: "\n").utf8)
        var known = KnownEvents()
        known.open(FileText(bytes))
        let events = try EnvelopeReader(schema: testSchema).read(bytes, format: .ndjson, latest: nil)
        #expect(events.count == Self.count)
        #expect(events.allSatisfy { known.admit($0.identityHash, at: $0.range).standing == .new })
        #expect(events.reduce(0) { $0 + known.table.probes($1.identityHash) } < Self.probesAtMost * Self.count)
        for (place, event) in events.enumerated() where place % 100 == 0 {
            let admission = known.admit(event.identityHash, at: event.range)
            #expect(admission.standing == .duplicate && admission.first == place)
        }
    }

    @Test("are told from each other by the names of their types in few steps each")
    func names() {
        let names = CollidingTexts.texts(Self.count, under: .names).map { Text($0) }
        let table = NameTable(names)
        var probes = 0
        for (index, name) in names.enumerated() {
            #expect(name.withBytes { table.index(of: $0) } == index)
            probes += name.withBytes { table.probes($0) }
        }
        #expect(probes < Self.probesAtMost * Self.count)
    }

    @Test("do not push each other out of the texts that are kept for the next event")
    func sources() {
        // All in one of 256 slots, by the first and last eight bytes and the length.
        func slot(_ text: String) -> UInt64 {
            let bytes = Array(text.utf8)
            let word = { (from: Int) in (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[from + $1]) << UInt64(8 * $1) } }
            let mixed = word(0) ^ (word(bytes.count - 8) &* 0x9e37_79b9_7f4a_7c15) ^ UInt64(bytes.count)
            return (mixed &* 0xff51_afd7_ed55_8ccd) >> 56
        }
        let sources = (0..<100_000).map { "/shop/eu/till/\($0 + 100_000)" }.filter { slot($0) == 7 }.prefix(64)
        #expect(sources.count == 64)
        let cache = TextCache()
        let slots = Set(
            sources.map { Text($0).withBytes { bytes in bytes.baseAddress.map { cache.slot($0, bytes.count) } } })
        #expect(slots.count > 32)
    }
}
