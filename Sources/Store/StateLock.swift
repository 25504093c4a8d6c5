import Glibc

/// The right to work on a state folder, held as long as the value lives. The kernel gives it back when the process
/// ends, however it ends.
final class StateLock: Sendable {
    private let descriptor: Int32
    private let path: String

    /// - Parameter path: of the lock file; made if missing, never removed (a removed one could be locked twice).
    init(path: String) throws(StoreError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else {
            throw StoreError(errno: errno, path: path)
        }
        // Not at once: a process that is just ending, or a child that it is just starting, holds it a moment longer.
        var tries = 50
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            if code == EWOULDBLOCK, tries > 0 {
                tries -= 1
                usleep(10_000)
                continue
            }
            close(descriptor)
            if code == EWOULDBLOCK { throw .locked(path: path) }
            throw .unavailable(path: path, detail: String(cString: strerror(code)))
        }
    }

    deinit { close(descriptor) }

    /// Whether the path still leads to the file that is locked.
    var isCurrent: Bool {
        var ours = stat()
        var found = stat()
        return fstat(descriptor, &ours) == 0 && stat(path, &found) == 0 && ours.st_dev == found.st_dev
            && ours.st_ino == found.st_ino
    }
}
