import GRDB

extension Migration {
    /// To version 5: who brought the events.
    static var whoBrought: Migration {
        Migration { db, _ in
            try db.execute(
                sql: """
                    -- The names of the owners of the files in which the events stood: one line for each, or a single one
                    -- for all. NULL: they came before this was noted.
                    ALTER TABLE arrivals ADD COLUMN brought BLOB;
                    """)
        }
    }
}
