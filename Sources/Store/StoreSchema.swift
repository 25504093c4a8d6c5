import GRDB

/// The tables, as a list of named migrations. A migration that has been released is never changed; the next one
/// is added below it, and `version` grows by one.
///
/// What comes from outside (ids, customers) is a BLOB of UTF-8: SQLite compares a BLOB by its bytes, and it may
/// hold a NUL. A time is two columns, whole seconds and the nanoseconds above them, which sort as one.
enum StoreSchema {
    /// How many migrations there are: `PRAGMA user_version` of a file that has them all.
    static let version = 2
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
        return migrator
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
