import Glibc

/// A stream socket in the file system, by its path; a path longer than sun_path is reached through its folder.
enum ControlSocket {
    /// A listening socket at a path, mode 0660. What a daemon left that is no more is removed; one that answers stays.
    static func listen(at path: String) throws(ControlError) -> Int32 {
        let descriptor = try open()
        do throws(ControlError) {
            try clear(path)
            // Linux makes the file with the mode of the descriptor, less the umask: at no time wider than wanted.
            _ = fchmod(descriptor, 0o660)
            let code = withAddress(of: path) { bind(descriptor, $0, $1) }
            guard code == 0 else { throw .refused(path: path, errno: code) }
            guard chmod(path, 0o660) == 0 else { throw .refused(path: path, errno: errno) }
            guard Glibc.listen(descriptor, 128) == 0 else { throw .refused(path: path, errno: errno) }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// A blocking connection to whoever listens at a path.
    /// - Parameter patience: after how many seconds a call gives up; nil for never.
    static func connect(to path: String, patience: Int? = nil) throws(ControlError) -> Int32 {
        let descriptor = try open()
        if let patience {
            var time = timeval(tv_sec: patience, tv_usec: 0)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
            }
        }
        let code = withAddress(of: path) { Glibc.connect(descriptor, $0, $1) }
        guard code == 0 else {
            close(descriptor)
            switch code {
            case ENOENT, ECONNREFUSED, ENOTDIR: throw .nobody(path: path)
            case EAGAIN: throw .noAnswer("\(path): the daemon lets nobody in")
            default: throw .refused(path: path, errno: code)
            }
        }
        return descriptor
    }

    private static func open() throws(ControlError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system("socket", errno: errno) }
        return descriptor
    }

    private static func clear(_ path: String) throws(ControlError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .noSocket(path: path) }
        do {
            close(try connect(to: path, patience: 1))
        } catch {
            switch error {
            case .nobody: break
            // Somebody listens, and has more to do than to let us in.
            case .noAnswer: throw .taken(path: path)
            case .taken, .noSocket, .refused, .system: throw error
            }
            guard unlink(path) == 0 || errno == ENOENT else { throw .refused(path: path, errno: errno) }
            return
        }
        throw .taken(path: path)
    }

    /// Calls `body` with the address of a path.
    /// - Returns: 0, or the errno of `body` or of the folder.
    private static func withAddress(
        of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        var bytes = Array(path.utf8)
        var folder: Int32 = -1
        if bytes.count > room, let slash = bytes.lastIndex(of: UInt8(ascii: "/")) {
            folder = Glibc.open(String(path.utf8.prefix(max(slash, 1))) ?? "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard folder >= 0 else { return errno }
            bytes = Array("/proc/self/fd/\(folder)".utf8) + bytes[slash...]
        }
        defer { if folder >= 0 { close(folder) } }
        guard bytes.count <= room, !bytes.contains(0) else { return ENAMETOOLONG }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
            }
        }
    }
}
