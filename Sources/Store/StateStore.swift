import Events
import Foundation
import GRDB

/// What outlives the process: events, states, tasks owed to the disk, counters, in one SQLite file.
///
/// It decides nothing. One value has one owner; a turn is one transaction. While it lives no other process can open
/// the same folder.
public struct StateStore: Sendable {
    /// Of the database file, for messages.
    public let path: String
    private let queue: DatabaseQueue
    /// Nil where the file is only looked into.
    private let lock: StateLock?

    /// Opens the state folder, made if missing, and takes the lock.
    public init(folder: String) throws(StoreError) {
        path = folder + "/outreachd.sqlite"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw .unavailable(path: folder, detail: error.localizedDescription)
        }
        lock = try StateLock(path: folder + "/lock")

        var configuration = Configuration()
        configuration.label = "outreachd"
        configuration.journalMode = .wal
        // A person may look into the file with the sqlite3 shell.
        configuration.busyMode = .timeout(5)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            // GRDB sets NORMAL when it opens a file in WAL mode, and NORMAL loses acknowledged transactions in a
            // power cut. So FULL is set here, afterwards.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try StoreSchema.prepare(queue, path: path)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Opens the file of a state folder to look into it, while a daemon may work on it. Nothing can be written.
    public init(reading folder: String) throws(StoreError) {
        path = folder + "/outreachd.sqlite"
        lock = nil
        var configuration = Configuration()
        configuration.label = "outreachd"
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try StoreSchema.examine(queue, path: path)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// `PRAGMA synchronous` (2 is FULL) and `journal_mode` as they are in force.
    var durability: (synchronous: Int, journal: String) {
        get throws(StoreError) {
            try read { db in
                (
                    try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1,
                    try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? ""
                )
            }
        }
    }

    func read<Result>(_ body: (GRDB.Database) throws -> Result) throws(StoreError) -> Result {
        do { return try queue.read(body) } catch { throw StoreError(error, path: path) }
    }

    /// One transaction, durable when this returns.
    func write<Result>(_ body: (GRDB.Database) throws -> Result) throws(StoreError) -> Result {
        do { return try queue.write(body) } catch { throw StoreError(error, path: path) }
    }
}

extension Text {
    var blob: Data { withBytes { Data(buffer: $0) } }
    init(blob: Data) { self.init(String(decoding: blob, as: UTF8.self)) }
}
