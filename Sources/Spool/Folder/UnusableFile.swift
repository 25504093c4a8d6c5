import Glibc

/// Why a waiting file cannot be read at all.
package enum UnusableFile: Error, Hashable, Sendable {
    /// It is something else than a regular file with one name; what, as a noun.
    case notARegularFile(what: String)
    /// It has other names too, so many in all.
    case hardLinks(Int)
    /// In bytes.
    case tooLarge(size: Int, limit: Int)
    case cannotBeOpened(errno: Int32)

    /// One sentence for the person who looks into `rejected/`.
    package var sentence: String {
        switch self {
        case .notARegularFile(let what): return "This is \(what), and only regular files are read."
        case .hardLinks(let count): return "The file has \(count) names (hard links)."
        case .tooLarge(let size, let limit):
            return "The file has \(size) bytes, and \(limit) are the most that is read: split it."
        case .cannotBeOpened(let code): return "The file cannot be opened: \(String(cString: strerror(code)))."
        }
    }
}
