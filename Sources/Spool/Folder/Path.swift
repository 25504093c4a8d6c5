import Glibc

/// A path as the kernel takes it: bytes with a NUL at the end.
struct Path {
    /// Where the bytes start; nil: where every path does.
    private let start: OpenFolder?
    private let bytes: [UInt8]

    init(_ folder: String, _ name: SpoolName) {
        start = nil
        bytes = Array(folder.utf8) + [UInt8(ascii: "/")] + name.bytes + [0]
    }

    init(_ folder: OpenFolder, _ name: SpoolName) {
        start = folder
        bytes = name.bytes + [0]
    }

    private var folder: Int32 { start?.descriptor ?? AT_FDCWD }

    var description: String {
        (start.map { $0.path + "/" } ?? "") + String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    /// Only of a path that starts where every path does.
    func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
        // A trailing NUL is always there, so the array is not empty.
        bytes.withUnsafeBytes { raw in
            raw.withMemoryRebound(to: CChar.self) { buffer in
                guard let base = buffer.baseAddress else { return "".withCString(body) }
                return body(base)
            }
        }
    }

    /// What stands there, not following a link; nil with errno if nothing can be said.
    func status() -> stat? {
        var status = stat()
        return withCString { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0 ? status : nil
    }

    func open(_ flags: Int32, _ mode: mode_t = 0o666) -> Int32 {
        again { withCString { Glibc.openat(folder, $0, flags, mode) } }
    }

    /// The same, and whether somebody had the file open: then it is not gone with its last name, and what tells of its
    /// end is silent. Only of a path that starts where every path does.
    func removeNoticing() -> (code: Int32, wasOpen: Bool) {
        let queue = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        defer { if queue >= 0 { close(queue) } }
        let mask = UInt32(IN_DELETE_SELF | IN_DONT_FOLLOW)
        let isWatched = queue >= 0 && withCString { inotify_add_watch(queue, $0, mask) } >= 0
        guard withCString({ unlink($0) }) == 0 else { return (-1, false) }
        var news = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
        return (0, isWatched && again { poll(&news, 1, 0) } == 0)
    }

    /// 0, or -1 with errno.
    func remove() -> Int32 { withCString { unlinkat(folder, $0, 0) } }
}
