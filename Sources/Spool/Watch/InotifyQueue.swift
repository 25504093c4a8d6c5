import Glibc

/// What the kernel tells of one folder (inotify(7)), in the order in which it happened.
final class InotifyQueue: Sendable {
    /// For poll(2): readable when `drain` has something to say.
    let descriptor: Int32

    /// Something that happened.
    struct Notice {
        /// `IN_CREATE` and its like.
        var mask: UInt32
        /// The same for both halves of a rename.
        var cookie: UInt32
        /// Of the file, as the kernel has it; empty for the folder itself.
        var name: Slice<UnsafeRawBufferPointer>

        func isAny(of wanted: Int32) -> Bool { mask & UInt32(bitPattern: wanted) != 0 }
    }

    /// - Parameter mask: what is to be told.
    init(of folder: String, _ mask: UInt32) throws(SpoolError) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw .cannotWatch(path: folder, errno: errno) }
        guard inotify_add_watch(descriptor, folder, mask) >= 0 else {
            let code = errno
            close(descriptor)
            throw .cannotWatch(path: folder, errno: code)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// All that has happened since the last time; never waits.
    func drain(_ body: (Notice) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return }
                Self.notices(UnsafeRawBufferPointer(rebasing: buffer[..<count]), body)
                // A read that leaves room has left nothing behind: the longest notice takes less than that.
                if count < buffer.count - Self.longest { return }
            }
        }
    }

    private static let longest = MemoryLayout<inotify_event>.size + Int(NAME_MAX) + 1

    /// A header of 16 bytes each, then the name, padded with NUL.
    private static func notices(_ bytes: UnsafeRawBufferPointer, _ body: (Notice) -> Void) {
        let header = MemoryLayout<inotify_event>.size
        var at = 0
        while at + header <= bytes.count {
            let event = bytes.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
            let name = bytes[(at + header)..<min(at + header + Int(event.len), bytes.count)]
            at += header + Int(event.len)
            let end = name.firstIndex(of: 0) ?? name.endIndex
            body(Notice(mask: event.mask, cookie: event.cookie, name: name[..<end]))
        }
    }
}
