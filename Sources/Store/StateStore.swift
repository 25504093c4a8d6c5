package import Events
import Foundation
import GRDB
import Glibc

/// What outlives the process: events, states, tasks owed to the disk, counters, in one SQLite file.
///
/// It decides nothing. One value has one owner; a turn is one transaction. While it lives no other process can open
/// the same folder.
package struct StateStore: Sendable {
    /// Of the database file, for messages.
    package let path: String
    let queue: DatabaseQueue
    /// Nil where the file is only looked into.
    let lock: StateLock?
    /// Of the seal.
    let sealPath: String
    /// The secret of this state, by which the identities of its events are hashed.
    package let hashKey: HashKey

    /// Opens the state folder, made if missing, and takes the lock.
    /// - Parameter identities: asked about all events that are kept, if the file comes from a version before 4.
    package init(folder: String, identities: IdentityReading) throws(StoreError) {
        path = folder + "/outreachd.sqlite"
        try makeFolder(folder, 0o700)
        lock = try StateLock(folder: folder)
        sealPath = folder + "/seal"
        let seal = ShutdownMarker.read(sealPath)
        let trust = try Self.trust(database: path, seal: seal)
        // Before SQLite writes anything, so that a stop at any moment leaves no seal that is not true.
        guard ShutdownMarker(turn: seal?.turn ?? 0, ending: .running).write(sealPath, durably: true) else {
            throw StoreError(errno: Glibc.errno, path: sealPath)
        }

        for file in ["", "-wal", "-shm"] { keepPrivate(path + file, made: file.isEmpty) }
        var configuration = Configuration()
        configuration.label = "outreachd"
        configuration.journalMode = .wal
        // A person may look into the file with the sqlite3 shell.
        configuration.busyMode = .timeout(5)
        // Of a database that is made now: a large turn writes many pages, and each costs some system calls. It comes
        // before the sums, for it takes back the room that was asked for them.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA page_size = 16384") }
        PageSums.use(in: &configuration)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StoreError(error, path: path)
        }
        // Before anything is written: SQLite would write over what it does not take for good.
        queue.writeWithoutTransaction { PageSums.keepLog(true, of: $0) }
        try Self.check(queue, path, trust, seal)
        do {
            // GRDB sets NORMAL when it opens a file in WAL mode, and NORMAL loses acknowledged transactions in a
            // power cut. So FULL is set here, afterwards.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            // A turn may touch very many pages, and most of them again and again.
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 2048")
            }
            try StoreSchema.prepare(queue, path: path, identities: identities)
            hashKey = try queue.read { try Self.hashKey($0) }
            try PageSums.add(to: queue, path: path)
        } catch {
            throw StoreError(error, path: path)
        }
        queue.writeWithoutTransaction { PageSums.keepLog(false, of: $0) }
    }

    /// Looks at the database as closely as the last end asks for.
    private static func check(
        _ queue: DatabaseQueue, _ path: String, _ trust: Trust, _ seal: ShutdownMarker?
    ) throws(StoreError) {
        let found: (wrong: String?, turn: Int)
        do {
            found = try queue.read { db in
                (trust == .afterCrash ? try faults(of: db, whole: false).first : nil, try turn(of: db))
            }
        } catch {
            throw StoreError(error, path: path)
        }
        if let wrong = found.wrong { throw .damaged(path: path, detail: wrong) }
        guard let seal, seal.turn > found.turn else { return }
        throw .damaged(
            path: path,
            detail: "its last transaction is number \(found.turn), and \(seal.turn) were kept: "
                + "outreachd.sqlite-wal was lost or damaged, or this is an older copy")
    }

    /// Opens the file of a state folder to look into it, while a daemon may work on it. Nothing can be written.
    package init(reading folder: String) throws(StoreError) {
        path = folder + "/outreachd.sqlite"
        lock = nil
        sealPath = folder + "/seal"
        var configuration = Configuration()
        configuration.label = "outreachd"
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        PageSums.use(in: &configuration)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try StoreSchema.examine(queue, path: path)
            hashKey = try queue.read { try Self.hashKey($0) }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static func hashKey(_ db: GRDB.Database) throws -> HashKey {
        let bytes = try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'hash-key'")
        guard let key = bytes.flatMap({ HashKey(bytes: [UInt8]($0)) }) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the key of its hashes is missing")
        }
        return key
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
        var turn = 0
        let result: Result
        do {
            result = try queue.write { db in
                let result = try body(db)
                turn = try Self.number(db)
                return result
            }
        } catch {
            throw StoreError(error, path: path)
        }
        // After the commit, and without a sync: a seal that tells less is true as well.
        ShutdownMarker(turn: turn, ending: .running).write(sealPath, durably: false)
        return result
    }

    /// Gives back memory that is only needed while there is much to do.
    package func releaseMemory() { queue.releaseMemory() }
}

extension Text {
    var blob: Data { withBytes { Data(buffer: $0) } }
    init(blob: Data) { self.init(String(decoding: blob, as: UTF8.self)) }
}

/// Makes a folder and those above it, where they are missing, and makes their names durable: a database is lost with
/// the name of its folder.
private func makeFolder(_ path: String, _ mode: mode_t) throws(StoreError) {
    var isMade = mkdir(path, mode) == 0
    if !isMade, errno == ENOENT {
        let parent = parent(of: path)
        guard parent != path else { throw StoreError(errno: ENOENT, path: path) }
        try makeFolder(parent, 0o750)
        // The one above may be there and take no folder: a link that leads nowhere, a folder of /proc.
        isMade = mkdir(path, mode) == 0
    }
    if !isMade {
        if errno == EEXIST { return }
        throw StoreError(errno: errno, path: path)
    }
    let descriptor = open(parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(errno: errno, path: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreError(errno: errno, path: path) }
}

/// Takes a file away from all who are neither its owner nor of its group, whatever the umask: it speaks of customers.
/// SQLite gives its log the mode of the database.
/// - Parameter made: whether it is made if it is missing. That something does not work out is found by who opens it.
private func keepPrivate(_ path: String, made: Bool) {
    if made {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
    }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & 0o007 != 0 { chmod(path, status.st_mode & 0o770) }
}

/// `/a/b` of `/a/b/c`, `.` of `c`, `/` of `/c`.
func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}
