import Glibc
import NIOCore

extension Desk.Peer {
    /// Whom the kernel names at the other end of a connection (unix(7), SO_PEERCRED); nil where it cannot tell.
    init?(_ channel: any Channel) async {
        switch channel.localAddress {
        case .v4, .v6:
            self = .tcp
            return
        case .unixDomainSocket, nil: break
        }
        guard let options = channel as? any SocketOptionProvider else { return nil }
        let found: PeerCredentials? = try? await options.unsafeGetSocketOption(
            level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED)
        ).get()
        guard let found, found.pid != 0 || found.uid != UInt32.max else { return nil }
        self = .user(found.uid)
    }
}

/// `struct ucred`, which Glibc shows to those only who ask for all that is GNU's.
private struct PeerCredentials: Sendable {
    var pid: Int32 = 0
    var uid = UInt32.max
    var gid = UInt32.max
}
