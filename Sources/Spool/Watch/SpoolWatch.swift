import Glibc
import Synchronization

/// Wakes when something happens in `incoming/`, and knows of the files that came since it began who may still write them.
///
/// What waits is what the folder holds, not what a watch has told. It listens in two queues: the one that wakes is told
/// of whole files only, so that it holds many of them; the other is told of everything, so that it overflows first and
/// wakes nobody.
package final class SpoolWatch: Sendable {
    private let arrivals: InotifyQueue
    /// Nil where the system has no second one left; then nothing is known of writers.
    private let opens: InotifyQueue?
    private let writers = Mutex(WriterTraces())
    private let folder: String
    private let device: UInt64
    private let inode: UInt64

    /// For poll(2): readable when `drain` has something to say.
    package var descriptor: Int32 { arrivals.descriptor }

    /// For poll(2), beside it: readable when there is something for `listen`. Nil if there never is.
    package var writersDescriptor: Int32? { opens?.descriptor }

    /// What has happened since the last drain.
    package struct Wake: Hashable, Sendable {
        /// Something was renamed into the folder, or closed after writing.
        package var hasChanges = false
        /// The names that were renamed into it; more may have been, if it overflowed.
        package var movedIn: [SpoolName] = []
        /// The kernel dropped some news: list the folder.
        package var hasOverflowed = false
        /// The folder was removed, moved away or unmounted: this watch is blind, make another.
        package var isBlind = false

        /// Nothing.
        package init() {}
    }

    /// Watches the spool's `incoming/`. Fails if the system has no watch left; then list the folder from time to time.
    package init(_ spool: SpoolDirectory) throws(SpoolError) {
        folder = spool.incoming
        opens = try? InotifyQueue(of: folder, WriterTraces.mask | UInt32(IN_ONLYDIR))
        arrivals = try InotifyQueue(
            of: folder, UInt32(IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR))
        var status = stat()
        guard stat(folder, &status) == 0 else { throw .cannotWatch(path: folder, errno: errno) }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// Whether the path still leads to the folder that is watched: a mount or a renamed folder may have replaced it.
    package var isCurrent: Bool {
        var status = stat()
        return stat(folder, &status) == 0 && UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
    }

    /// All that has happened since; never waits.
    package func drain() -> Wake {
        var wake = Wake()
        arrivals.drain { notice in
            if notice.isAny(of: IN_Q_OVERFLOW) { wake.hasOverflowed = true }
            if notice.isAny(of: IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED) { wake.isBlind = true }
            guard notice.isAny(of: IN_MOVED_TO | IN_CLOSE_WRITE), !isUnfinished(notice.name) else { return }
            wake.hasChanges = true
            if notice.isAny(of: IN_MOVED_TO) { wake.movedIn.append(SpoolName(bytes: Array(notice.name))) }
        }
        return wake
    }

    // MARK: Who writes

    /// Takes note of all that has been opened, written and closed until now; never waits.
    package func listen() {
        guard let opens else { return }
        writers.withLock { writers in opens.drain { writers.note($0) } }
    }

    /// What is known of the writers of a file, as of the last `listen`; nil if nothing was told of the file.
    func writers(of name: SpoolName) -> WriterState? { writers.withLock { $0.state(of: name) } }

    /// Memory must not grow with files that have long gone. The names were listed after the last `listen`.
    func forget(allBut present: [SpoolName]) { writers.withLock { $0.forget(allBut: present) } }
}
