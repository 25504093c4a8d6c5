package import Events
import Foundation
import GRDB
import Glibc

extension StateStore {
    /// Examines a state folder on which no daemon works, as thoroughly as it can be done.
    /// - Throws: `locked` if a daemon works on it.
    package static func examine(folder: String) throws(StoreError) -> StateFinding {
        let path = folder + "/outreachd.sqlite"
        var status = stat()
        guard stat(folder, &status) == 0 else { return .absent }
        let lock = try StateLock(folder: folder)
        defer { withExtendedLifetime(lock) {} }
        let seal = ShutdownMarker.read(folder + "/seal")
        let isThere = stat(path, &status) == 0 && status.st_size > 0
        if !isThere {
            return seal == nil || seal?.turn == 0 ? .absent : .broken(["outreachd.sqlite is missing or empty"])
        }
        var isAsClosed = true
        do { _ = try trust(database: path, seal: seal) } catch { isAsClosed = false }
        do {
            var configuration = Configuration()
            PageSums.use(in: &configuration)
            configuration.prepareDatabase { PageSums.keepLog(true, of: $0) }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let (wrong, turn) = try queue.read { db in
                let wrong = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
                let turn = try Int.fetchOne(
                    db, sql: "SELECT CAST(CAST(value AS TEXT) AS INTEGER) FROM meta WHERE name = 'turn'")
                // Of whatever version.
                let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
                for table in Set(tables).union(["customers", "tasks", "taken", "counters", "clock", "meta"]) {
                    _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)")
                }
                return (wrong, turn ?? 0)
            }
            try queue.close()
            if !wrong.isEmpty { return .broken(wrong) }
            if let seal, turn < seal.turn { return .older(turn: turn, kept: seal.turn) }
            return isAsClosed ? .sound(turn: turn) : .changed
        } catch {
            return .broken([StoreError(error, path: path).detail])
        }
    }

    /// Keeps a copy of the log for a person, and finds the texts of events in it that the database does not know: SQLite
    /// believes a log only up to the first byte that is wrong.
    package static func keepLog(folder: String, in name: String) throws(StoreError) -> [Text] {
        let path = folder + "/outreachd.sqlite"
        guard let log = try? Data(contentsOf: URL(filePath: path + "-wal")), !log.isEmpty else { return [] }
        let aside = folder + "/" + name
        guard mkdir(aside, 0o700) == 0 || errno == EEXIST else { throw StoreError(errno: errno, path: aside) }
        do { try log.write(to: URL(filePath: aside + "/outreachd.sqlite-wal")) } catch {
            throw StoreError(errno: EIO, path: aside)
        }
        var known = Set(salvage(path).sound)
        var found: [Text] = []
        // An event is kept as one line, as it came.
        for line in log.split(separator: UInt8(ascii: "\n")) {
            guard line.last == UInt8(ascii: "}"), let start = line.firstRange(of: Data(#"{""#.utf8))?.lowerBound,
                let text = String(validating: line[start...], as: UTF8.self)
            else { continue }
            if known.insert(Text(text)).inserted { found.append(Text(text)) }
        }
        return found
    }

    /// Moves a database that is no use, with all that belongs to it, to a folder of its own beside it.
    package static func moveAside(folder: String, to name: String) throws(StoreError) {
        let aside = folder + "/" + name
        guard mkdir(aside, 0o700) == 0 else { throw StoreError(errno: errno, path: aside) }
        for file in ["outreachd.sqlite", "outreachd.sqlite-wal", "outreachd.sqlite-shm", "seal"] {
            guard rename(folder + "/" + file, aside + "/" + file) == 0 || errno == ENOENT else {
                throw StoreError(errno: errno, path: folder + "/" + file)
            }
        }
    }

    /// Puts a database that was built elsewhere, and closed, in the place of a missing one.
    package static func install(from built: String, into folder: String) throws(StoreError) {
        for file in ["outreachd.sqlite", "seal"] {
            guard rename(built + "/" + file, folder + "/" + file) == 0 else {
                throw StoreError(errno: errno, path: built + "/" + file)
            }
        }
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(errno: errno, path: folder) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(errno: errno, path: folder) }
    }

    /// Takes a database for what it is from now on: the seal that says otherwise goes.
    package static func accept(folder: String) throws(StoreError) {
        guard unlink(folder + "/seal") == 0 || errno == ENOENT else { throw StoreError(errno: errno, path: folder) }
    }

    /// The texts of the events that can still be read in a database, whatever is wrong with it.
    ///
    /// - Returns: those on pages that are as they were written, and those that may have been changed.
    package static func salvage(_ path: String) -> (sound: [Text], doubtful: [Text]) {
        let sound = salvage(path, trust: .firstPage)
        let known = Set(sound)
        return (sound, salvage(path, trust: .allPages).filter { !known.contains($0) })
    }

    private static func salvage(_ path: String, trust: PageSums.Trust) -> [Text] {
        var found: [Text] = []
        var configuration = Configuration()
        PageSums.use(in: &configuration, trust: trust)
        configuration.prepareDatabase { PageSums.keepLog(true, of: $0) }
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return [] }
        // By both ways through the table: where one meets a broken page, the other may go on.
        for order in ["rowid", "rowid DESC"] {
            // What the second version kept a row each, the third keeps some lines a row.
            for (table, column) in [("arrivals", "events"), ("events", "json")] {
                try? queue.read { db in
                    guard try db.tableExists(table) else { return }
                    let rows = try Data.fetchCursor(
                        db, sql: "SELECT CAST(\(column) AS BLOB) FROM \(table) ORDER BY \(order)")
                    while let row = try rows.next() { found += row.withUnsafeBytes { lines($0) } }
                }
            }
        }
        var seen: Set<Text> = []
        return found.filter { seen.insert($0).inserted }
    }
}
