import Events
import Foundation
import Spool
import Store
import TestSupport
import Testing

@testable import Daemon

/// The ledger has a line for each change of a task, numbered without gap.
@Suite("The ledger")
struct LedgerTests {
    let house: House

    init() throws { house = try House() }

    /// What the lines say, but for those of the rules.
    private func said(_ key: String) throws -> [String?] {
        try house.ledger.filter { !$0.contains(#""change":"rules""#) }.map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?[key].map { "\($0)" }
        }
    }

    /// A task that opens four hours later, and its id.
    private func open() throws -> String {
        try house.drop("late.json", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(5))
        return try #require(try said("task").first ?? nil)
    }

    @Test("tells what people answered, who did, and who brought it")
    func answers() throws {
        let task = try open()
        try house.drop(
            "a.ndjson",
            House.event("a-1", "task.claimed", "c-1", after: .hours(5), #"{"task":"\#(task)","by":"ann"}"#),
            House.event(
                "a-2", "task.snoozed", "c-1", after: .hours(5), #"{"task":"\#(task)","until":"2026-03-02T16:00:00Z"}"#))
        try house.once(after: .hours(5))
        try house.drop(
            "b.json", House.event("a-3", "task.released", "c-1", after: .hours(6), #"{"task":"\#(task)","by":"ann"}"#))
        try house.once(after: .hours(6))
        try house.drop(
            "c.json",
            House.event(
                "a-4", "task.done", "c-1", after: .hours(7), #"{"task":"\#(task)","by":"bob","outcome":"reached"}"#))
        try house.once(after: .hours(7))
        #expect(try said("change") == ["opened", "claimed", "snoozed", "released", "done"])
        #expect(try said("seq") == ["2", "3", "4", "5", "6"])
        #expect(try said("who") == [nil, "ann", "/s", "ann", "bob"])
        #expect(try said("said") == [nil, nil, nil, nil, "reached"])
        #expect(try said("until") == [nil, nil, "2026-03-02T16:00:00Z", nil, nil])
        #expect(try Set(said("task")) == [task])
        let user = try #require(NSUserName() as String?)
        #expect(try said("brought") == [nil, user, user, user, user])
        #expect(try said("judged").first == "2026-03-02T14:00:00Z")
    }

    @Test("goes on behind what somebody else wrote, and where a file was taken away")
    func strangers() throws {
        _ = try open()
        let path = "state/ledger/2026-03.ndjson"
        try house.disk.write(try house.disk.read(path) + "a note", to: path)
        try house.drop("d.json", House.event("e-2", "parcel.delivered", "c-1", after: .hours(6), #"{"order":"o-1"}"#))
        try house.once(after: .hours(6))
        #expect(house.ledger.map { String($0.prefix(9)) } == [#"{"seq":1,"#, #"{"seq":2,"#, "a note", #"{"seq":3,"#])
        try FileManager.default.removeItem(atPath: house.disk.path + "/" + path)
        try house.drop("f.json", House.late("e-3", "c-2", "o-2", after: .hours(6)))
        try house.once(after: .hours(11))
        #expect(house.ledger.map { String($0.prefix(9)) } == [#"{"seq":4,"#])
    }

    @Test("goes on in a new file with the month, and counts on")
    func months() throws {
        _ = try open()
        try house.drop("late.json", House.late("e-2", "c-2", "o-2", after: .days(30)))
        try house.once(after: .days(30) + .hours(5))
        #expect(house.disk.names("state/ledger") == ["2026-03.ndjson", "2026-04.ndjson"])
        #expect(try said("seq") == ["2", "3"])
    }

    @Test("counts on where the state was lost, and tells nothing twice")
    func lostState() throws {
        let task = try open()
        for name in house.disk.names("state") where name != "ledger" {
            try FileManager.default.removeItem(atPath: house.disk.path + "/state/" + name)
        }
        // Whoever has kept the event drops it once more.
        #expect(try open() == task)
        #expect(house.taskFiles.count == 1)
        #expect(try said("seq") == ["2"])
        // As long as it may still come, also after another start.
        try house.drop("d.json", House.event("e-2", "parcel.delivered", "c-1", after: .hours(6), #"{"order":"o-1"}"#))
        try house.once(after: .hours(6))
        #expect(try said("seq") == ["2", "4"])
        #expect(try said("change") == ["opened", "withdrawn"])
        #expect(try Set(said("task")) == [task])
    }

    @Test("after a state was lost an answer like one before is told, and none of before is told twice")
    func lostAnswers() throws {
        let task = try open()
        func snooze(_ id: String, until hour: Int, at now: Int64) throws {
            try house.drop(
                "\(id).json",
                House.event(
                    id, "task.snoozed", "c-1", after: .hours(5),
                    #"{"task":"\#(task)","until":"2026-03-02T\#(hour):00:00Z","by":"ann"}"#))
            try house.once(after: .hours(now))
        }
        let claim = House.event("a-1", "task.claimed", "c-1", after: .hours(5), #"{"task":"\#(task)","by":"ann"}"#)
        try house.drop("a.json", claim)
        try house.once(after: .hours(5))
        try snooze("a-2", until: 16, at: 5)
        for name in house.disk.names("state") where name != "ledger" {
            try FileManager.default.removeItem(atPath: house.disk.path + "/state/" + name)
        }
        _ = try open()
        try house.drop("again.json", claim)
        try house.once(after: .hours(5))
        try snooze("a-2", until: 16, at: 5)
        #expect(try said("change") == ["opened", "claimed", "snoozed"])
        try snooze("a-3", until: 17, at: 6)
        #expect(try said("change") == ["opened", "claimed", "snoozed", "snoozed"])
        #expect(try said("by").last == "/s a-3")
    }

    @Test("may lie elsewhere")
    func elsewhere() throws {
        var settings = house.settings
        settings.ledger = house.disk.path + "/elsewhere"
        try house.drop("late.json", House.late("e-1", "c-1", "o-1"))
        var processor = try TurnProcessor(
            settings: settings, rules: house.rules, settling: .closed, log: House.silent,
            clock: { House.start + .hours(5) })
        try House.drain(&processor)
        #expect(house.ledger.isEmpty)
        #expect(try house.disk.read("elsewhere/2026-03.ndjson").hasPrefix(#"{"seq":1,"#))
    }
}
