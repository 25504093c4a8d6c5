import GRDB

extension Migration {
    /// To version 7: the ledger.
    static var ledger: Migration {
        Migration { db, _ in
            try db.execute(
                sql: """
                    -- One row: how many lines the ledger has, and where it ends on disk: the file that was written last,
                    -- and how much of it is durable. No name: no file yet.
                    CREATE TABLE ledger (
                      one INTEGER PRIMARY KEY CHECK (one = 1), lines INTEGER NOT NULL, file TEXT NOT NULL,
                      bytes INTEGER NOT NULL
                    ) STRICT;
                    INSERT INTO ledger (one, lines, file, bytes) VALUES (1, 0, '', 0);

                    -- Lines that are owed to the disk, by the number of the first; they belong behind that end.
                    CREATE TABLE ledger_owed (first INTEGER PRIMARY KEY, file TEXT NOT NULL, lines BLOB NOT NULL) STRICT;
                    """)
        }
    }
}
