import Foundation
import GRDB
import Glibc

extension StateStore {
    /// How much of the database is looked at when it is opened.
    enum Trust: Equatable {
        /// It is byte for byte what was closed.
        case sealed
        /// The last process was killed: a page may be half written, though SQLite guards against it.
        case afterCrash
    }

    /// Compares what lies on disk with the seal, before SQLite touches it.
    static func trust(database: String, seal: ShutdownMarker?) throws(StoreError) -> Trust {
        var status = stat()
        let size = stat(database, &status) == 0 ? Int(status.st_size) : nil
        guard let seal else { return size == nil || size == 0 ? .sealed : .afterCrash }
        if seal.turn > 0, size ?? 0 == 0 {
            throw .damaged(
                path: database,
                detail: size == nil ? "it is missing" : "it is empty, and held \(seal.turn) transactions")
        }
        switch seal.ending {
        case .running: return .afterCrash
        case .closed(let sealedSize, let sealedHash, let form):
            if size == sealedSize, let found = ShutdownMarker.hash(of: database, form), found.hash == sealedHash {
                // A power cut may bring back the write-ahead log, of which everything is in the database.
                return stat(database + "-wal", &status) == 0 && status.st_size > 0 ? .afterCrash : .sealed
            }
            // SQLite may well be content with it: a flipped byte in a text is a text.
            throw .damaged(path: database, detail: "its bytes are not those that outreachd left when it last ended")
        }
    }

    /// What SQLite finds wrong with the pages of the database; empty if nothing.
    /// - Parameter whole: also whether each index agrees with its table, which takes several times as long.
    package func examine(whole: Bool) throws(StoreError) -> [String] {
        try read { try Self.faults(of: $0, whole: whole) }
    }

    static func faults(of db: GRDB.Database, whole: Bool) throws -> [String] {
        try String.fetchAll(db, sql: whole ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)")
            .filter { $0 != "ok" }
    }

    /// The number of the last transaction.
    package func turn() throws(StoreError) -> Int { try read { try Self.turn(of: $0) } }

    static func turn(of db: GRDB.Database) throws -> Int {
        guard try db.tableExists("meta") else { return 0 }
        return try Int.fetchOne(db, sql: "SELECT CAST(CAST(value AS TEXT) AS INTEGER) FROM meta WHERE name = 'turn'")
            ?? 0
    }

    /// Gives a transaction its number.
    static func number(_ db: GRDB.Database) throws -> Int {
        let next = try db.cachedStatement(
            sql: """
                INSERT INTO meta (name, value) VALUES ('turn', CAST('1' AS BLOB))
                ON CONFLICT (name) DO UPDATE
                  SET value = CAST(CAST(CAST(CAST(value AS TEXT) AS INTEGER) + 1 AS TEXT) AS BLOB)
                RETURNING CAST(CAST(value AS TEXT) AS INTEGER)
                """)
        return try Int.fetchOne(next) ?? 0
    }

    /// Closes the database and seals it. The store is no use afterwards.
    ///
    /// Nothing fails: what cannot be done is found, and examined, at the next start.
    package func close() {
        guard lock != nil, let turn = try? turn() else { return }
        do {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try queue.close()
        } catch {
            return
        }
        var status = stat()
        // Another process still has it open: the sqlite3 shell of a curious person.
        if stat(path + "-wal", &status) == 0, status.st_size > 0 { return }
        guard let (size, hash) = ShutdownMarker.hash(of: path) else { return }
        ShutdownMarker(turn: turn, ending: .closed(size: size, hash: hash, .four)).write(sealPath, durably: true)
    }

    /// Throws if the folder was removed or replaced while it was in use, for what is written then is nowhere; or if the
    /// lock was, for then another daemon could work on the same state.
    package func checkFolder() throws(StoreError) {
        guard let lock else { return }
        switch lock.standing {
        case .held: return
        case .folderGone: throw .unavailable(path: path, detail: "the folder was removed or replaced")
        case .fileGone:
            throw .unavailable(
                path: lock.path,
                detail: "the lock was removed or replaced, and a second daemon could work on this state; "
                    + "start this one again")
        }
    }
}
