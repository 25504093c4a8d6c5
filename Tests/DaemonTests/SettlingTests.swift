import Engine
import Events
import Foundation
import RuleLanguage
import Store
import TaskDispatch
import TestSupport
import Testing

@testable import Daemon

/// Events leave when they have been known for `--lateness` and nobody may look at them any more. By default that is a week.
@Suite("Settling in a daemon")
struct SettlingTests {
    let house: House

    init() throws { house = try House() }

    private var store: StateStore { get throws { try StateStore(reading: house.disk.path + "/state") } }

    /// The ids of the events that are kept of a customer, as they came.
    private func kept(_ customer: Text) throws -> [String] {
        try store.load(customer: customer)?.events.compactMap { line in
            line.string.firstMatch(of: /"id":"([^"]*)"/).map { String($0.1) }
        } ?? []
    }

    private func count(_ name: Text) throws -> Int? { try store.counters()[Counter(.input, name)] }

    @Test("happens when an event has been known for the time, by its arrival")
    func byArrival() throws {
        try house.drop("a.ndjson", House.call("old", "c-1", after: -.days(30)))
        try house.once(after: .zero)
        try house.drop("b.ndjson", House.call("older", "c-1", after: -.days(40)))
        try house.once(after: .days(3))
        try house.drop("c.ndjson", House.call("new", "c-1", after: .days(6)))
        try house.once(after: .days(6))
        #expect(try kept("c-1") == ["old", "older", "new"])
        // The one that happened first is known for five days only.
        try house.drop("d.ndjson", House.call("next", "c-1", after: .days(8)))
        try house.once(after: .days(8))
        #expect(try kept("c-1") == ["old", "older", "new", "next"])
        try house.drop("e.ndjson", House.call("last", "c-1", after: .days(12)))
        try house.once(after: .days(12))
        // A call may still be looked back at for an hour.
        #expect(try kept("c-1") == ["old", "new", "next", "last"])
        #expect(try count("settled") == 1)
    }

    @Test("comes to a customer of whom nothing comes any more, and takes the undeclared along")
    func idle() throws {
        try house.drop(
            "a.ndjson", House.call("e-1", "c-1", after: .zero),
            House.event("e-2", "page.seen", "c-1", after: .hours(1)),
            House.event("e-3", "page.seen", "c-2", after: .zero), House.call("e-4", "c-1", after: .hours(4)))
        try house.once(after: .hours(5))
        try house.once(after: .days(7))
        #expect(try kept("c-1").count == 3)
        try house.once(after: .days(8))
        #expect(try kept("c-1") == ["e-4"])
        #expect(try kept("c-2") == [])
        #expect(try store.oldestUnsettled() == nil)
        #expect(try count("settled") == 3)
    }

    @Test("wakes the daemon for it")
    func wakes() throws {
        try house.drop("a.ndjson", House.call("e-1", "c-1", after: .zero))
        do {
            var processor = try house.processor(after: .hours(1))
            try House.drain(&processor)
            #expect(try processor.nextWake() == house.settings.settling(ofArrivalAt: House.start + .hours(1)))
        }
        var later = try house.processor(after: .days(9))
        try House.drain(&later)
        #expect(try later.nextWake() == nil)
    }

    @Test("forgets who the events were: what comes again is too late, is counted, and starts nothing")
    func again() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), House.call("e-2", "c-1", after: .hours(2)))
        try house.once(after: .hours(5))
        try house.drop("b.ndjson", House.call("e-3", "c-1", after: .days(8)))
        try house.once(after: .days(8))
        #expect(try kept("c-1") == ["e-2", "e-3"])
        try house.drop("c.ndjson", House.late("e-1", "c-1", "o-1"), House.call("e-2", "c-1", after: .hours(2)))
        let report = try house.once(after: .days(8))
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(report.counts[Counter(.input, "duplicate")] == 1)
        #expect(report.counts[Counter(.input, "too-late")] == 1)
        #expect(report.tasks == [:])
        try house.once(after: .days(9))
        #expect(house.taskFiles.isEmpty)
        #expect(try store.examine(whole: true) == [])
    }

    @Test("lets what comes too late end what is open, after a restart too")
    func ends() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(5))
        #expect(house.taskFiles.keys.filter { $0.hasPrefix("open/") }.count == 1)
        try house.drop("b.ndjson", House.event("e-2", "parcel.delivered", "c-1", after: .days(1), #"{"order":"o-2"}"#))
        try house.once(after: .days(1))
        try house.once(after: .days(10))
        #expect(try kept("c-1") == ["e-1", "e-2"])
        try house.drop("c.ndjson", House.call("e-3", "c-1", after: .hours(6)))
        let report = try house.once(after: .days(10))
        #expect(report.tasks == ["withdrawn": 1])
        #expect(report.counts[Counter(.input, "too-late")] == 1)
        let closed = try #require(house.taskFiles.first { $0.key.hasPrefix("closed/") })
        #expect(closed.value.contains("\"overtaken\"") && closed.value.contains("\"e-1\""))
    }

    @Test("leaves the file of a task that ended as it is, when what ended it is gone")
    func endedBy() throws {
        let house = try House(
            rules: House.rules + """

                rule often "Often late"
                  when   3 parcel.late within 100d
                  task   recovery to care
                  say    "Late three times."
                """, on: house.disk)
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(5))
        try house.drop("b.ndjson", House.call("e-2", "c-1", after: .hours(6)))
        try house.once(after: .hours(7))
        let closed = try #require(house.taskFiles.first { $0.key.hasPrefix("closed/") })
        #expect(closed.value.contains("\"ended_by\": "))
        try house.drop("c.ndjson", House.call("e-3", "c-1", after: .days(1)))
        try house.once(after: .days(1))
        try house.once(after: .days(12))
        #expect(try kept("c-1") == ["e-1", "e-3"])
        let id = closed.key.dropFirst("closed/".count).dropLast(".json".count)
        try house.drop(
            "d.ndjson", House.event("e-4", "task.claimed", "c-1", after: .days(12), "{\"task\":\"\(id)\"}"))
        try house.once(after: .days(12))
        #expect(house.taskFiles[closed.key] == closed.value)
    }

    @Test("lets a late answer to an incident end the tasks that are gathered in it")
    func incident() throws {
        let house = try House(rules: House.rules + "\n  surge 1 within 1h\n", on: house.disk)
        let customers = ["a", "b", "z"]
        for customer in customers { try house.drop("\(customer).ndjson", House.late("l-\(customer)", customer, "o-1")) }
        try house.once(after: .hours(4) + .minutes(1))
        let incident = try #require(house.incident)
        for customer in customers {
            try house.drop("\(customer).ndjson", House.late("n-\(customer)", customer, "o-1", after: .hours(6)))
        }
        try house.once(after: .days(1))
        try house.once(after: .days(12))
        for customer in customers { #expect(try store.load(customer: Text(customer))?.unsettled == nil) }
        try house.drop(
            "done.ndjson", House.event("d-1", "task.done", "desk", after: .hours(5), "{\"task\":\"\(incident)\"}"))
        try house.once(after: .days(12))
        #expect(house.taskFiles.keys.filter { $0.hasPrefix("closed/") }.count == 3)
        #expect(house.taskFiles.keys.filter { $0.hasPrefix("held/") }.isEmpty)
        try house.once(after: .days(13))
        #expect(house.taskFiles.keys.filter { $0.hasPrefix("held/") }.isEmpty)
    }

    @Test("lets tasks go that ended before --keep-closed, and the memory of them")
    func tasks() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(5))
        try house.drop("b.ndjson", House.call("e-2", "c-1", after: .hours(6)))
        try house.once(after: .hours(7))
        for day in [50, 100, 110] as [Int64] {
            try house.drop("c.ndjson", House.call("e-\(day)", "c-1", after: .days(day)))
            try house.once(after: .days(day))
        }
        #expect(house.taskFiles.isEmpty)
        let state = try StateReader(folder: house.disk.path + "/state", schema: house.rules.program.schema)
            .story(of: "c-1")?.state
        #expect(state?.tasks == [])
    }

    @Test("is told by explain, with what came too late, and by plan")
    func told() throws {
        try house.drop(
            "a.ndjson", House.late("e-1", "c-1", "o-1"), House.event("e-2", "page.seen", "c-1", after: .hours(6)))
        try house.once(after: .hours(7))
        try house.once(after: .days(10))
        try house.drop("b.ndjson", House.late("e-3", "c-1", "o-3", after: .hours(1)))
        try house.once(after: .days(10))
        let folder = house.disk.path + "/state"
        let state = try #require(
            try StateReader(folder: folder, schema: house.rules.program.schema).story(of: "c-1")?.state)
        let told = try Dispatcher(engine: house.rules.engine(since: [:])).explanation(
            of: state, at: House.start + .days(10), rules: [0])
        #expect(told.verdicts.settledThrough == House.start + .hours(6))
        #expect(told.verdicts.timeline.map(\.event.id) == ["e-1", "e-3"])
        #expect(told.verdicts.timeline.map(\.isTooLate) == [false, true])
        #expect(
            told.verdicts.rules[0].instances.map { $0.steps.map(\.clock) } == [
                ["2026-03-02 10:00", "2026-03-02 14:00"]
            ])
        guard case .open? = told.verdicts.rules[0].instances.first?.verdict else {
            Issue.record("\(told.verdicts.rules)")
            return
        }
        var plan = try RuleComparison(
            state: folder, rules: house.rules, backfill: .zero, grace: .zero, now: House.start + .days(10))
        try plan.run()
        #expect(plan.total.isEmpty)
        #expect(plan.settled == 1)
        #expect(plan.settledThrough == House.start + .hours(6)...House.start + .hours(6))
    }

    @Test("leaves nobody behind whose events are kept first and judged later, whatever rows are gone")
    func rows() throws {
        try house.drop("a.ndjson", House.call("e-1", "c-1", after: .zero))
        try house.once(after: .hours(1))
        try house.once(after: .days(10))
        #expect(try kept("c-1") == ["e-1"])
        try house.drop("b.ndjson", House.event("e-2", "page.seen", "c-1", after: .days(10)))
        try house.once(after: .days(10))
        try house.once(after: .days(20))
        #expect(try kept("c-1") == [])
        // Each file is a turn: only the last one judges.
        for number in 0..<3 {
            try house.drop("c-\(number).ndjson", House.late("l-\(number)", "c-\(number)", "o", after: .days(20)))
        }
        do {
            var processor = try house.processor(after: .days(20), bytesPerTurn: 1)
            var steps = 0
            processor.afterStep = { step in
                steps += step == .committed ? 1 : 0
                if steps == 2 { throw CrashTests.Stopped.here }
            }
            #expect(throws: DaemonError.self) { _ = try House.drain(&processor) }
        }
        try house.once(after: .days(20))
        #expect(try house.once(after: .days(21)).tasks == ["opened": 3])
    }
}
