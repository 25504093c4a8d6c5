import Events
import Foundation
import GRDB

extension Migration {
    /// To version 4: what is counted and what is asked of tasks stands in columns, and identities are hashed by a secret.
    static var typedColumns: Migration {
        Migration { db, identities in
            try db.execute(
                sql: """
                    -- What is counted (kind), what happened to it (name), and which rule or type of event it was
                    -- (subject; empty: all of them).
                    ALTER TABLE counters RENAME TO old_counters;
                    CREATE TABLE counters (
                      kind TEXT NOT NULL, name TEXT NOT NULL, subject BLOB NOT NULL, count INTEGER NOT NULL,
                      PRIMARY KEY (kind, name, subject)
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO counters
                      SELECT kind, CAST(substr(name, 1, instr(name, x'20') - 1) AS TEXT),
                        substr(name, instr(name, x'20') + 1), count
                      FROM old_counters WHERE kind IN ('type', 'rule', 'episode');
                    INSERT INTO counters SELECT kind, 'accepted', name, count FROM old_counters WHERE kind = 'undeclared';
                    INSERT INTO counters
                      SELECT kind, CAST(name AS TEXT), x'', count FROM old_counters
                      WHERE kind NOT IN ('type', 'rule', 'episode', 'undeclared');
                    DROP TABLE old_counters;

                    -- The tasks that have a file: what is asked of them without reading it, whether it lies on disk as
                    -- it should, and its exact bytes. Nobody has claimed it since it opened: no owner.
                    DROP INDEX tasks_owed;
                    DROP INDEX tasks_by_state;
                    ALTER TABLE tasks RENAME TO old_tasks;
                    CREATE TABLE tasks (
                      id BLOB PRIMARY KEY NOT NULL, customer BLOB NOT NULL, rule BLOB NOT NULL,
                      state TEXT NOT NULL, queue BLOB NOT NULL, priority TEXT NOT NULL,
                      due_s INTEGER, due_ns INTEGER, ended_s INTEGER, ended_ns INTEGER, owner BLOB,
                      written INTEGER NOT NULL CHECK (written IN (0, 1)), body BLOB NOT NULL
                    ) STRICT;
                    """)
            try moveTasks(db)
            try db.execute(
                sql: """
                    DROP TABLE old_tasks;
                    CREATE INDEX tasks_owed ON tasks (id) WHERE written = 0;
                    CREATE INDEX tasks_by_state ON tasks (state);

                    -- What is known beyond single customers of how tasks are let go: by name, in a form of whoever
                    -- wrote it.
                    CREATE TABLE dispatch (name BLOB PRIMARY KEY NOT NULL, state BLOB NOT NULL) STRICT, WITHOUT ROWID;
                    """)
            try hashIdentities(db, identities)
        }
    }

    /// Reads out of the bytes of the files what has a column now.
    private static func moveTasks(_ db: GRDB.Database) throws {
        let old = try RawStatement(db, "SELECT id, customer, rule, state, body, written FROM old_tasks ORDER BY rowid")
        let insert = try RawStatement(
            db,
            """
            INSERT INTO tasks (id, customer, rule, state, queue, priority, due_s, due_ns, ended_s, ended_ns, owner,
              body, written) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        while try old.step() {
            let body = old.bytes(4)
            guard let said = TaskLines(body) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "the text of task \(old.text(0)) is cut short")
            }
            insert.bind(1, old.text(0))
            insert.bind(2, old.text(1))
            insert.bind(3, old.text(2))
            insert.bind(4, word: old.text(3).string)
            insert.bind(5, said.queue)
            insert.bind(6, word: said.priority)
            insert.bind(7, seconds: said.due)
            insert.bind(8, nanoseconds: said.due)
            insert.bind(9, seconds: said.ended)
            insert.bind(10, nanoseconds: said.ended)
            insert.bind(11, said.owner)
            insert.bind(12, body)
            insert.bind(13, old.number(5))
            try insert.run()
        }
        // Or the table could not be dropped.
        old.reset()
    }

    /// Makes the secret of this state, and finds out of all events anew who they are.
    private static func hashIdentities(_ db: GRDB.Database, _ identities: IdentityReading) throws {
        let key = HashKey.random()
        try db.execute(sql: "INSERT INTO meta (name, value) VALUES ('hash-key', ?)", arguments: [Data(key.bytes)])
        try db.execute(sql: "DELETE FROM identities")
        let arrivals = try RawStatement(db, "SELECT id, events FROM arrivals ORDER BY id")
        var entries: [IdentityIndex.Entry] = []
        while try arrivals.step() {
            let row = arrivals.number(0)
            let (lines, found) = arrivals.withBytes(1) { bytes in
                (bytes.count { $0 == UInt8(ascii: "\n") }, identities(bytes))
            }
            guard found.count == lines else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "arrival \(row) holds what is no event")
            }
            for identity in found { entries.append(IdentityIndex.Entry(hash: key.hash(of: identity), row: row)) }
        }
        IdentityIndex.sort(&entries)
        if !entries.isEmpty { try IdentityIndex(db).insert(entries) }
    }
}
