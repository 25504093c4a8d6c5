package import Engine
import TaskDispatch
package import Events
import Foundation
import GRDB
import RuleLanguage

extension StateStore {
    /// What the store has of a customer; nil if it knows nothing of them.
    package func load(customer: Text) throws(StoreError) -> CustomerRecord? {
        try load([customer], onlyKnown: false)[0]
    }

    /// The same of several customers.
    /// - Parameter onlyKnown: the events that a state does not know are not needed.
    package func load(_ customers: [Text], onlyKnown: Bool) throws(StoreError) -> [CustomerRecord?] {
        try read { db in
            let state = try RawStatement(
                db, "SELECT state, known, unsettled_s, unsettled_ns FROM customers WHERE customer = ?")
            let arrivals = try RawStatement(db, "SELECT events, brought FROM arrivals WHERE customer = ? ORDER BY id")
            defer {
                state.reset()
                arrivals.reset()
            }
            return try customers.map { customer in
                var record = CustomerRecord()
                state.reset()
                state.bind(1, customer)
                if try state.step() {
                    record.state = state.bytes(0)
                    record.known = Int(state.number(1))
                    if !state.isNull(2) {
                        record.unsettled = Timestamp(seconds: state.number(2), nanoseconds: state.number(3))
                    }
                }
                if !onlyKnown || record.known > 0 {
                    arrivals.reset()
                    arrivals.bind(1, customer)
                    var only = OnlyBringer()
                    while try arrivals.step() {
                        arrivals.withBytes(0) { record.text.append(contentsOf: $0) }
                        only.take(arrivals, 1)
                    }
                    record.bringer = only.name
                }
                return record.state == nil && record.text.isEmpty ? nil : record
            }
        }
    }

    /// Every customer that the store knows, sorted.
    package func customers() throws(StoreError) -> [Text] {
        try read { db in
            try Data.fetchAll(
                db, sql: "SELECT customer FROM customers UNION SELECT customer FROM arrivals ORDER BY customer"
            ).map { Text(blob: $0) }
        }
    }

    /// Customers with arrivals that their states do not know, and those whose turn could not be done and is tried again,
    /// sorted; without those who are set aside.
    package func customersWaiting() throws(StoreError) -> [Text] {
        try read { db in
            let waiting = try Data.fetchAll(
                db, sql: "SELECT DISTINCT customer FROM arrivals WHERE id > ? ORDER BY customer",
                arguments: [Self.foldedThrough(db)]
            ).map { Text(blob: $0) }
            let unfinished = try Self.unfinished(db)
            if unfinished.isEmpty { return waiting }
            return Set(waiting).union(unfinished.map(\.customer))
                .subtracting(unfinished.filter(\.isSetAside).map(\.customer)).sorted()
        }
    }

    /// Looks some events up among those that are kept: calls back once for each row of arrivals that may hold one or
    /// several of them, in the order of arrival. A row may also hold none, where two identities have one hash.
    /// - Parameters:
    ///   - hashes: of the identities, by `hashKey`.
    ///   - body: is given the places of the events in `hashes`, and the lines among which they may be, one an event.
    package func lookUp(
        _ hashes: [UInt64], _ body: (_ places: [Int], _ lines: UnsafeRawBufferPointer) -> Void
    ) throws(StoreError) {
        try lookUpRows(hashes, "events") { places, row in row.withBytes(0) { body(places, $0) } }
    }

    /// The same with columns of arrivals.
    func lookUpRows(
        _ hashes: [UInt64], _ columns: String, _ body: (_ places: [Int], _ row: RawStatement) -> Void
    ) throws(StoreError) {
        var entries = hashes.indices.map { IdentityIndex.Entry(hash: hashes[$0], row: Int64($0)) }
        IdentityIndex.sort(&entries)
        try read { db in
            var found: [(row: Int64, place: Int)] = []
            try IdentityIndex(db).find(entries.map(\.hash)) { found.append(($1, Int(entries[$0].row))) }
            found.sort { $0 < $1 }
            let arrivals = try RawStatement(db, "SELECT \(columns) FROM arrivals WHERE id = ?")
            defer { arrivals.reset() }
            var rest = found[...]
            while let row = rest.first?.row {
                let here = rest.prefix { $0.row == row }
                rest = rest.dropFirst(here.count)
                arrivals.bind(1, row)
                if try arrivals.step() { body(here.map(\.place), arrivals) }
                arrivals.reset()
            }
        }
    }

    /// The row of the latest arrival. It may be gone, and yet none after it has its number: each later one is waited for.
    static func lastArrival(_ db: GRDB.Database) throws -> Int64 {
        let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM arrivals")) ?? 0
        return max(last, try foldedThrough(db))
    }

    /// Up to which row every arrival is known to its customer's state.
    static func foldedThrough(_ db: GRDB.Database) throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT CAST(CAST(value AS TEXT) AS INTEGER) FROM meta WHERE name = 'folded'")) ?? 0
    }

    static func noteFolded(through row: Int64, in db: GRDB.Database) throws {
        let note = try RawStatement(
            db,
            """
            INSERT INTO meta (name, value) VALUES ('folded', ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
        note.bind(1, Text("\(row)"))
        try note.run()
    }

    /// Customers with something to do at `horizon` or before, the earliest first; left out are those in `except`, and
    /// those whose turn could not be done.
    package func dueCustomers(
        _ horizon: Horizon, limit: Int, except: Set<Text> = []
    ) throws(StoreError) -> [Text] {
        try read { db in
            let comparison = horizon.inclusive ? "<=" : "<"
            let due = try db.cachedStatement(
                sql: """
                    SELECT customer FROM customers
                    WHERE deadline_s IS NOT NULL AND (deadline_s, deadline_ns) \(comparison) (?, ?)
                    ORDER BY deadline_s, deadline_ns, customer
                    """)
            let rows = try Data.fetchCursor(
                due, arguments: [horizon.time.seconds, horizon.time.nanoseconds])
            return try Self.customers(rows, except: except, limit: limit, db)
        }
    }

    /// The earliest time at which some customer has something to do, other than those whose turn could not be done.
    package func nextDeadline() throws(StoreError) -> Timestamp? {
        try read { db in
            try Self.earliest(
                db,
                """
                SELECT deadline_s, deadline_ns, customer FROM customers WHERE deadline_s IS NOT NULL
                ORDER BY deadline_s, deadline_ns
                """)
        }
    }

    /// The first of some customers, without those whose turn could not be done.
    static func customers(
        _ rows: FastDatabaseValueCursor<Data>, except: Set<Text>, limit: Int, _ db: GRDB.Database
    ) throws -> [Text] {
        let except = except.union(try unfinished(db).map(\.customer))
        var customers: [Text] = []
        while customers.count < limit, let row = try rows.next() {
            let customer = Text(blob: row)
            if !except.contains(customer) { customers.append(customer) }
        }
        return customers
    }

    /// The first time that a query finds of a customer whose turn could be done.
    /// - Parameter sql: asks for seconds, nanoseconds and customer, in order.
    static func earliest(_ db: GRDB.Database, _ sql: String) throws -> Timestamp? {
        let unfinished = Set(try unfinished(db).map(\.customer))
        let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql))
        while let row = try rows.next() {
            if unfinished.isEmpty || !unfinished.contains(Text(blob: row[2])) {
                return Timestamp(seconds: row[0], nanoseconds: row[1])
            }
        }
        return nil
    }

    /// Up to `limit` tasks whose files may not lie on disk as the store has them.
    package func owedTasks(limit: Int) throws(StoreError) -> [StoredTask] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM tasks WHERE written = 0 ORDER BY id LIMIT ?", arguments: [limit]
            ).map { try Self.task($0) }
        }
    }

    /// A task that has, or had, a file.
    package func task(_ id: TaskID) throws(StoreError) -> StoredTask? { try taskIsWritten(id)?.task }

    /// A task and whether its file lies on disk as it says.
    package func taskIsWritten(_ id: TaskID) throws(StoreError) -> (task: StoredTask, isWritten: Bool)? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM tasks WHERE id = ?", arguments: [id.text.blob])
                .map { (try Self.task($0), $0["written"]) }
        }
    }

    /// Every task that has a file: where it belongs, how long it is, and whether it lies on disk like that.
    package func taskRows() throws(StoreError) -> [TaskRow] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT id, state, length(body), written FROM tasks").map { row in
                guard let state = TaskState(rawValue: row[1]) else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a task has an unknown state")
                }
                return TaskRow(id: TaskID(Text(blob: row[0])), state: state, size: row[2], isWritten: row[3])
            }
        }
    }

    /// Tasks that ended before an instant, up to `limit`.
    package func tasks(endedBefore instant: Timestamp, limit: Int) throws(StoreError) -> [TaskID] {
        try read { db in
            try Data.fetchAll(
                db,
                sql: """
                    SELECT id FROM tasks
                    WHERE state IN ('done', 'dismissed', 'withdrawn', 'expired') AND written = 1 AND (ended_s, ended_ns) < (?, ?) LIMIT ?
                    """, arguments: [instant.seconds, instant.nanoseconds, limit]
            ).map { TaskID(Text(blob: $0)) }
        }
    }

    /// How many tasks are open.
    package func openTasks() throws(StoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM tasks WHERE state = 'open'") ?? 0 }
    }

    /// Spool files that were read by a turn and may still lie in `incoming/`.
    package func takenFiles() throws(StoreError) -> [TakenFile] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT name, mark, progress, events, rejections FROM taken ORDER BY name"
            ).map { row in
                guard let progress = TakenFile.Progress(rawValue: row[2]) else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a spool file has an unknown progress")
                }
                return TakenFile(
                    name: [UInt8](row[0] as Data), mark: [UInt8](row[1] as Data), progress: progress,
                    events: row[3], rejections: [UInt8](row[4] as Data))
            }
        }
    }

    package func counters() throws(StoreError) -> [Counter: Int] {
        try read { db in
            var counters: [Counter: Int] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT kind, name, subject, count FROM counters") {
                guard let kind = Counter.Kind(rawValue: row[0]) else { continue }
                counters[Counter(kind, Text(row[1] as String), of: Text(blob: row[2]))] = row[3]
            }
            return counters
        }
    }

    /// The latest time that a turn has worked with.
    package func clock() throws(StoreError) -> Timestamp? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT seconds, nanoseconds FROM clock").map {
                Timestamp(seconds: $0[0], nanoseconds: $0[1])
            }
        }
    }

    /// What `TurnWrites.dispatch` kept.
    package func dispatch() throws(StoreError) -> [Text: [UInt8]] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, state FROM dispatch")
            return Dictionary(
                rows.map { (Text(blob: $0[0]), [UInt8]($0[1] as Data)) }, uniquingKeysWith: { first, _ in first })
        }
    }

    private static func task(_ row: Row) throws -> StoredTask {
        guard let state = TaskState(rawValue: row["state"]), let priority = Priority(rawValue: row["priority"]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a task has an unknown state or priority")
        }
        return StoredTask(
            id: TaskID(Text(blob: row["id"])), customer: Text(blob: row["customer"]), rule: Text(blob: row["rule"]),
            state: state, queue: Text(blob: row["queue"]), priority: priority,
            dueAt: time(seconds: row["due_s"], nanoseconds: row["due_ns"]),
            endedAt: time(seconds: row["ended_s"], nanoseconds: row["ended_ns"]),
            owner: (row["owner"] as Data?).map { Text(blob: $0) },
            heldBy: (row["held_by"] as Data?).map { Text(blob: $0) }, body: [UInt8](row["body"] as Data))
    }

    /// The time in two columns; nil if they are NULL.
    static func time(seconds: Int64?, nanoseconds: Int64?) -> Timestamp? {
        guard let seconds, let nanoseconds else { return nil }
        return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }
}

/// The lines of a text that ends with a line end.
func lines(_ bytes: UnsafeRawBufferPointer) -> [Text] {
    bytes.split(separator: UInt8(ascii: "\n")).map { Text(String(decoding: $0, as: UTF8.self)) }
}
