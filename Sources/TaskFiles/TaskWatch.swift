import Glibc

/// Hears whether anybody has done anything in `tasks/`, so that it need not be looked through where nothing has happened.
///
/// It does not say what: that is found by looking. What is written through a mapping of a file it does not hear.
package final class TaskWatch: Sendable {
    private let queue: Int32

    private static let mask = UInt32(
        IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
            | IN_MOVE_SELF)

    /// Listens from now on; nil where the kernel gives no more watches.
    package init?(of folder: TaskFolder) {
        queue = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard queue >= 0 else { return nil }
        for path in [folder.path] + TaskPlace.allCases.map({ folder.path + "/" + $0.rawValue }) {
            if inotify_add_watch(queue, path, Self.mask) < 0 { return nil }
        }
    }

    deinit { if queue >= 0 { close(queue) } }

    /// Whether something has happened since this was last asked. If so much has that the kernel dropped some of it, that
    /// is something.
    package func hasHeard() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var hasHeard = false
        while true {
            let count = read(queue, &buffer, buffer.count)
            if count > 0 {
                hasHeard = true
            } else if count == 0 || errno != EINTR {
                return hasHeard || errno != EAGAIN
            }
        }
    }
}
