import Events
import Foundation
import Store
import TestSupport
import Testing

@testable import Daemon

/// What people say of tasks, as events that anybody may have written.
@Suite("An answer")
struct AnswersTests {
    private static func noTask(_ type: Text) -> Counter { Counter(.answer, "no-task", of: type) }

    /// A daemon with one open task, and the id of it.
    private func houseWithTask() throws -> (house: House, id: String) {
        let house = try House()
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(5))
        let file = try #require(house.taskFiles.keys.first { $0.hasPrefix("open/") })
        return (house, String(file.dropFirst("open/".count).dropLast(".json".count)))
    }

    /// Six hours after the beginning.
    private static func clocks() -> ClockTests.Clocks {
        let clocks = ClockTests.Clocks()
        clocks.pass(.hours(6))
        return clocks
    }

    /// What somebody takes for the name of a task.
    enum Slip: CaseIterable {
        case startOfTheID, idOfAnotherCustomer, otherLetters, megabyte

        func name(_ id: String) -> String {
            switch self {
            case .startOfTheID: return String(id.prefix(8))
            case .idOfAnotherCustomer: return id
            case .otherLetters: return String(id.reversed())
            case .megabyte: return String(repeating: "x", count: 1 << 20)
            }
        }
    }

    @Test("that names no task of its customer is counted and told", arguments: Slip.allCases)
    func unmatched(_ slip: Slip) throws {
        let customer = slip == .idOfAnotherCustomer ? "c-2" : "c-1"
        let (house, id) = try houseWithTask()
        let log = RecordedLog()
        try house.drop(
            "b.ndjson", House.event("e-2", "task.done", customer, after: .hours(6), #"{"task":"\#(slip.name(id))"}"#),
            House.event("e-3", "task.claimed", customer, after: .hours(6), #"{"task":"\#(slip.name(id))","by":"kim"}"#))
        var processor = try house.processor(clocks: Self.clocks(), log: log.logger)
        let report = try House.drain(&processor)
        #expect(report.counts[Self.noTask("task.done")] == 1)
        #expect(report.counts[Self.noTask("task.claimed")] == 1)
        #expect(report.counts[Counter(.input, "accepted")] == 2)
        #expect(house.taskFiles.keys.contains("open/\(id).json"))
        #expect(
            log.entries.filter { $0.contains("names no task") } == [
                "warning: task.done names no task of its customer, so nothing follows from it",
                "warning: task.claimed names no task of its customer, so nothing follows from it",
            ])
    }

    @Test("of which there are many without a task is told once in a turn")
    func many() throws {
        let (house, _) = try houseWithTask()
        let log = RecordedLog()
        let lines = (1...500).map {
            House.event("x-\($0)", "task.done", "c-\($0)", after: .hours(6), #"{"task":"none-\#($0)"}"#)
        }
        try house.drop("b.ndjson", lines.joined(separator: "\n"))
        var processor = try house.processor(clocks: Self.clocks(), log: log.logger)
        let report = try House.drain(&processor)
        #expect(report.counts[Self.noTask("task.done")] == 500)
        #expect(log.entries.count { $0.contains("names no task") } == 1)
    }

    @Test("to a task that is there, open or done already, is none of these")
    func matched() throws {
        let (house, id) = try houseWithTask()
        for number in 1...2 {
            try house.drop(
                "b\(number).json",
                House.event("d-\(number)", "task.done", "c-1", after: .hours(6), #"{"task":"\#(id)"}"#))
            #expect(try house.once(after: .hours(6)).counts[Self.noTask("task.done")] == nil)
        }
    }

    @Test("that comes with all that it is about is none of these")
    func together() throws {
        let (_, id) = try houseWithTask()
        let house = try House()
        try house.drop(
            "a.ndjson", House.late("e-1", "c-1", "o-1"),
            House.event("d", "task.done", "c-1", after: .hours(6), #"{"task":"\#(id)"}"#))
        #expect(try house.once(after: .hours(6)).counts[Self.noTask("task.done")] == nil)
    }
}
