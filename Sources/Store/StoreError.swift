import GRDB
import Glibc

/// Why the store cannot be used, or a turn could not be kept.
package enum StoreError: Error, Equatable, Sendable {
    /// Another daemon works on this state.
    case locked(path: String)
    /// The file was written by a later version.
    case newer(path: String, found: Int, known: Int)
    /// A SQLite file, but not of outreachd.
    case foreign(path: String)
    /// No SQLite file, or one whose pages contradict each other.
    case damaged(path: String, detail: String)
    /// Disk full, or a quota: it goes on when there is space.
    case full(path: String)
    /// It cannot be written just now, and may be again: a read-only file system, no descriptors left.
    case blocked(path: String, errno: Int32)
    /// The folder or the file cannot be opened or written: permissions, a read-only file system.
    case unavailable(path: String, detail: String)
    /// The disk failed. What is on it is known only after a new start.
    case inputOutput(path: String, detail: String)
    /// Anything else that SQLite says.
    case failed(path: String, detail: String)

    /// One sentence for the administrator.
    package var sentence: String {
        switch self {
        case .locked(let path): return "\(path): another outreachd works on this state"
        case .newer(let path, let found, let known):
            return "\(path): was written by a newer outreachd (schema \(found), this one knows \(known)); "
                + "install that version, or restore an older copy of the file"
        case .foreign(let path): return "\(path): is a SQLite database, but not one of outreachd"
        case .damaged(let path, let detail):
            return
                "\(path): is damaged (\(detail)). The way out: outreachd doctor --state \(parent(of: path)) --spool DIR, and with "
                + "--repair it saves what can be saved; or restore a copy and repair that"
        case .blocked(let path, let code):
            return "\(path): cannot be written: \(String(cString: strerror(code)))"
        case .full(let path): return "\(path): no space left on the disk, or the quota is used up"
        case .unavailable(let path, let detail): return "\(path): cannot be opened or written: \(detail)"
        case .inputOutput(let path, let detail): return "\(path): the disk failed: \(detail)"
        case .failed(let path, let detail): return "\(path): \(detail)"
        }
    }

    /// What is wrong, for a sentence that names the file already.
    var detail: String {
        switch self {
        case .damaged(_, let detail), .failed(_, let detail), .unavailable(_, let detail): return detail
        case .inputOutput(_, let detail): return "the disk failed: \(detail)"
        case .locked, .newer, .foreign, .blocked, .full: return sentence
        }
    }

    /// Names what SQLite said. https://www.sqlite.org/rescode.html
    ///
    /// Of a call that the system refused it does not always say why (not of a commit, nor of a file that it cannot
    /// open); so the disk is asked itself.
    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = error as? StoreError ?? .failed(path: path, detail: "\(error)")
            return
        }
        let detail = error.message ?? error.resultCode.description
        if Self.mayBeRefused(error) {
            let code = refusal(of: parent(of: path))
            if Self.passing.contains(code) {
                self.init(errno: code, path: path)
                return
            }
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, detail: detail)
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_DATA:
            self = .damaged(path: path, detail: "a page does not hold what was written to it: its sum is another")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self = .unavailable(path: path, detail: detail)
        case .SQLITE_IOERR: self = .inputOutput(path: path, detail: detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .failed(path: path, detail: "another program keeps it locked: \(detail)")
        default: self = .failed(path: path, detail: detail)
        }
    }

    /// Whether a disk that is full may be behind an error. Never behind a read, and not behind a sync: what fsync
    /// refused is lost, and a second fsync would not say so.
    private static func mayBeRefused(_ error: DatabaseError) -> Bool {
        switch error.extendedResultCode {
        case .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC,
            .SQLITE_IOERR_FSTAT, .SQLITE_IOERR_DATA:
            return false
        default:
            switch error.resultCode {
            case .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_CANTOPEN, .SQLITE_READONLY: return true
            default: return false
            }
        }
    }

    private static let passing: Set<Int32> = [ENOSPC, EDQUOT, EROFS, EMFILE, ENFILE, ENOMEM]

    /// Names what a system call said.
    init(errno code: Int32, path: String) {
        switch code {
        case ENOSPC, EDQUOT: self = .full(path: path)
        case EIO: self = .inputOutput(path: path, detail: String(cString: strerror(code)))
        case _ where Self.passing.contains(code): self = .blocked(path: path, errno: code)
        default: self = .unavailable(path: path, detail: String(cString: strerror(code)))
        }
    }
}

/// The errno with which a folder refuses a small file; 0 if it takes it.
private func refusal(of folder: String) -> Int32 {
    let path = "\(folder)/.probe-\(getpid())"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return errno }
    defer { unlink(path) }
    // As much as SQLite needs for its shared memory, and more.
    let bytes = [UInt8](repeating: 1, count: 1 << 16)
    errno = 0
    let count = write(descriptor, bytes, bytes.count)
    let code = count < 0 ? errno : count < bytes.count ? ENOSPC : 0
    guard close(descriptor) == 0 || errno == EINTR else { return errno }
    return code
}
