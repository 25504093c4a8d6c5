import Engine
import TaskDispatch
import Events
import Foundation
import GRDB
import Testing
import TestSupport

@testable import Store

@Suite struct StateStoreTests {
    let disk: TemporaryFolder
    init() throws { disk = try TemporaryFolder() }
    var folder: String { disk.path + "/state" }

    /// What the store has of an event.
    struct Stored {
        var identity: EventIdentity
        var customer: Text
        var json: Text
    }

    func event(_ id: String, of customer: Text = "c-1", _ more: String = "") -> Stored {
        Stored(
            identity: EventIdentity(source: "/s", id: Text(id)), customer: customer,
            json: Text(#"{"source":"/s","id":"\#(id)"\#(more)}"#))
    }

    func arranged(_ events: [Stored], by key: HashKey) -> Arrivals {
        var arrivals = Arrivals()
        for (customer, events) in Dictionary(grouping: events, by: \.customer).sorted(by: { $0.key < $1.key }) {
            let first = (event: arrivals.hashes.count, byte: arrivals.text.count)
            for event in events {
                event.json.withBytes { arrivals.text.append(contentsOf: $0) }
                arrivals.text.append(UInt8(ascii: "\n"))
                arrivals.hashes.append(key.hash(of: event.identity))
            }
            arrivals.shares.append(
                Arrivals.Share(
                    customer: customer, events: first.event..<arrivals.hashes.count,
                    text: first.byte..<arrivals.text.count))
        }
        return arrivals
    }

    /// A turn that keeps events, and whose states know them.
    func turn(_ events: [Stored], by key: HashKey) -> TurnWrites {
        var turn = TurnWrites()
        turn.arrivals = arranged(events, by: key)
        turn.arrived = Timestamp(seconds: 100)
        turn.customers = turn.arrivals.shares.map {
            StoredCustomer(customer: $0.customer, state: [], known: $0.events.count, deadline: nil)
        }
        return turn
    }

    @Test func aFolderBelowALinkToNowhereIsRefused() throws {
        try #require(symlink(disk.path + "/nowhere", disk.path + "/link") == 0)
        for path in [disk.path + "/link/state", disk.path + "/link/a/b"] {
            #expect(throws: StoreError.self) { _ = try StateStore(folder: path) }
        }
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
        turn.arrivals = arranged([event("a"), event("b", of: "c-2"), event("c")], by: .process)
        turn.customers = [
            StoredCustomer(
                customer: "c-1", state: [1, 0, 2], known: 2, deadline: Timestamp(seconds: 7, nanoseconds: 5)),
            StoredCustomer(customer: "c-2", state: [], known: 1, deadline: nil),
        ]
        turn.tasks = [StoredTask.example()]
        turn.taken = [TakenFile(name: [0xff, 0x0a], mark: [1], progress: .begun, events: 7, rejections: [2])]
        turn.counts = [Counter(.input, "accepted"): 3, Counter(.rule, "opened", of: "r"): 1]
        turn.dispatch = ["quiet": [1, 0, 2]]
        turn.clock = Timestamp(seconds: 100, nanoseconds: 1)
        do { try StateStore(folder: folder).commit(turn) }

        let store = try StateStore(folder: folder)
        let loaded = try #require(try store.load(customer: "c-1"))
        #expect(loaded.state == [1, 0, 2])
        #expect(loaded.known == 2)
        #expect(loaded.events == [event("a").json, event("c").json])
        #expect(try store.load(customer: "c-3") == nil)
        #expect(try store.nextDeadline() == Timestamp(seconds: 7, nanoseconds: 5))
        #expect(try store.owedTasks(limit: 9) == turn.tasks)
        #expect(try store.task(TaskID("t")) == turn.tasks[0])
        #expect(try store.openTasks() == 1)
        #expect(try store.takenFiles() == turn.taken)
        #expect(try store.counters() == turn.counts)
        #expect(try store.dispatch() == ["quiet": [1, 0, 2]])
        #expect(try store.clock() == turn.clock)
    }

    @Test func whatIsKnownBeyondCustomersIsReplacedOneByOneAndForgotten() throws {
        let store = try StateStore(folder: folder)
        var turn = TurnWrites()
        turn.dispatch = ["a": [1], "b": [1], "c": [1]]
        try store.commit(turn)
        turn.dispatch = ["a": [2], "b": nil]
        try store.commit(turn)
        #expect(try store.dispatch() == ["a": [2], "c": [1]])
    }

    @Test func aTurnIsKeptAsAWholeOrNotAtAll() throws {
        let store = try StateStore(folder: folder)
        try DatabaseQueue(path: folder + "/outreachd.sqlite").write {
            try $0.execute(
                sql: "CREATE TRIGGER no BEFORE INSERT ON clock BEGIN SELECT RAISE(ABORT, 'no'); END")
        }
        var turn = turn([event("a"), event("b")], by: store.hashKey)
        turn.tasks = [StoredTask.example(body: [1])]
        turn.clock = Timestamp(seconds: 5)
        #expect(throws: StoreError.self) { try store.commit(turn) }
        #expect(try store.lookUp([event("b").identity]).isEmpty)
        #expect(try store.load(customer: "c-1") == nil)
        #expect(try store.openTasks() == 0)
    }

    @Test func textIsComparedByItsBytes() throws {
        // "é" in one code point and in two; a NUL inside; neither is the same as the other.
        let ids = ["\u{e9}", "e\u{301}", "x\u{0}a", "x\u{0}b", "x"]
        let store = try StateStore(folder: folder)
        try store.commit(turn(ids.map { event($0, of: Text($0)) }, by: store.hashKey))
        for id in ids {
            #expect(try store.load(customer: Text(id))?.events == [event(id).json])
            #expect(try store.lookUp([event(id).identity]) == [0: [event(id).json]])
        }
    }

    @Test func eachOfVeryManyIdentitiesIsFoundAndNoOther() throws {
        let store = try StateStore(folder: folder)
        var number = 0
        // Turns of all sizes, so that leaves are begun, filled and split.
        for size in [1, 1, 3, 1_000, 1, 7, 2_000, 300, 1] {
            let events = (number..<number + size).map { event("e-\($0)", of: Text("c-\($0 % 17)")) }
            #expect(try store.lookUp(events.map(\.identity)).isEmpty)
            try store.commit(turn(events, by: store.hashKey))
            number += size
        }
        let all = (0..<number).map { event("e-\($0)") }
        let known = try store.lookUp(all.map(\.identity))
        #expect(known.count == number)
        for (place, texts) in known { #expect(texts.contains(all[place].json)) }
        #expect(try store.lookUp((0..<500).map { event("other-\($0)").identity }).isEmpty)
    }

    @Test func identitiesOfOneHashAreAllFound() throws {
        let store = try StateStore(folder: folder)
        let entries = (0..<700).map { IdentityIndex.Entry(hash: UInt64($0 / 350), row: Int64($0)) }
        try store.write { db in
            for entry in entries.shuffled() { try IdentityIndex(db).insert([entry]) }
        }
        var rows: [[Int64]] = [[], [], []]
        try store.read { db in try IdentityIndex(db).find([0, 1, 2]) { rows[$0].append($1) } }
        #expect(rows == [Array(0..<350), Array(350..<700), []])
    }

    @Test func aRowIsLookedAtOnceHoweverManyOfItsEventsHaveOneHash() throws {
        let store = try StateStore(folder: folder)
        for turn in 0..<2 {
            var writes = TurnWrites()
            writes.arrivals = arranged((0..<400).map { event("e-\(turn)-\($0)") }, by: store.hashKey)
            writes.arrivals.hashes = Array(repeating: 7, count: 400)
            writes.arrived = Timestamp(seconds: 100)
            try store.commit(writes)
        }
        var looks: [Int] = []
        try store.lookUp(Array(repeating: 7, count: 300)) { places, _ in looks.append(places.count) }
        #expect(looks == [300, 300])
    }

    @Test func whoseStateDoesNotKnowAllEventsIsWaitingUntilAllAreKnown() throws {
        let store = try StateStore(folder: folder)
        var first = turn([event("a"), event("b", of: "c-2")], by: store.hashKey)
        first.customers = []
        first.leavesNothingWaiting = false
        try store.commit(first)
        #expect(try store.customersWaiting() == ["c-1", "c-2"])
        #expect(try store.customers() == ["c-1", "c-2"])
        #expect(try store.load(customer: "c-1")?.state == nil)
        var second = TurnWrites()
        second.customers = [StoredCustomer(customer: "c-1", state: [1], known: 1, deadline: nil)]
        second.leavesNothingWaiting = false
        try store.commit(second)
        #expect(try store.customersWaiting() == ["c-1", "c-2"])
        second.customers = [StoredCustomer(customer: "c-2", state: [1], known: 1, deadline: nil)]
        second.leavesNothingWaiting = true
        try store.commit(second)
        #expect(try store.customersWaiting() == [])
    }

    @Test func customersComeDueInTheOrderOfTheirDeadlines() throws {
        let store = try StateStore(folder: folder)
        var turn = TurnWrites()
        let deadlines: [(Text, Timestamp?)] = [
            ("late", Timestamp(seconds: 20)), ("early", Timestamp(seconds: -5, nanoseconds: 3)),
            ("exact", Timestamp(seconds: 10, nanoseconds: 7)), ("after", Timestamp(seconds: 10, nanoseconds: 8)),
            ("never", nil), ("beyond", .distantFuture),
        ]
        turn.customers = deadlines.map { StoredCustomer(customer: $0.0, state: [], known: 0, deadline: $0.1) }
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
        turn.tasks = [StoredTask.example(body: [1])]
        try store.commit(turn)
        try store.markWritten([TaskID("t")])
        #expect(try store.owedTasks(limit: 9).isEmpty)
        turn.tasks = [StoredTask.example("t", .withdrawn, body: [2])]
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
        turn.counts = [Counter(.undeclared, "accepted", of: "x.y"): 2, Counter(.rejected, "future"): 1]
        try store.commit(turn)
        turn.counts = [Counter(.undeclared, "accepted", of: "x.y"): 3]
        try store.commit(turn)
        #expect(
            try store.counters() == [Counter(.undeclared, "accepted", of: "x.y"): 5, Counter(.rejected, "future"): 1])
    }

    @Test func newRulesMakeEveryCustomerDue() throws {
        let store = try StateStore(folder: folder)
        var turn = TurnWrites()
        turn.customers = [StoredCustomer(customer: "c", state: [], known: 0, deadline: nil)]
        try store.commit(turn)
        let rules = RulesInForce(text: [1, 2], fingerprint: "f", loaded: Timestamp(seconds: 1))
        try store.adopt(rules, new: [KnownRule(name: "r", since: nil), KnownRule(name: "s", since: rules.loaded)])
        #expect(try store.rulesInForce() == rules)
        #expect(try store.rulesLoaded() == rules.loaded)
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
