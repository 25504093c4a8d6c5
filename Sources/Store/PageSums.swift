import CPageSums
import GRDB
import GRDBSQLite
import Glibc

/// Each page of the database file ends with a sum of its bytes, so that a byte that the disk flipped is found when the
/// page is read, whatever stands there: SQLite itself sees only pages that contradict each other.
///
/// Who writes into the file in another way, as the sqlite3 shell does, leaves pages without their sums. Looking is
/// fine, while the daemon runs or after a clean end.
enum PageSums {
    /// Which pages are read though their sums are wrong.
    enum Trust: Int32 {
        case none = 0
        /// It has the names of the tables, without which nothing can be read.
        case firstPage = 1
        case allPages = 2
    }

    private static let installed: Int32 = page_sums_install()

    /// Lets the databases that are opened with this configuration have sums, and those that have them be checked.
    static func use(in configuration: inout Configuration, trust: Trust = .none) {
        configuration.prepareDatabase { db in
            guard installed == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: installed)) }
            // Of a database that is made now, or by the next VACUUM.
            var count = Int32(page_sum_bytes)
            let code = sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_RESERVE_BYTES, &count)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            if trust == .none { return }
            var pages = trust.rawValue
            sqlite3_file_control(db.sqliteConnection, "main", Int32(page_sums_trust), &pages)
        }
        _ = installed
    }

    /// Whether the log stays as it is when the connection is closed: a start that finds the state damaged must leave all
    /// of it to the doctor.
    static func keepLog(_ keep: Bool, of db: GRDB.Database) {
        if let connection = db.sqliteConnection { keep_log_at_close(UnsafeMutableRawPointer(connection), keep ? 1 : 0) }
    }

    /// Gives sums to the pages of a database that was made without. That writes all of it anew; where there is no room
    /// for that, the next start tries again.
    static func add(to queue: DatabaseQueue, path: String) throws {
        if has(path) { return }
        do {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM")
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            return
        }
    }

    /// What the first page says: https://www.sqlite.org/fileformat.html#the_database_header
    private static func has(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var reserved: UInt8 = 0
        return pread(descriptor, &reserved, 1, 20) == 1 && reserved == UInt8(page_sum_bytes)
    }
}
