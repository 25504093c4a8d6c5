import Control
import Events
import Foundation
import RuleLanguage
import Store
import TestSupport
import Testing

@testable import Daemon

/// How far the feeds are heard that the rules declare, what the daemon keeps of that, and whom it tells.
@Suite("A declared feed") struct DeclaredFeedsTests {
    static let feed = #"feed crm from "/crm/", "/desk" brings call.made every 15min"#
    let house: House
    init() throws { house = try House(rules: House.rules + "\n" + Self.feed) }

    /// An event from the feed, of a type that nobody declares.
    func said(_ id: String, from source: String = "/crm/a", after span: TimeSpan) -> String {
        House.event(id, "page.viewed", "somebody", after: span).replacing(#""/s""#, with: "\"\(source)\"")
    }

    func time(_ span: TimeSpan) -> String { (House.start + span).description }

    /// How far the store has the feed heard by its prefixes.
    func heard() throws -> [Text: Timestamp?] {
        try StateStore(reading: house.disk.path + "/state").heard(["/crm/", "/desk"]) { _, _ in }
    }

    @Test("is heard as far as any event goes that has one of its prefixes, and stays so")
    func durable() throws {
        try house.drop("a.ndjson", said("1", after: .minutes(1)), said("2", from: "/crm", after: .minutes(9)))
        try house.once(after: .minutes(10))
        #expect(try heard() == ["/crm/": House.start + .minutes(1), "/desk": nil])
        try house.drop("b.ndjson", said("3", from: "/desk/x", after: .minutes(4)), said("1", after: .minutes(1)))
        try house.once(after: .minutes(11))
        #expect(try heard() == ["/crm/": House.start + .minutes(1), "/desk": House.start + .minutes(4)])
    }

    @Test("is not heard by what is rejected")
    func rejected() throws {
        try house.drop("a.ndjson", said("1", after: .minutes(1)), said("1", after: .minutes(5)))
        try house.drop("b.ndjson", said("2", after: .hours(1)))
        try house.once(after: .minutes(10))
        #expect(try heard() == ["/crm/": House.start + .minutes(1), "/desk": nil])
    }

    @Test("that is declared later is heard by the events that were kept, and forgotten with its declaration")
    func later() throws {
        let plain = try House(on: house.disk)
        try house.drop("a.ndjson", said("1", after: .minutes(1)))
        try plain.once(after: .minutes(10))
        var processor = try plain.processor(after: .minutes(11))
        _ = try processor.adopt(house.rules)
        #expect(try heard() == ["/crm/": House.start + .minutes(1), "/desk": nil])
        _ = try processor.adopt(plain.rules)
        let rows = try StateStore(reading: house.disk.path + "/state").heard(["/crm/"]) { _, body in
            body("/crm/b", House.start)
        }
        #expect(rows == ["/crm/": House.start])
    }

    @Test("that falls silent is told once, and once when it is back; the daemon wakes for it")
    func told() throws {
        let clocks = ClockTests.Clocks()
        let log = RecordedLog()
        var processor = try house.processor(clocks: clocks, log: log.logger)
        func feeds() -> [String] { log.entries.filter { $0.contains("the feed") } }
        try house.drop("a.ndjson", said("1", after: .zero))
        try House.drain(&processor)
        #expect(try processor.nextWake() == House.start + .minutes(15))
        clocks.pass(.minutes(15))
        try House.drain(&processor)
        #expect(feeds() == [])
        clocks.pass(TimeSpan(seconds: 1))
        for _ in 1...2 { try House.drain(&processor) }
        let silent =
            "warning: the feed crm is silent since \(time(.zero)): tasks that go by what it does not say are held"
        #expect(feeds() == [silent])
        // A reload tells nothing again.
        _ = try processor.adopt(house.rules)
        try House.drain(&processor)
        #expect(feeds() == [silent])
        try house.drop("b.ndjson", said("2", after: .minutes(14)))
        try House.drain(&processor)
        try House.drain(&processor)
        #expect(feeds() == [silent, "notice: the feed crm is heard again"])
    }

    @Test("that was never heard is missed from its declaration on")
    func never() throws {
        let clocks = ClockTests.Clocks()
        let log = RecordedLog()
        var processor = try house.processor(clocks: clocks, log: log.logger)
        clocks.pass(.minutes(15))
        try House.drain(&processor)
        #expect(!log.entries.contains { $0.contains("the feed") })
        clocks.pass(.minutes(1))
        try House.drain(&processor)
        #expect(log.entries.contains { $0.hasPrefix("warning: the feed crm is silent since \(time(.zero))") })
    }

    /// What `status` tells at a time.
    func status(after span: TimeSpan) throws -> (json: String, attention: [String], feeds: [String]) {
        let board = StatusBoard(started: House.start)
        board.note { $0.engine = house.rules.engine(since: [:]) }
        let answer = try StatusReport(settings: house.settings, board: board).answer(now: House.start + span)
        let feed = try #require(answer.declaredFeeds?.first)
        #expect(feed.sources == ["/crm/", "/desk"])
        return (
            "\(feed.feed) every \(feed.every), heard \(feed.heard ?? "never"), silent since \(feed.silentSince ?? "-")",
            answer.attention, answer.feeds.map(\.source)
        )
    }

    @Test("is shown by status as it is declared, and is one thing to act on when it is silent")
    func shown() throws {
        try house.drop("a.ndjson", said("1", after: .zero), House.call("2", "c-1", after: .zero))
        var processor = try house.processor(after: .minutes(10))
        try House.drain(&processor)
        try processor.keepFeeds()
        let well = try status(after: .minutes(15))
        #expect(well.json == "crm every 15min, heard \(time(.zero)), silent since -")
        #expect(well.attention == [])
        let silent = try status(after: .minutes(16))
        #expect(silent.json == "crm every 15min, heard \(time(.zero)), silent since \(time(.zero))")
        #expect(silent.attention == ["the feed crm is silent since \(time(.zero)), and should be heard every 15min"])
    }
}
