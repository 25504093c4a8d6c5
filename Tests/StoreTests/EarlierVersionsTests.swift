import Events
import Foundation
import GRDB
import RuleLanguage
import TestSupport
import Testing

@testable import Store

@Suite("States that programs of earlier versions left") struct EarlierVersionsTests {
    let disk: TemporaryFolder
    let folder: String

    init() throws {
        disk = try TemporaryFolder()
        folder = try disk.folder("state")
    }

    @Test("keep every row with all that stood in it", arguments: EarlierState.versions)
    func rows(version: Int) throws {
        try EarlierState.unpack(version, into: folder)
        let before = try Rows(of: folder, version: version)
        #expect(before.events.count == EarlierState.events(version))
        #expect(before.tasks.count == 9)
        try StateStore(folder: folder).close()
        #expect(try Rows(of: folder, version: StoreSchema.version) == before)
        let store = try StateStore(folder: folder)
        #expect(try store.examine(whole: true) == [])
        #expect(try store.customersWaiting() == [])
    }

    @Test("know each event by the secret that they are given", arguments: EarlierState.versions)
    func identified(version: Int) throws {
        try EarlierState.unpack(version, into: folder)
        let store = try StateStore(folder: folder)
        let events = try store.customers().flatMap { try store.load(customer: $0)?.events ?? [] }
        let identities = events.map { event in event.withBytes { readIdentities(of: UnsafeRawBufferPointer($0))[0] } }
        #expect(identities.contains(EventIdentity(source: "/shop \"a\"", id: "nul\u{0}é")))
        let found = try store.lookUp(identities)
        for (place, event) in events.enumerated() { #expect(found[place]?.contains(event) == true, "\(event)") }
        #expect(try store.lookUp([EventIdentity(source: "/shop \"a\"", id: "nul")]).isEmpty)
        // Each gets its own, where it has none yet.
        let other = try disk.folder("other")
        try EarlierState.unpack(version, into: other)
        #expect(try (StateStore(folder: other).hashKey != store.hashKey) == (version < 4))
        #expect(try StateStore(reading: folder).hashKey == store.hashKey)
    }

    @Test("show what their tasks say", arguments: EarlierState.versions)
    func tasks(version: Int) throws {
        try EarlierState.unpack(version, into: folder)
        let store = try StateStore(folder: folder)
        let tasks = try store.taskRows().map { try #require(try store.task($0.id)) }
        #expect(Set(tasks.map(\.queue)) == ["care"])
        #expect(Set(tasks.map(\.priority)) == [.high])
        var shown: [String: String] = [:]
        for task in tasks {
            shown["\(task.customer) \(task.state)"] =
                "due \(task.dueAt?.description ?? "never"), ended \(task.endedAt?.description ?? "never"), "
                + (task.owner?.string ?? "nobody's")
        }
        let due = "due 2026-03-02T16:30:00Z, ended "
        #expect(
            shown == [
                "c-1 open": due + "never, ann \"a\"",
                // From version 6 on a claim by nobody is its source's, and who has ended it has it no more.
                "c-2 open": due + (version < 6 ? "never, bob" : "never, /shop \"a\""),
                "c-3 open": due + "never, nobody's",
                "c-4 done": due + "2026-03-02T14:50:00Z, " + (version < 6 ? "dan" : "nobody's"),
                "c-5 dismissed": due + "2026-03-02T14:50:00Z, nobody's",
                "c-6 open": "due 2026-03-02T17:10:00Z, ended never, eve",
                "c-11 open": "due 2026-03-02T17:10:00Z, ended never, nobody's",
                "c-deep open": due + "never, nobody's",
                "cé open": due + "never, nobody's",
            ])
        #expect(
            try store.openQueues(now: Timestamp(seconds: 1_772_470_800)) == [
                OpenQueue(queue: "care", open: 7, overdue: 5, oldestDue: Timestamp(seconds: 1_772_469_000))
            ])
    }

    @Test("are as they were when somebody kills the program that brings them up", arguments: [1, 2, 3])
    func killed(version: Int) async throws {
        try EarlierState.unpack(version, into: folder)
        let before = try Rows(of: folder, version: version)
        await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
            // The events are asked for last; of version 4 they are not.
            _ = try StateStore(folder: folder) { _ in
                kill(getpid(), SIGKILL)
                return []
            }
        }
        #expect(try Rows(of: folder, version: version) == before)
        try StateStore(folder: folder).close()
        #expect(try Rows(of: folder, version: StoreSchema.version) == before)
    }

    @Test("stay as they were when an event in them cannot be read", arguments: [1, 2, 3])
    func unread(version: Int) throws {
        try EarlierState.unpack(version, into: folder)
        let before = try Rows(of: folder, version: version)
        let error = #expect(throws: StoreError.self) {
            _ = try StateStore(folder: folder) { readIdentities(of: $0).dropLast() }
        }
        #expect(error?.sentence.contains("arrival 1 holds what is no event") == true)
        #expect(try Rows(of: folder, version: version) == before)
    }

    @Test("that were being brought up by an earlier program, and are between two versions, go on from there")
    func between() throws {
        try EarlierState.unpack(1, into: folder)
        let before = try Rows(of: folder, version: 1)
        // Each migration was a transaction then, and the version was written behind the last.
        try DatabaseQueue(path: folder + "/outreachd.sqlite").write { db in
            try Migration.namedRules.run(db, readIdentities)
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 names of rules, tasks by state')")
        }
        try StateStore(folder: folder).close()
        #expect(try Rows(of: folder, version: StoreSchema.version) == before)
    }
}

/// All rows of a state, in one form for all versions.
private struct Rows: Equatable {
    var events: [[String]]
    var customers: [[String]]
    var tasks: [[String]]
    var taken: [[String]]
    /// As they were named before version 4: `opened late-not-told`.
    var counters: [String]
    var clock: [[String]]
    var rules: [[String]]
    /// The rules in force and their fingerprint.
    var meta: [[String]]
}

extension Rows {
    init(of folder: String, version: Int) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: folder + "/outreachd.sqlite", configuration: configuration)
        self = try queue.read { db in
            func rows(_ sql: String) throws -> [[String]] {
                try Row.fetchAll(db, sql: sql).map { $0.databaseValues.map(\.description) }.sorted { "\($0)" < "\($1)" }
            }
            #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == version)
            let counters = try Row.fetchAll(db, sql: "SELECT * FROM counters").map { row in
                let name = String(decoding: row["name"] as Data, as: UTF8.self)
                let subject = (row["subject"] as Data?).map { String(decoding: $0, as: UTF8.self) } ?? ""
                let kind = row["kind"] as String
                let old = subject.isEmpty ? name : kind == "undeclared" ? subject : "\(name) \(subject)"
                return "\(kind) \(old) \(row["count"] as Int)"
            }
            return Rows(
                events: version < 3
                    ? try rows("SELECT customer, arrived_s, arrived_ns, CAST(json AS BLOB) FROM events")
                    : try Row.fetchAll(db, sql: "SELECT customer, arrived_s, arrived_ns, events FROM arrivals")
                        .flatMap { row in
                            (row["events"] as Data).split(separator: UInt8(ascii: "\n")).map { line in
                                [row[0], row[1], row[2], line.databaseValue].map(\.description)
                            }
                        }.sorted { "\($0)" < "\($1)" },
                customers: try rows("SELECT customer, state, deadline_s, deadline_ns FROM customers"),
                tasks: try rows("SELECT id, customer, rule, state, body, written FROM tasks"),
                taken: try rows("SELECT * FROM taken"), counters: counters.sorted(),
                clock: try rows("SELECT * FROM clock"),
                rules: version < 2 ? [] : try rows("SELECT * FROM rules"),
                meta: try rows("SELECT * FROM meta WHERE name IN ('rules', 'fingerprint', 'loaded', 'feeds', 'turn')"))
        }
    }
}
