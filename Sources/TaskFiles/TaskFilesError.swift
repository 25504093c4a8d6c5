import Glibc

/// Something that could not be done in `tasks/`.
public struct TaskFilesError: Error, Equatable, Sendable {
    public enum Step: String, Sendable {
        case make = "made"
        case write = "written"
        case sync = "made durable"
        case rename = "put in place"
        case remove = "removed"
        case list = "listed"
        case read = "read"
    }

    public var step: Step
    public var path: String
    /// As of the system call that failed.
    public var errno: Int32

    init(_ step: Step, _ path: String) {
        self.step = step
        self.path = path
        errno = Glibc.errno
    }

    /// One sentence for the administrator.
    public var sentence: String { "\(path): cannot be \(step.rawValue): \(String(cString: strerror(errno)))" }
}
