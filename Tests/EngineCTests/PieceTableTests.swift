import Engine
@testable import EngineC
import Events
import Testing

@Suite("Texts of events as few bytes")
struct PieceTableTests {
    static let event =
        #"{"specversion":"1.0","id":"e-1","source":"/shop/web","type":"order.placed","subject":"customer-1","time":"2026-03-02T10:00:00Z","data":{"order":"o-1"}}"#

    @Test(
        "come back byte by byte",
        arguments: [
            [""], ["\""], ["\"\"\""], ["x"], [#"{"a":"\"é\\"}"#], [event, event],
            [event, #"{"id":"specversion"}"#, "no"],
        ])
    func roundTrip(texts: [String]) throws {
        var table = PieceTable(customer: "customer-1")
        var writer = ByteWriter()
        for text in texts { table.write(Text(text), to: &writer) }
        var again = PieceTable(customer: "customer-1")
        var reader = ByteReader(writer.bytes)
        for text in texts { #expect(try again.text(&reader) == Text(text)) }
        #expect(reader.isAtEnd)
    }

    @Test("a second event of the kind is a fraction of its text")
    func size() {
        var table = PieceTable(customer: "customer-1")
        var (first, second) = (ByteWriter(), ByteWriter())
        table.write(Text(Self.event), to: &first)
        table.write(Text(Self.event.replacing("e-1", with: "e-2")), to: &second)
        #expect(first.bytes.count < Self.event.utf8.count * 3 / 4)
        #expect(second.bytes.count < Self.event.utf8.count / 3)
    }
}
