import TaskDispatch
import CloudEvents
import Engine
import Events
import RuleLanguage
import Store
import TaskFiles
import TestSupport
import Testing

@testable import Daemon

@Suite("The tasks that a turn changed")
struct ChangedTasksTests {
    let disk: TemporaryFolder
    let store: StateStore
    init() throws {
        disk = try TemporaryFolder()
        store = try StateStore(folder: disk.path + "/state") { _ in [] }
    }

    static func event(_ id: String) -> Event {
        Event(
            identity: EventIdentity(source: "/s", id: Text(id)), type: 0, customer: "c-1",
            time: Timestamp(seconds: 0), fields: [])
    }

    static func change(_ id: String, _ state: TaskState, evidence: [Event] = []) -> Change {
        let task = TaskRecord(
            id: TaskID(Text(id)), rule: "r", title: "R", customer: "c-1", key: [], taskClass: .recovery, queue: "q",
            priority: .normal, say: "", judgedAt: Timestamp(seconds: 0), openedAt: Timestamp(seconds: 0), dueAt: nil,
            state: state, because: nil, evidence: evidence.map(\.identity), history: [])
        return Change(at: Timestamp(seconds: 0), kind: .updated, by: nil, task: task, evidence: evidence)
    }

    /// The texts of a customer whose events stand in some pieces.
    func texts(_ pieces: String...) -> EvidenceTexts {
        EvidenceTexts(texts: pieces.map { Array($0.utf8)[...] }, reader: WholeEventReader(), store: store)
    }

    static func states(_ tasks: inout ChangedTasks) -> [String] {
        var states: [String] = []
        tasks.handOut { states.append("\($0.task.id) \($0.task.state)") }
        return states
    }

    @Test("are kept once each, as they are in the end, and what was missed has no file")
    func last() throws {
        var tasks = ChangedTasks()
        try tasks.take(
            [
                Self.change("a", .open), Self.change("b", .open), Self.change("a", .withdrawn),
                Self.change("c", .missed),
            ], texts())
        try tasks.take([Self.change("d", .done)], texts())
        #expect(Self.states(&tasks) == ["b open", "a withdrawn", "d done"])
        #expect(Self.states(&tasks) == [])
    }

    @Test(
        "bring the texts of their evidence and of nothing else, wherever those stand",
        arguments: [
            #"{"source":"/s","id":"e-1","data":{"n":1.0}}"#,
            // The id is found only by reading.
            #"{"source":"/s","id":"e\u002d1"}"#,
        ])
    func evidence(text: String) throws {
        let other = #"{"source":"/t","id":"e-1","about":"e-1"}"#
        let texts = texts(other + "\n", other + "\n" + text + "\n" + other + "\n")
        var tasks = ChangedTasks()
        try tasks.take([Self.change("a", .open, evidence: [Self.event("e-1")])], texts)
        var evidence: [Text] = []
        tasks.handOut { evidence += $0.evidence.lines }
        #expect(evidence == [Text(text)])
    }

    @Test("bring a text from the store that is not at hand")
    func stored() throws {
        let text = #"{"source":"/s","id":"e-1"}"#
        try keep([text])
        #expect(try texts().texts(of: [Self.event("e-1").identity]) == [Text(text)])
    }

    /// A task that an event ended.
    static func ended(by id: String, evidence: [Event]) -> Change {
        var change = change("a", .withdrawn, evidence: evidence)
        change.task.history = [
            HistoryEntry(at: Timestamp(seconds: 0), kind: .withdrawn, because: .overtaken, by: event(id).identity),
            // What people said at the same time stands behind it.
            HistoryEntry(at: Timestamp(seconds: 0), kind: .claimed, by: event("e-3").identity),
        ]
        return change
    }

    @Test(
        "bring the event that ended them, one of their evidence too, from what is at hand or the store",
        arguments: ["e-1", "e-2"], [true, false])
    func ending(id: String, isAtHand: Bool) throws {
        let lines = (1...3).map { #"{"source":"/s","id":"e-\#($0)"}"# }
        if !isAtHand { try keep(lines) }
        var tasks = ChangedTasks()
        let brought: [EventIdentity: Text?] = [Self.event(id).identity: "kim"]
        let hand = isAtHand ? texts(lines.joined(separator: "\n")) : texts()
        try tasks.take([Self.ended(by: id, evidence: [Self.event("e-1")])], brought: brought, hand)
        tasks.handOut { changed in
            #expect(changed.evidence.lines == [Text(lines[0])])
            #expect(changed.evidence.ending?.line == Text(id == "e-1" ? lines[0] : lines[1]))
            #expect(changed.evidence.ending?.bringer == "kim")
        }
    }

    /// Then what is at hand is read once for all.
    @Test("bring each its own text, when many tasks of a customer have changed, from what is at hand or the store")
    func many() throws {
        let lines = (1...60).map { #"{"source":"/s","id":"e-\#($0)"}"# }
        try keep(lines)
        var tasks = ChangedTasks()
        let changes = (1...59).map { n in
            var change = Self.change("t-\(n)", .withdrawn, evidence: [Self.event("e-\(n)")])
            change.task.history = [
                HistoryEntry(
                    at: Timestamp(seconds: 0), kind: .withdrawn, because: .overtaken,
                    by: Self.event("e-\(n + 1)").identity)
            ]
            return change
        }
        try tasks.take(changes, texts(lines.dropLast(10).joined(separator: "\n"), "\n"))
        var shown: [Text: [Text]] = [:]
        tasks.handOut { shown[$0.task.id.text] = $0.evidence.lines + [$0.evidence.ending?.line ?? ""] }
        #expect(shown.count == 59)
        #expect((1...59).allSatisfy { shown[Text("t-\($0)")] == [Text(lines[$0 - 1]), Text(lines[$0])] })
    }

    /// Puts events of a customer, of which the first is e-1, into the store.
    private func keep(_ lines: [String]) throws {
        var writes = TurnWrites()
        writes.arrivals.text = Array(lines.map { $0 + "\n" }.joined().utf8)
        writes.arrivals.hashes = lines.indices.map { store.hashKey.hash(of: Self.event("e-\($0 + 1)").identity) }
        writes.arrivals.shares = [
            Arrivals.Share(customer: "c-1", events: lines.indices, text: writes.arrivals.text.indices)
        ]
        try store.commit(writes)
    }

    @Test("bring each its own text, when there are many whose ids stand in all events", arguments: [1, 7, 50])
    func much(count: Int) throws {
        let lines = (1...50).map { "{\"source\":\"/s\",\"about\":\"\(Array(1...50))\",\"id\":\"\($0)\"}" }
        let numbers = (1...count).reversed()
        let texts = texts(lines.joined(separator: "\n"))
        let evidence = numbers.map { Self.event("\($0)").identity }
        #expect(try texts.texts(of: evidence) == numbers.map { Text(lines[$0 - 1]) })
    }
}
