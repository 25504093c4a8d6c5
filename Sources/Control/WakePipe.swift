import Glibc

/// Ends a poll(2) from another thread, as often as it is rung.
package final class WakePipe: Sendable {
    /// Readable from the first ring until `quiet()`.
    package let descriptor: Int32
    private let other: Int32

    package init() throws(ControlError) {
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

    /// A pipe that is full has been rung often enough.
    package func ring() {
        var byte: UInt8 = 1
        _ = write(other, &byte, 1)
    }

    package func quiet() {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(descriptor, &bytes, bytes.count) == bytes.count {}
    }
}
