import Engine
import Events
import TaskDispatch
import Foundation
import TestSupport
import Testing

@testable import Store

@Suite("How far feeds are heard, and who waits for them") struct FeedsTests {
    let disk: TemporaryFolder
    let store: StateStore

    init() throws {
        disk = try TemporaryFolder()
        store = try StateStore(folder: disk.path + "/state")
    }

    func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds, nanoseconds: 5) }

    /// Some events, as `hear` asks for them.
    func keep(_ events: [(source: String, time: Int64)]) throws {
        var turn = TurnWrites()
        for (place, event) in events.enumerated() {
            let start = turn.arrivals.text.count
            turn.arrivals.text += Array("\(event.source) \(event.time)\n".utf8)
            turn.arrivals.hashes.append(UInt64(place))
            turn.arrivals.shares.append(
                Arrivals.Share(
                    customer: Text("c-\(place)"), events: place..<place + 1, text: start..<turn.arrivals.text.count))
        }
        try store.commit(turn)
    }

    /// Reads what `keep` has written.
    func moments(_ lines: UnsafeRawBufferPointer, _ body: (Text, Timestamp) -> Void) {
        for line in Store.lines(lines) {
            let parts = line.string.split(separator: " ")
            body(Text(String(parts[0])), time(Int64(parts[1]) ?? 0))
        }
    }

    func hear(_ prefixes: Set<Text>) throws { try store.hear(prefixes, moments: moments) }

    /// What is known of some prefixes without looking at the events.
    func heard(_ prefixes: Set<Text>) throws -> [Text: Timestamp?] {
        try store.heard(prefixes) { _, _ in Issue.record("all events are read") }
    }

    @Test("A prefix that is new is heard as far as the events go that are kept")
    func new() throws {
        try keep([("/crm/a", 7), ("/crm/b", 9), ("/shop", 20), ("/cr", 30)])
        try hear(["/crm", "/none"])
        #expect(try heard(["/crm", "/none"]) == ["/crm": time(9), "/none": nil])
        // What is known is not asked again, and what is declared no more is forgotten.
        try hear(["/crm", "/cr"])
        #expect(try heard(["/crm", "/cr"]) == ["/crm": time(9), "/cr": time(30)])
        // Looking at others keeps nothing.
        #expect(try store.heard(["/crm", "/none"], moments: moments) == ["/crm": time(9), "/none": nil])
        try hear([])
        #expect(try store.heard(["/cr"], moments: moments) == ["/cr": time(30)])
    }

    @Test("A turn moves it on")
    func moved() throws {
        try hear(["/crm", "/shop"])
        var turn = TurnWrites()
        turn.heard.prefixes = ["/crm": time(12)]
        try store.commit(turn)
        #expect(try heard(["/crm", "/shop"]) == ["/crm": time(12), "/shop": nil])
    }

    /// A customer whose next deadline is far away.
    func customer(_ name: Text, _ waits: [FeedWait]) -> StoredCustomer {
        StoredCustomer(customer: name, state: [1], known: 0, deadline: time(1_000), feedWaits: waits)
    }

    func due() throws -> [Text] { try store.dueCustomers(Horizon(through: time(500)), limit: 99) }

    @Test("Who waits for a feed is due when it is heard so far, and nobody else")
    func woken() throws {
        var turn = TurnWrites()
        turn.customers = [
            customer("a", [FeedWait(feed: "crm", needs: time(10))]),
            customer("b", [FeedWait(feed: "crm", needs: time(11)), FeedWait(feed: "shop", needs: time(3))]),
            customer("c", [FeedWait(feed: "shop", needs: time(3))]), customer("d", []),
        ]
        try store.commit(turn)
        #expect(try due() == [])

        turn = TurnWrites()
        turn.heard.feeds = ["crm": time(10)]
        try store.commit(turn)
        #expect(try due() == ["a"])

        // Who is judged in the turn that hears it waits for what he is told to wait for then.
        turn = TurnWrites()
        turn.heard.feeds = ["crm": time(99)]
        turn.customers = [customer("a", [FeedWait(feed: "crm", needs: time(10))]), customer("b", [])]
        try store.commit(turn)
        #expect(try due() == [])
        turn = TurnWrites()
        turn.heard.feeds = ["crm": time(99), "shop": time(3)]
        try store.commit(turn)
        #expect(try due() == ["a", "c"])
    }
}
