import Control
import Events
import Glibc
import Spool

/// Ends a wait from anywhere, once and for all.
final class StopSignal: Sendable {
    /// Readable when it was given.
    let descriptor: Int32
    private let other: Int32

    init() throws(DaemonError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("pipe", errno: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, other) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(other)
    }

    func give() {
        var byte: UInt8 = 1
        _ = write(other, &byte, 1)
    }
}
