import Glibc

/// Something that could not be done in `tasks/` or `ledger/`.
package struct TaskFilesError: Error, Equatable, Sendable {
    package enum Step: String, Sendable {
        case make = "made"
        case write = "written"
        case sync = "made durable"
        case rename = "put in place"
        case remove = "removed"
        case list = "listed"
        case read = "read"
        case understand = "understood"
    }

    package var step: Step
    package var path: String
    /// As of the system call that failed.
    package var errno: Int32

    init(_ step: Step, _ path: String, errno: Int32 = Glibc.errno) {
        self.step = step
        self.path = path
        self.errno = errno
    }

    /// One sentence for the administrator.
    package var sentence: String {
        switch step {
        case .understand: return "\(path): is not the file of a task"
        case .make, .write, .sync, .rename, .remove, .list, .read:
            return "\(path): cannot be \(step.rawValue): \(String(cString: strerror(errno)))"
        }
    }
}
