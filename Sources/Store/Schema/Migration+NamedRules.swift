import GRDB

extension Migration {
    /// To version 2: names of rules, tasks by state.
    static var namedRules: Migration {
        Migration { db, _ in
            try db.execute(
                sql: """
                    -- Every rule that was ever in force, and the instant it looks back to; none: it has no beginning.
                    CREATE TABLE rules (
                      name BLOB PRIMARY KEY NOT NULL, since_s INTEGER, since_ns INTEGER
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX tasks_by_state ON tasks (state);
                    """)
        }
    }
}
