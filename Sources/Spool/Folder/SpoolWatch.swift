import Glibc

/// Wakes when something happens in `incoming/`. It is a wake-up and no more: what waits is what the folder holds.
package final class SpoolWatch: Sendable {
    /// For poll(2): readable when `drain` has something to say.
    package let descriptor: Int32
    private let folder: String
    private let device: UInt64
    private let inode: UInt64

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
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw .cannotWatch(path: spool.incoming, errno: errno) }
        self.descriptor = descriptor
        let mask = IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
        var status = stat()
        guard inotify_add_watch(descriptor, spool.incoming, UInt32(mask)) >= 0, stat(spool.incoming, &status) == 0
        else {
            let code = errno
            close(descriptor)
            throw .cannotWatch(path: spool.incoming, errno: code)
        }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    deinit { close(descriptor) }

    /// Whether the path still leads to the folder that is watched: a mount or a renamed folder may have replaced it.
    package var isCurrent: Bool {
        var status = stat()
        return stat(folder, &status) == 0 && UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
    }

    /// All that has happened since; never waits.
    package func drain() -> Wake {
        var wake = Wake()
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return }
                note(UnsafeRawBufferPointer(rebasing: buffer[..<count]), in: &wake)
            }
        }
        return wake
    }

    /// inotify(7): a header of 16 bytes, then the name, padded with NUL.
    private func note(_ events: UnsafeRawBufferPointer, in wake: inout Wake) {
        let header = MemoryLayout<inotify_event>.size
        var at = 0
        while at + header <= events.count {
            let event = events.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
            let name = events[(at + header)..<min(at + header + Int(event.len), events.count)]
            at += header + Int(event.len)
            if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { wake.hasOverflowed = true }
            if event.mask & UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED) != 0 { wake.isBlind = true }
            guard event.mask & UInt32(IN_MOVED_TO | IN_CLOSE_WRITE) != 0 else { continue }
            let file = SpoolName(bytes: Array(name.prefix { $0 != 0 }))
            if file.isUnfinished { continue }
            wake.hasChanges = true
            if event.mask & UInt32(IN_MOVED_TO) != 0 { wake.movedIn.append(file) }
        }
    }
}
