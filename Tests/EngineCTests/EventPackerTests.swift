import Engine
@testable import EngineC
import Events
import Testing
import TestSupport

@Suite("Texts of events as few bytes")
struct EventPackerTests {
    static let event =
        #"{"specversion":"1.0","id":"e-1","source":"/shop/web","type":"order.placed","subject":"customer-1","time":"2026-03-02T10:00:00Z","data":{"order":"o-1"}}"#

    private func texts(in packed: [UInt8], _ unpacker: inout EventUnpacker) throws -> [Text] {
        var texts: [Text] = []
        try unpacker.each(in: packed, of: "customer-1") { (bytes, text) throws(StateError) in
            texts.append(Text(bytes[text]))
            return true
        }
        return texts
    }

    @Test(
        "come back byte by byte, written at once or one behind the other",
        arguments: [
            [""], ["\""], ["\"\"\""], ["x"], [#"{"a":"\"é\\"}"#], [event, event],
            [event, #"{"id":"specversion"}"#, "no"],
        ])
    func roundTrip(texts: [String]) throws {
        let expected = texts.map { Text($0) }
        var (packer, unpacker) = (EventPacker(), EventUnpacker())
        var atOnce: [UInt8] = []
        packer.pack(expected, behind: &atOnce, of: "customer-1")
        #expect(try self.texts(in: atOnce, &unpacker) == expected)
        var oneByOne: [UInt8] = []
        for text in expected {
            var between: [UInt8] = []
            packer.pack([Text(Self.event)], behind: &between, of: "another")
            packer.pack([text], behind: &oneByOne, of: "customer-1")
        }
        #expect(oneByOne == atOnce)
    }

    @Test("come back however many pieces there are")
    func many() throws {
        var random = SplitMix64(seed: 1)
        var (packer, unpacker) = (EventPacker(), EventUnpacker())
        for count in [1, 100, 3_000, 5] {
            let expected = (0..<count).map { _ in
                Text((0..<20).map { _ in "\"piece \(random.below(2_000))\"" }.joined(separator: ","))
            }
            var packed: [UInt8] = []
            packer.pack(expected, behind: &packed, of: "customer-1")
            #expect(try texts(in: packed, &unpacker) == expected)
        }
    }

    @Test("are refused where they are cut off, and never read beyond their end", arguments: UInt64(1)...200)
    func damaged(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var (packer, unpacker) = (EventPacker(), EventUnpacker())
        var packed: [UInt8] = []
        packer.pack([Text(Self.event), Text(Self.event)], behind: &packed, of: "customer-1")
        let whole = packed.count
        packed.removeLast(1 + random.below(whole - 1))
        for _ in 0..<random.below(4) { packed[random.below(packed.count)] = UInt8(random.below(256)) }
        _ = try? texts(in: packed, &unpacker)
        packed = []
        packer.pack([Text(Self.event)], behind: &packed, of: "customer-1")
        packed.removeLast(1 + random.below(packed.count - 1))
        #expect(throws: StateError.damaged) { try texts(in: packed, &unpacker) }
    }

    @Test("a second event of the kind is a fraction of its text")
    func size() {
        var packer = EventPacker()
        var packed: [UInt8] = []
        packer.pack([Text(Self.event)], behind: &packed, of: "customer-1")
        let first = packed.count
        packer.pack([Text(Self.event.replacing("e-1", with: "e-2"))], behind: &packed, of: "customer-1")
        #expect(first < Self.event.utf8.count * 3 / 4)
        #expect(packed.count - first < Self.event.utf8.count / 3)
    }
}
