import Events
import Foundation
import TestSupport
import Testing

@testable import Daemon

/// What a surge decides in a turn it decides over all customers of the turn, as a replay does over those of an instant.
@Suite("A surge in a turn") struct SurgeTurnTests {
    let house: House
    init() throws { house = try House(rules: House.rules + "\n  surge 1 within 1h\n") }

    /// Customers with an open task of their own.
    private var out: [String] {
        house.taskFiles.filter { $0.key.hasPrefix("open/") }.values.flatMap { text in
            ["a", "b", "z"].filter { text.contains("\"customer\": \"\($0)\"") }
        }.sorted()
    }

    @Test("an incident whose last member leaves gathers none of the customers before it")
    func lastMember() throws {
        try house.drop("1.ndjson", House.late("e-1", "z", "o-1"), House.late("e-2", "b", "o-2", after: .minutes(10)))
        try house.once(after: .hours(4) + .minutes(1))
        try house.once(after: .hours(4) + .minutes(12))
        #expect(out == ["z"])
        let incident = try #require(house.incident)
        // By now the surge is over, but for the incident.
        try house.drop(
            "2.ndjson", House.late("e-3", "a", "o-3", after: .hours(2)),
            House.call("e-4", "b", after: .hours(5) + .minutes(30)))
        try house.once(after: .hours(6) + .minutes(2))
        #expect(house.taskFiles["closed/\(incident).json"]?.contains(#""because": "empty""#) == true)
        #expect(house.incident == nil)
        #expect(out == ["a", "z"])
    }

    @Test("an answer to an incident ends its members too, and their files keep it, with who brought it")
    func answered() throws {
        try house.drop(
            "1.ndjson", House.late("e-1", "z", "o-1"), House.late("e-2", "b", "o-2"), House.late("e-3", "a", "o-3"))
        try house.once(after: .hours(4) + .minutes(1))
        let incident = try #require(house.incident)
        let done = House.event("a-1", "task.done", "incident", after: .hours(5), #"{"task":"\#(incident)","by":"kim"}"#)
        try house.drop("2.ndjson", House.call("e-4", "q", after: .hours(5)), done)
        try house.once(after: .hours(5))
        let closed = house.taskFiles.filter { $0.key.hasPrefix("closed/") }.values
        #expect(closed.count == 3)
        let user = NSUserName()
        for text in closed {
            #expect(text.contains("\"ended_by\": \(done),\n  \"ended_by_brought\": \"\(user)\",\n"))
        }
        let ends = house.ledger.filter { $0.contains(#""change":"done""#) }
        #expect(ends.count == 3 && ends.allSatisfy { $0.contains(#""brought":"\#(user)""#) })
    }

    @Test("those who come out first are the first by name, also among customers who waited")
    func order() throws {
        try house.drop("1.ndjson", House.late("e-1", "z", "o-1"), House.late("e-2", "b", "o-2"))
        try house.drop("2.ndjson", House.late("e-3", "a", "o-3"))
        try house.once(after: .hours(4) + .minutes(1))
        #expect(out == ["a"])
        #expect(house.incident != nil)
    }
}
