import Glibc

/// The right to work on a state folder, held as long as the value lives. The kernel gives it back when the process
/// ends, however it ends.
final class StateLock: Sendable {
    private let descriptor: Int32
    private let folder: String
    /// Of the lock file in the folder.
    let path: String
    private let folderID: FileIdentity?

    /// Takes the lock of a state folder. Its file is made if missing, and never removed (a removed one could be locked
    /// twice).
    init(folder: String) throws(StoreError) {
        self.folder = folder
        path = folder + "/lock"
        folderID = FileIdentity(path: folder)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
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

    /// Whether the lock is still worth something.
    enum Standing: Equatable {
        case held
        /// The file was removed or replaced: somebody else could lock another one.
        case fileGone
        /// The whole folder was: what is written now is nowhere.
        case folderGone
    }

    var standing: Standing {
        if FileIdentity(path: path) == FileIdentity(descriptor: descriptor) { return .held }
        return FileIdentity(path: folder) == folderID ? .fileGone : .folderGone
    }
}

/// What tells a file or a folder from every other at this moment.
private struct FileIdentity: Equatable {
    let device: dev_t
    let inode: ino_t

    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }

    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }
}
