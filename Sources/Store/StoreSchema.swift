import Events
import GRDB

/// The tables, as a list of named migrations. A migration that has been released is never changed; the next one
/// is added below it, and `version` grows by one.
///
/// What comes from outside (ids, customers) is a BLOB of UTF-8: SQLite compares a BLOB by its bytes, and it may
/// hold a NUL. A time is two columns, whole seconds and the nanoseconds above them, which sort as one.
enum StoreSchema {
    /// How many migrations there are: `PRAGMA user_version` of a file that has them all.
    static let version = 3
    /// `PRAGMA application_id`: "outr".
    static let applicationID: Int32 = 0x6f75_7472

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 events, customers, tasks, counters") { db in
            try db.execute(
                sql: """
                    -- Every accepted event of a declared type.
                    CREATE TABLE events (
                      source BLOB NOT NULL, id BLOB NOT NULL, customer BLOB NOT NULL,
                      time_s INTEGER NOT NULL, time_ns INTEGER NOT NULL,
                      arrived_s INTEGER NOT NULL, arrived_ns INTEGER NOT NULL,
                      json TEXT NOT NULL,
                      PRIMARY KEY (source, id)
                    ) STRICT;
                    CREATE INDEX events_of_customer ON events (customer);

                    -- The Engine's state, without the events. No deadline: nothing to do until an event comes.
                    CREATE TABLE customers (
                      customer BLOB PRIMARY KEY NOT NULL, state BLOB NOT NULL,
                      deadline_s INTEGER, deadline_ns INTEGER
                    ) STRICT;
                    CREATE INDEX customers_due ON customers (deadline_s, deadline_ns, customer)
                      WHERE deadline_s IS NOT NULL;

                    -- The tasks that have a file: its exact bytes, and whether it lies on disk with them.
                    CREATE TABLE tasks (
                      id BLOB PRIMARY KEY NOT NULL, customer BLOB NOT NULL, rule BLOB NOT NULL,
                      state TEXT NOT NULL, body BLOB NOT NULL,
                      written INTEGER NOT NULL CHECK (written IN (0, 1))
                    ) STRICT;
                    CREATE INDEX tasks_owed ON tasks (id) WHERE written = 0;
                    CREATE INDEX tasks_of_customer ON tasks (customer);

                    -- Spool files that are dealt with, wholly or up to an event, but which may still lie in incoming/;
                    -- and what of them is to be written to rejected/.
                    CREATE TABLE taken (
                      name BLOB PRIMARY KEY NOT NULL, mark BLOB NOT NULL, progress TEXT NOT NULL,
                      events INTEGER NOT NULL, rejections BLOB NOT NULL
                    ) STRICT;

                    CREATE TABLE counters (
                      kind TEXT NOT NULL, name BLOB NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (kind, name)
                    ) STRICT, WITHOUT ROWID;

                    -- One row: the latest time that a turn has worked with.
                    CREATE TABLE clock (
                      one INTEGER PRIMARY KEY CHECK (one = 1), seconds INTEGER NOT NULL, nanoseconds INTEGER NOT NULL
                    ) STRICT;

                    CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT;
                    """)
        }
        migrator.registerMigration("2 names of rules, tasks by state") { db in
            try db.execute(
                sql: """
                    -- Every rule that was ever in force, and the instant it looks back to; none: it has no beginning.
                    CREATE TABLE rules (
                      name BLOB PRIMARY KEY NOT NULL, since_s INTEGER, since_ns INTEGER
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX tasks_by_state ON tasks (state);
                    """)
        }
        migrator.registerMigration("3 events in the order of arrival") { db in
            try db.execute(
                sql: """
                    -- Every accepted event of a declared type as it came, one a line: those of one customer that came
                    -- in one turn. Nothing in it ever changes, so that a turn only adds at the end.
                    CREATE TABLE arrivals (
                      id INTEGER PRIMARY KEY, customer BLOB NOT NULL,
                      arrived_s INTEGER NOT NULL, arrived_ns INTEGER NOT NULL, events BLOB NOT NULL
                    ) STRICT;
                    CREATE INDEX arrivals_of_customer ON arrivals (customer);

                    -- Which source and id is where in arrivals: see IdentityIndex.
                    CREATE TABLE identities (first INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;

                    -- The Engine's state, without the events, and how many of them it knows. No deadline: nothing to
                    -- do until an event comes.
                    ALTER TABLE customers RENAME TO old_customers;
                    CREATE TABLE customers (
                      customer BLOB PRIMARY KEY NOT NULL, state BLOB NOT NULL, known INTEGER NOT NULL,
                      deadline_s INTEGER, deadline_ns INTEGER
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO customers
                      SELECT customer, state, (SELECT count(*) FROM events WHERE events.customer = old.customer),
                        deadline_s, deadline_ns
                      FROM old_customers AS old ORDER BY customer;
                    DROP TABLE old_customers;
                    CREATE INDEX customers_due ON customers (deadline_s, deadline_ns)
                      WHERE deadline_s IS NOT NULL;
                    DROP INDEX tasks_of_customer;
                    """)
            try moveEvents(db)
            try db.execute(
                sql: """
                    DROP TABLE events;
                    -- For a person with the sqlite3 shell.
                    CREATE VIEW events AS
                      SELECT arrivals.id AS arrival, customer, arrived_s,
                        CAST(line.value ->> '$.source' AS BLOB) AS source, CAST(line.value ->> '$.id' AS BLOB) AS id,
                        line.value AS json
                      FROM arrivals, json_each(
                        '[' || replace(rtrim(CAST(events AS TEXT), char(10)), char(10), ',') || ']') AS line;
                    """)
        }
        return migrator
    }

    /// Puts the events of the second schema, a row each, in the order in which they came.
    private static func moveEvents(_ db: GRDB.Database) throws {
        let insert = try RawStatement(
            db, "INSERT INTO arrivals (id, customer, arrived_s, arrived_ns, events) VALUES (?, ?, ?, ?, ?)")
        let old = try RawStatement(
            db,
            """
            SELECT customer, source, id, arrived_s, arrived_ns, CAST(json AS BLOB) FROM events
            ORDER BY customer, arrived_s, arrived_ns, rowid
            """)
        var entries: [IdentityIndex.Entry] = []
        var row: Int64 = 0
        var lines: [UInt8] = []
        var group: (customer: Text, seconds: Int64, nanoseconds: Int64)?
        func finishGroup() throws {
            guard let group else { return }
            insert.bind(1, row)
            insert.bind(2, group.customer)
            insert.bind(3, group.seconds)
            insert.bind(4, group.nanoseconds)
            insert.bind(5, lines)
            try insert.run()
            lines = []
        }
        while try old.step() {
            let next = (customer: old.text(0), seconds: old.number(3), nanoseconds: old.number(4))
            if group.map({ $0 != next }) ?? true {
                try finishGroup()
                group = next
                row += 1
            }
            let identity = EventIdentity(source: old.text(1), id: old.text(2))
            entries.append(IdentityIndex.Entry(hash: identity.stableHash, row: row))
            lines += old.bytes(5) + [UInt8(ascii: "\n")]
        }
        try finishGroup()
        old.reset()
        IdentityIndex.sort(&entries)
        try IdentityIndex(db).insert(entries)
        try StateStore.noteFolded(through: row, in: db)
    }

    /// Brings a file to `version`, or says why it is none of ours.
    static func prepare(_ queue: DatabaseQueue, path: String) throws {
        let (identity, found, isEmpty) = try queue.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
                try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)") ?? false
            )
        }
        if !isEmpty {
            guard identity == applicationID else { throw StoreError.foreign(path: path) }
            guard found <= version else { throw StoreError.newer(path: path, found: found, known: version) }
            if found == version { return }
        } else {
            // Before the first table, so that a start that is cut short leaves an empty file or one of ours.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(applicationID)") }
        }
        try migrator.migrate(queue)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = \(version)") }
    }

    /// Says why a file that is only looked into cannot be read.
    static func examine(_ queue: DatabaseQueue, path: String) throws {
        let (identity, found) = try queue.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            )
        }
        guard identity == applicationID else { throw StoreError.foreign(path: path) }
        guard found <= version else { throw StoreError.newer(path: path, found: found, known: version) }
        if found < version {
            throw StoreError.failed(
                path: path, detail: "was written by an older outreachd; start this one's daemon on it once")
        }
    }
}
