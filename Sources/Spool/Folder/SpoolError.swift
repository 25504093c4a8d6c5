import Glibc

/// A call on the spool's folders that failed.
package enum SpoolError: Error, Hashable, Sendable {
    case cannotCreate(path: String, errno: Int32)
    case cannotList(path: String, errno: Int32)
    case cannotOpen(path: String, errno: Int32)
    case cannotRead(path: String, errno: Int32)
    case cannotWrite(path: String, errno: Int32)
    /// fsync(2) failed: what was written before may be lost, whatever a later fsync says.
    case cannotSync(path: String, errno: Int32)
    case cannotMove(path: String, to: String, errno: Int32)
    case cannotRemove(path: String, errno: Int32)
    case cannotWatch(path: String, errno: Int32)

    /// As errno(3).
    package var code: Int32 {
        switch self {
        case .cannotCreate(_, let errno), .cannotList(_, let errno), .cannotOpen(_, let errno),
            .cannotRead(_, let errno), .cannotWrite(_, let errno), .cannotSync(_, let errno),
            .cannotMove(_, _, let errno), .cannotRemove(_, let errno), .cannotWatch(_, let errno):
            return errno
        }
    }

    /// One sentence for the administrator.
    package var sentence: String {
        let reason = String(cString: strerror(code))
        switch self {
        case .cannotCreate(let path, _): return "The folder \(path) cannot be created: \(reason)."
        case .cannotList(let path, _): return "The folder \(path) cannot be listed: \(reason)."
        case .cannotOpen(let path, _): return "\(path) cannot be opened: \(reason)."
        case .cannotRead(let path, _): return "\(path) cannot be read: \(reason)."
        case .cannotWrite(let path, _): return "\(path) cannot be written: \(reason)."
        case .cannotSync(let path, _): return "\(path) cannot be made durable (fsync): \(reason)."
        case .cannotMove(let path, let to, _): return "\(path) cannot be moved to \(to): \(reason)."
        case .cannotRemove(let path, _): return "\(path) cannot be removed: \(reason)."
        case .cannotWatch(let path, _): return "The folder \(path) cannot be watched (inotify): \(reason)."
        }
    }
}
