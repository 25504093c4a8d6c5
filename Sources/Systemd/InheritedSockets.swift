import CSystemd
import Glibc

/// Sockets that systemd has bound and listens on for this service (`sd_listen_fds(3)`).
package enum InheritedSockets {
    /// The listening stream sockets of the file system among what was handed over; none without socket activation.
    package static func streams() -> [Int32] {
        let count = sd_listen_fds(0)
        guard count > 0 else { return [] }
        // SD_LISTEN_FDS_START is 3.
        return (3..<3 + count).filter { sd_is_socket_unix($0, Int32(SOCK_STREAM.rawValue), 1, nil, 0) > 0 }
    }
}
