import Engine
import Events
import TaskDispatch
import TaskFiles
import Testing

@testable import EngineC

@Suite("A surge, told by customers")
struct SurgeTests {
    static let rules =
        Shop.rules.replacing("budget any 1 within 2d", with: "")
        .replacing(
            "say     \"order",
            with: "surge 1 within 2d by total\n  escalate undone after 1d to boss\n  say     \"order"
        )
        .replacing(
            "say     \"thank",
            with: "surge 2 within 12h\n  say     \"thank")

    @Test("decides what a replay decides, from bytes at each step", arguments: 1...20 as ClosedRange<UInt64>)
    func replayed(seed: UInt64) throws {
        var shop = try Shop(seed: seed, rules: Self.rules)
        #expect(try shop.streamed() == shop.replayed)
    }

    @Test("of which nobody will be asked keeps nothing")
    func passes() throws {
        let (name, messages, worker) = try told()
        let first = try SurgeOutcome(of: name, [], messages: messages, to: Self.start + .days(1), worker)
        #expect(!first.state.isEmpty)
        let next = try #require(first.next)
        let last = try SurgeOutcome(of: name, first.state, messages: [], to: next, worker)
        #expect(last.state.isEmpty)
        #expect(last.next == nil)
    }

    @Test("from bytes that were damaged, of another version or another surge's is refused")
    func damaged() throws {
        let (name, messages, worker) = try told()
        let state = try SurgeOutcome(of: name, [], messages: messages, to: Self.start + .days(1), worker).state
        func isRefused(_ state: [UInt8], _ messages: [[UInt8]], of name: Text) -> Bool {
            (try? SurgeOutcome(of: name, state, messages: messages, to: Self.start, worker)) == nil
        }
        #expect(!isRefused(state, messages, of: name))
        for bytes in [state] + messages {
            for place in bytes.indices {
                var other = bytes
                other[place] ^= 1 << UInt8(place % 8)
                #expect(isRefused(other, [], of: name))
                #expect(isRefused([], [other], of: name))
                #expect(isRefused([], [Array(bytes[..<place])], of: name))
            }
        }
        let other = Text(name.string.replacing("6c617465", with: "6c617466"))
        #expect(other != name)
        #expect(isRefused(state, [], of: other))
        #expect(isRefused([], messages, of: other))
        for wrong in ["", "0", "zz", "é"] { #expect(isRefused([], [], of: Text(wrong))) }
    }

    @Test("is read from a customer's bytes of version 2")
    func version2() throws {
        let (customer, _, worker) = try asked()
        #expect(customer.stream.fork != nil)
        let again = try OpenCustomer("c-1", bytes: ofVersion2(customer, worker), worker)
        #expect(again.encoded(worker) == customer.encoded(worker))
        let cut = Array(ofVersion2(customer, worker).dropLast())
        #expect(throws: StateError.damaged) { try OpenCustomer("c-1", bytes: cut, worker) }
    }

    /// The bytes that version 2 wrote.
    private func ofVersion2(_ customer: OpenCustomer, _ worker: Worker) -> [UInt8] {
        customer.events.pack(&worker.packer, of: "c-1")
        var writer = ByteWriter()
        writer.time(customer.stream.clock)
        writer.raw(customer.stream.state.encoded(naming: worker.program.shortened))
        writer.list(customer.stream.pending.compactMap { customer.events.place(of: $0.identity) }) { $0.number($1) }
        customer.stream.fork?.write(to: &writer, naming: worker.program.shortened)
        let rest = writer.bytes + customer.events.packed
        let name: [UInt8] = Array("c-1".utf8) + [3, 0, 0, 0, 2]
        let sum = CRC32.checksum(of: (name + rest)[...])
        return [2] + (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) } + rest
    }

    private static let start = Timestamp(seconds: 1_772_409_600)

    /// One task of which a surge is asked, and its messages.
    private func told() throws -> (Text, [[UInt8]], Worker) {
        let (_, messages, worker) = try asked()
        return (try #require(messages.first?.surge), messages.map(\.bytes), worker)
    }

    /// The customer, what they tell, and the worker.
    private func asked() throws -> (OpenCustomer, [SurgeMessage], Worker) {
        let shop = try Shop(seed: 1, rules: Self.rules)
        let worker = Worker(shop.program)
        let customer = OpenCustomer("c-1")
        let event =
            #"{"specversion":"1.0","id":"e","source":"/else","type":"order.placed","subject":"c-1","time":"\#(Self.start)","data":{"order":"o","total":20}}"#
        _ = Array(event.utf8).withUnsafeBytes { customer.take($0, latest: nil, worker) }
        _ = worker.hear("/shop", at: Self.start + .days(1) - TimeSpan(seconds: 1))
        return (customer, customer.advance(to: Self.start + .days(3), worker).messages, worker)
    }
}
