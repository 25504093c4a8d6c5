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

    /// 0, or -1 with errno.
    func remove() -> Int32 { withCString { unlinkat(folder, $0, 0) } }
}
