import Engine
import Events
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct StateStoreTests {
    let disk: TemporaryFolder
    init() throws { disk = try TemporaryFolder() }
    var folder: String { disk.path + "/state" }

    func event(_ id: String, of customer: Text = "c-1", at second: Int64 = 0) -> StoredEvent {
        StoredEvent(
            identity: EventIdentity(source: "/s", id: Text(id)), customer: customer, time: Timestamp(seconds: second),
            arrived: Timestamp(seconds: 100), json: Text("{\"id\":\"\(id)\"}"))
    }

    @Test func anAcknowledgedTransactionSurvivesAPowerCut() throws {
        let durability = try StateStore(folder: folder).durability
        #expect(durability.synchronous == 2)
        #expect(durability.journal == "wal")
        // Opened a second time too.
        #expect(try StateStore(folder: folder).durability.synchronous == 2)
    }

    @Test func whatATurnWroteIsThereAfterTheNextStart() throws {
        var turn = TurnWrites()
        turn.events = [event("a"), event("b", of: "c-2"), event("c")]
        turn.customers = [
            StoredCustomer(customer: "c-1", state: [1, 0, 2], deadline: Timestamp(seconds: 7, nanoseconds: 5)),
            StoredCustomer(customer: "c-2", state: [], deadline: nil),
        ]
        turn.tasks = [StoredTask(id: TaskID("t"), customer: "c-1", rule: "r", state: .open, body: [0x7b, 0x7d])]
        turn.taken = [TakenFile(name: [0xff, 0x0a], mark: [1], progress: .begun, events: 7, rejections: [2])]
        turn.counts = [Counter(.input, "accepted"): 3]
        turn.clock = Timestamp(seconds: 100, nanoseconds: 1)
        do { try StateStore(folder: folder).commit(turn) }

        let store = try StateStore(folder: folder)
        let loaded = try #require(try store.load(customer: "c-1"))
        #expect(loaded.state == [1, 0, 2])
        #expect(Set(loaded.events) == [event("a").json, event("c").json])
        #expect(try store.load(customer: "c-3") == nil)
        #expect(try store.nextDeadline() == Timestamp(seconds: 7, nanoseconds: 5))
        #expect(try store.owedTasks(limit: 9) == turn.tasks)
        #expect(try store.task(TaskID("t")) == turn.tasks[0])
        #expect(try store.openTasks() == 1)
        #expect(try store.takenFiles() == turn.taken)
        #expect(try store.counters() == turn.counts)
        #expect(try store.clock() == turn.clock)
    }

    @Test func aTurnIsKeptAsAWholeOrNotAtAll() throws {
        let store = try StateStore(folder: folder)
        var first = TurnWrites()
        first.events = [event("a")]
        try store.commit(first)
        var second = TurnWrites()
        second.customers = [StoredCustomer(customer: "c-9", state: [1], deadline: nil)]
        second.events = [event("b"), event("a")]
        second.clock = Timestamp(seconds: 5)
        #expect(throws: StoreError.self) { try store.commit(second) }
        #expect(try store.texts(of: [event("b").identity]).isEmpty)
        #expect(try store.load(customer: "c-9") == nil)
        #expect(try store.clock() == nil)
    }

    @Test func textIsComparedByItsBytes() throws {
        // "é" in one code point and in two; a NUL inside; neither is the same as the other.
        let ids = ["\u{e9}", "e\u{301}", "x\u{0}a", "x\u{0}b", "x"]
        let store = try StateStore(folder: folder)
        var turn = TurnWrites()
        turn.events = ids.map { event($0, of: Text($0)) }
        turn.customers = ids.map { StoredCustomer(customer: Text($0), state: Array($0.utf8), deadline: nil) }
        try store.commit(turn)
        for id in ids {
            #expect(try store.load(customer: Text(id))?.state == Array(id.utf8))
            #expect(try store.load(customer: Text(id))?.events.count == 1)
            #expect(try store.texts(of: [event(id).identity]).count == 1)
        }
    }

    @Test func customersComeDueInTheOrderOfTheirDeadlines() throws {
        let store = try StateStore(folder: folder)
        var turn = TurnWrites()
        let deadlines: [(Text, Timestamp?)] = [
            ("late", Timestamp(seconds: 20)), ("early", Timestamp(seconds: -5, nanoseconds: 3)),
            ("exact", Timestamp(seconds: 10, nanoseconds: 7)), ("after", Timestamp(seconds: 10, nanoseconds: 8)),
            ("never", nil), ("beyond", .distantFuture),
        ]
        turn.customers = deadlines.map { StoredCustomer(customer: $0.0, state: [], deadline: $0.1) }
        try store.commit(turn)
        let now = Timestamp(seconds: 10, nanoseconds: 7)
        #expect(try store.dueCustomers(Horizon(through: now), limit: 9) == ["early", "exact"])
        #expect(try store.dueCustomers(Horizon(before: now), limit: 9) == ["early"])
        #expect(try store.dueCustomers(Horizon(through: now), limit: 1) == ["early"])
        #expect(try store.dueCustomers(Horizon(through: now), limit: 1, except: ["early"]) == ["exact"])
        #expect(try store.nextDeadline() == Timestamp(seconds: -5, nanoseconds: 3))
    }

    @Test func aTaskIsOwedUntilItsFileIsWrittenAndAgainWhenItChanges() throws {
        let store = try StateStore(folder: folder)
        var turn = TurnWrites()
        turn.tasks = [StoredTask(id: TaskID("t"), customer: "c", rule: "r", state: .open, body: [1])]
        try store.commit(turn)
        try store.markWritten([TaskID("t")])
        #expect(try store.owedTasks(limit: 9).isEmpty)
        turn.tasks = [StoredTask(id: TaskID("t"), customer: "c", rule: "r", state: .withdrawn, body: [2])]
        try store.commit(turn)
        #expect(try store.owedTasks(limit: 9) == turn.tasks)
        #expect(try store.openTasks() == 0)
    }

    @Test func theClockOnlyMovesForward() throws {
        let store = try StateStore(folder: folder)
        for second in [10, 30, 20] as [Int64] {
            var turn = TurnWrites()
            turn.clock = Timestamp(seconds: second)
            try store.commit(turn)
        }
        #expect(try store.clock() == Timestamp(seconds: 30))
    }

    @Test func countsAddUp() throws {
        let store = try StateStore(folder: folder)
        var turn = TurnWrites()
        turn.counts = [Counter(.undeclared, "x.y"): 2, Counter(.rejected, "future"): 1]
        try store.commit(turn)
        turn.counts = [Counter(.undeclared, "x.y"): 3]
        try store.commit(turn)
        #expect(try store.counters() == [Counter(.undeclared, "x.y"): 5, Counter(.rejected, "future"): 1])
    }

    @Test func newRulesMakeEveryCustomerDue() throws {
        let store = try StateStore(folder: folder)
        var turn = TurnWrites()
        turn.customers = [StoredCustomer(customer: "c", state: [], deadline: nil)]
        try store.commit(turn)
        let rules = RulesInForce(text: [1, 2], fingerprint: "f", loaded: Timestamp(seconds: 1))
        try store.adopt(rules, new: [KnownRule(name: "r", since: nil), KnownRule(name: "s", since: rules.loaded)])
        #expect(try store.rulesInForce() == rules)
        #expect(
            Set(try store.knownRules())
                == [KnownRule(name: "r", since: nil), KnownRule(name: "s", since: Timestamp(seconds: 1))])
        #expect(try store.dueCustomers(Horizon(through: Timestamp(seconds: 0)), limit: 9) == ["c"])
    }

    @Test func aSecondDaemonOnTheSameStateIsRefused() throws {
        let first = try StateStore(folder: folder)
        #expect(throws: StoreError.locked(path: folder + "/lock")) { _ = try StateStore(folder: folder) }
        #expect(try first.openTasks() == 0)
    }

    @Test func aFileOfANewerVersionIsRefusedAndNotTouched() throws {
        do { _ = try StateStore(folder: folder) }
        let path = folder + "/outreachd.sqlite"
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        let known = StoreSchema.version
        #expect(throws: StoreError.newer(path: path, found: 99, known: known)) { _ = try StateStore(folder: folder) }
    }

    @Test func aDatabaseOfSomethingElseIsRefused() throws {
        let path = try disk.folder("state") + "/outreachd.sqlite"
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        #expect(throws: StoreError.foreign(path: path)) { _ = try StateStore(folder: folder) }
    }

    @Test func aFileThatIsNoDatabaseIsSaidToBeDamaged() throws {
        try disk.write(String(repeating: "not a database ", count: 500), to: "state/outreachd.sqlite")
        let error = #expect(throws: StoreError.self) { _ = try StateStore(folder: folder) }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
