import Glibc

/// A listening socket that systemd has handed over (sd_listen_fds(3)).
package struct InheritedSocket: Sendable {
    package let descriptor: Int32

    package enum Failure: Error, Equatable, Sendable {
        /// There is none, or it is another process'.
        case none
        /// More than one.
        case several(Int)
        /// It is no listening stream socket.
        case unfit

        /// One sentence for an administrator.
        package var sentence: String {
            switch self {
            case .none: "no socket was handed over (LISTEN_FDS), and --listen names no other place"
            case .several(let count): "\(count) sockets were handed over, and one is served"
            case .unfit: "what was handed over is no listening stream socket"
            }
        }
    }

    /// The first descriptor that is handed over.
    private static let first: Int32 = 3

    /// Takes it out of the environment, so that nobody else takes it.
    package init() throws(Failure) {
        let value = { (name: String) in getenv(name).map { String(cString: $0) } }
        defer { for name in ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"] { unsetenv(name) } }
        guard let count = value("LISTEN_FDS").flatMap({ Int($0) }), count > 0,
            value("LISTEN_PID").flatMap({ Int32($0) }) == getpid()
        else { throw .none }
        guard count == 1 else { throw .several(count) }
        guard option(SO_ACCEPTCONN) == 1, option(SO_TYPE) == Int32(SOCK_STREAM.rawValue) else { throw .unfit }
        descriptor = Self.first
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)

        func option(_ name: Int32) -> Int32 {
            var value: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            return getsockopt(Self.first, SOL_SOCKET, name, &value, &size) == 0 ? value : -1
        }
    }
}
