import Control
import Events
import Foundation
import RuleLanguage
import Store
import TestSupport
import Testing

@testable import Daemon

/// A task that a gate keeps back is as durable as an open one: it has a file of its own folder, which is put right when a
/// reader changes it, and comes out, or ends, in its time.
@Suite("A held task") struct HeldTasksTests {
    static let quiet = House.rules + "\nquiet any 13:30-16:00\n"
    let house: House
    init() throws { house = try House(rules: Self.quiet) }

    /// One that is held since 14:00, until 16:00.
    func held() throws -> (name: String, text: String) {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(4) + .minutes(30))
        let (path, text) = try #require(house.taskFiles.first)
        #expect(path.hasPrefix("held/"))
        return (String(path.dropFirst("held/".count)), text)
    }

    var strays: [String] { house.disk.names("spool/tasks/strays") }
    func path(_ name: String) -> String { house.disk.path + "/spool/tasks/" + name }
    func set(_ text: String) throws -> RuleSet { try House(rules: text, on: house.disk).rules }

    @Test("lies in held/ with the gate and until when, and moves to open/ when the gate lets it go")
    func comesOut() throws {
        let (name, text) = try held()
        #expect(text.contains(#""state": "held","#))
        #expect(text.contains(#""held_by": "quiet","#))
        #expect(text.contains(#""held_until": "2026-03-02T16:00:00Z","#))
        #expect(!text.contains("opened_at") && !text.contains("due_at"))
        try house.once(after: .hours(5))
        #expect(house.taskFiles == ["held/" + name: text])
        try house.once(after: .hours(6) + .minutes(1))
        #expect(house.taskFiles.keys.sorted() == ["open/" + name])
        let open = try #require(house.taskFiles["open/" + name])
        #expect(open.contains(#""judged_at": "2026-03-02T14:00:00Z","#))
        #expect(open.contains(#""opened_at": "2026-03-02T16:01:00Z","#))
        #expect(open.contains(#""due_at": "2026-03-02T18:01:00Z","#))
        #expect(!open.contains("held_by"))
    }

    @Test("is what the daemon wakes for, and nothing before")
    func wakes() throws {
        _ = try held()
        let processor = try house.processor(after: .hours(5))
        #expect(try processor.nextWake() == House.start + .hours(6) + .minutes(1))
    }

    @Test(
        "ends like an open one when somebody acts, or answers it", arguments: ["call", "task.done", "task.dismissed"])
    func ends(how: String) throws {
        let (name, _) = try held()
        let id = name.replacing(".json", with: "")
        try house.drop(
            "b.json",
            how == "call"
                ? House.call("e-2", "c-1", after: .hours(4) + .minutes(40))
                : House.event("e-2", how, "c-1", after: .hours(4) + .minutes(40), #"{"task":"\#(id)"}"#))
        try house.once(after: .hours(5))
        let text = try #require(house.taskFiles["closed/" + name])
        #expect(house.taskFiles.count == 1)
        let state = ["call": "withdrawn", "task.done": "done", "task.dismissed": "dismissed"][how] ?? ""
        #expect(text.contains("\"state\": \"\(state)\""))
        try house.once(after: .hours(7))
        #expect(house.taskFiles == ["closed/" + name: text])
    }

    @Test("whose file a reader deletes is written again")
    func deleted() throws {
        let (name, text) = try held()
        try FileManager.default.removeItem(atPath: path("held/" + name))
        try house.once(after: .hours(5))
        #expect(house.taskFiles == ["held/" + name: text])
        try FileManager.default.removeItem(atPath: path("held"))
        try house.once(after: .hours(5))
        #expect(house.taskFiles == ["held/" + name: text])
        #expect(strays == [])
    }

    @Test("whose file a reader rewrites is kept beside", arguments: ["", "{}", "longer"])
    func rewritten(text other: String) throws {
        let (name, text) = try held()
        // Of the same length too.
        let other = other == "longer" ? text.replacing("care", with: "hell") : other
        try house.disk.write(other, to: "spool/tasks/held/" + name)
        try house.once(after: .hours(5))
        #expect(house.taskFiles == ["held/" + name: text])
        #expect(try house.disk.read("spool/tasks/strays/" + name) == other)
    }

    @Test("that a reader moves to open/ stays held", arguments: ["open", "closed"])
    func moved(to folder: String) throws {
        let (name, text) = try held()
        try FileManager.default.moveItem(atPath: path("held/" + name), toPath: path("\(folder)/\(name)"))
        try house.once(after: .hours(5))
        #expect(house.taskFiles == ["held/" + name: text])
        #expect(strays == [name])
    }

    @Test("is asked anew when the gates are others, and what is out stays out")
    func reloaded() throws {
        let (name, text) = try held()
        var processor = try house.processor(after: .hours(5))
        // What holds it holds it longer.
        var adoption = try processor.adopt(try set(House.rules + "\nquiet any 13:30-17:00\n"))
        #expect(adoption.judgesAnew)
        try House.drain(&processor)
        let longer = text.replacing("T16:00:00Z", with: "T17:00:00Z")
        #expect(house.taskFiles == ["held/" + name: longer])
        adoption = try processor.adopt(try set("# only a comment\n" + House.rules + "\nquiet any 13:30-17:00\n"))
        #expect(!adoption.judgesAnew)
        // Nothing holds it any more.
        _ = try processor.adopt(try set(House.rules))
        try House.drain(&processor)
        #expect(house.taskFiles.keys.sorted() == ["open/" + name])
        let open = house.taskFiles
        _ = try processor.adopt(try set(Self.quiet))
        try House.drain(&processor)
        #expect(house.taskFiles == open)
    }

    @Test("is counted by its gate in status and in the metrics")
    func counted() throws {
        _ = try held()
        let report = StatusReport(settings: house.settings, board: StatusBoard(started: House.start))
        let answer = try report.answer(now: House.start + .hours(5))
        #expect(answer.held == ["quiet": 1])
        #expect(answer.openTasks == 0)
        #expect(answer.tasks == ["held": 1])
        #expect(try report.metrics(now: House.start + .hours(5)).contains("outreachd_tasks_held{gate=\"quiet\"} 1\n"))
    }

    @Test("of which the plan of other gates says what becomes of it")
    func planned() throws {
        _ = try held()
        func plan(_ text: String) throws -> RuleComparison.Counts {
            var comparison = try RuleComparison(
                state: house.settings.state, rules: try set(text), backfill: .zero, grace: .minutes(1),
                now: House.start + .hours(5))
            try comparison.run()
            return comparison.total
        }
        #expect(try plan(House.rules) == .init(opens: 1))
        #expect(try plan(Self.quiet) == .init())
        #expect(try plan(House.rules + "\nbudget any 1 within 2d\nquiet any 13:30-16:00\n") == .init())
    }

    // MARK: A feed

    static let feed = House.rules + "\nfeed crm from \"/crm\" brings call.made every 1h hold 3h\n"

    @Test("by a feed that is silent comes out with the turn in which that is heard, whoever it speaks of")
    func blind() throws {
        let house = try House(rules: Self.feed, on: house.disk)
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2", after: .hours(1)))
        let heard = { (id: String, span: TimeSpan) in
            House.event(id, "page.viewed", "c-9", after: span).replacing(#""/s""#, with: #""/crm/1""#)
        }
        try house.drop("b.json", heard("h-1", .hours(2)))
        try house.once(after: .hours(5) + .minutes(10))
        #expect(house.taskFiles.keys.allSatisfy { $0.hasPrefix("held/") } && house.taskFiles.count == 2)
        #expect(house.taskFiles.values.allSatisfy { $0.contains(#""held_by": "blind""#) })
        // Far enough for the one that was judged at 14:00, and not for the other.
        try house.drop("c.json", heard("h-2", .hours(3)))
        try house.once(after: .hours(5) + .minutes(11))
        #expect(house.taskFiles.keys.map { $0.prefix(4) }.sorted() == ["held", "open"])
        let open = try #require(house.taskFiles.first { $0.key.hasPrefix("open/") }?.value)
        #expect(open.contains("Order o-1") && !open.contains("unverified"))
        // After `hold` the other comes out all the same, and says so.
        try house.once(after: .hours(8) + .minutes(1))
        let late = try #require(house.taskFiles.values.first { $0.contains("Order o-2") })
        #expect(late.contains(#""state": "open""#) && late.contains(#""unverified": ["crm"]"#))
    }
}
