import GRDB

/// Which form the tables have, and how a file comes to that form.
///
/// What comes from outside (ids, customers, names in rules) is a BLOB of UTF-8: SQLite compares a BLOB by its bytes, and
/// it may hold a NUL. A time is two columns, whole seconds and the nanoseconds above them, which sort as one.
enum StoreSchema {
    /// `PRAGMA user_version` of a file that has had all migrations.
    static let version = Migration.all.count
    /// `PRAGMA application_id`: "outr".
    static let applicationID: Int32 = 0x6f75_7472

    /// Brings a file to `version` in one transaction, or says why it is none of ours: whoever is killed meanwhile leaves
    /// the file as it was.
    /// - Parameter identities: for the migration that asks who the events are.
    static func prepare(_ queue: DatabaseQueue, path: String, identities: IdentityReading) throws {
        try queue.write { db in
            let found = try examine(db, path: path)
            if found.version == version { return }
            for migration in Migration.all[found.migrations...] { try migration.run(db, identities) }
            // GRDB noted here which of the first three a file had had.
            try db.execute(
                sql: """
                    DROP TABLE IF EXISTS grdb_migrations;
                    PRAGMA application_id = \(applicationID);
                    PRAGMA user_version = \(version);
                    """)
        }
    }

    /// Says why a file that is only looked into cannot be read.
    static func examine(_ queue: DatabaseQueue, path: String) throws {
        let found = try queue.read { try examine($0, path: path).version }
        if found < version {
            throw StoreError.failed(
                path: path, detail: "was written by an older outreachd; start this one's daemon on it once")
        }
    }

    /// The version of a file, and how many migrations it has had: those of the first three versions were a transaction
    /// each, and the version was written behind the last.
    private static func examine(_ db: GRDB.Database, path: String) throws -> (version: Int, migrations: Int) {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)") ?? false { return (found, 0) }
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID else {
            throw StoreError.foreign(path: path)
        }
        guard found <= version else { throw StoreError.newer(path: path, found: found, known: version) }
        guard try db.tableExists("grdb_migrations") else { return (found, found) }
        return (found, try Int.fetchOne(db, sql: "SELECT count(*) FROM grdb_migrations") ?? found)
    }
}
