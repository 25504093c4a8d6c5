import Testing

@testable import Control

/// What a status tells when there is more than an answer carries.
@Suite struct StatusAnswerTests {
    /// As of a site with so many rules, types and queues, whose names are so long.
    static func status(_ count: Int, names length: Int) -> StatusAnswer {
        let names = (0..<count).map { "\($0)-" + String(repeating: "é", count: length / 2) }
        var status = PrometheusTextTests.status()
        status.queues = names.map { .init(queue: $0, open: 1, overdue: 0, oldestDue: nil) }
        status.events.types = Dictionary(names.map { ($0, ["accepted": 1, "duplicate": 2]) }) { a, _ in a }
        status.rules.tasks = status.events.types
        status.rules.episodes = status.events.types
        status.rules.neverFired = names
        status.rules.refused = names
        return status
    }

    @Test func whatFitsIsToldWhole() {
        let status = Self.status(50, names: 40)
        #expect(status.shortened { $0.line.count < 4 << 20 } == status)
    }

    @Test(arguments: [(2_000, 400), (20_000, 60), (3, 1 << 20), (20_000, 4_000)])
    func whatDoesNotFitIsCutAndSaid(count: Int, length: Int) {
        let status = Self.status(count, names: length).shortened { $0.line.count < 1 << 20 }
        #expect(status.line.count < 1 << 20)
        #expect(status.attention.last?.contains("more to tell") == true)
        #expect(status.rules.count == 12)
    }

    @Test func whatCountsMostIsToldFirst() {
        var status = Self.status(5_000, names: 300)
        status.events.types["order.placed"] = ["accepted": 7_000]
        status.queues.append(.init(queue: "care", open: 9, overdue: 1, oldestDue: nil))
        let cut = status.shortened { $0.line.count < 1 << 16 }
        #expect(cut.events.types["order.placed"] == ["accepted": 7_000])
        #expect(cut.queues.first?.queue == "care")
    }
}
