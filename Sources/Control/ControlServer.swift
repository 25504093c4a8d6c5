import Glibc
import Synchronization

/// Listens on a stream socket, reads requests of one line and writes answers of one line.
///
/// It has a thread of its own, bounded buffers, a bounded number of clients and a bounded patience with each; nobody
/// who talks to it, or does not, holds up anything else.
package final class ControlServer: Sendable {
    package struct Limits: Sendable {
        /// At once; others wait in the kernel's queue.
        package var clients = 32
        /// In bytes.
        package var longestRequest = 1 << 16
        package var longestAnswer = ControlClient.longestAnswer
        /// Of longer ones one is sent at a time.
        package var longAnswer = 4 << 20
        /// Milliseconds for a request to come in, and for a client to take some of its answer.
        package var patience: Int64 = 10_000
        /// Milliseconds for a client to take all of an answer.
        package var patienceForAll: Int64 = 120_000
        /// The same for a request while others wait to be let in; for an answer it is five times as long.
        package var patienceInACrowd: Int64 = 200

        package init() {}
    }

    /// Called on the server's thread for each request: to be quick, or to hand the work on.
    package typealias Handler = @Sendable (_ request: [UInt8], _ reply: Reply) -> Void

    private let listener: Int32
    private let path: String
    private let limits: Limits
    private let handler: Handler
    private let outbox: Outbox
    private let isStopped = Atomic(false)

    /// Binds a socket at a path, mode 0660 and of this process' user and group, and takes it away again at the end.
    package init(path: String, limits: Limits = Limits(), handler: @escaping Handler) throws(ControlError) {
        outbox = try Outbox(limits: limits)
        listener = try ControlSocket.listen(at: path)
        _ = fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK)
        self.path = path
        self.limits = limits
        self.handler = handler
    }

    deinit { close(listener) }

    /// Makes `run` return, from any thread.
    package func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        outbox.wakePipe.ring()
    }

    /// Serves on this thread until it is stopped; answers that are ready by then are still sent.
    package func run() {
        var pool = ConnectionPool(limits: limits, outbox: outbox, handler: handler)
        while true {
            pool.poll(wakePipe: outbox.wakePipe.descriptor, listener: listener)
            outbox.wakePipe.quiet()
            pool.deliver()
            if isStopped.load(ordering: .sequentiallyConsistent) { break }
        }
        pool.hangUpAll()
        unlink(path)
    }
}
