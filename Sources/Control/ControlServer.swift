import Glibc
import Synchronization

/// Listens on a stream socket, reads requests of one line and writes answers of one line.
///
/// It has a thread of its own, bounded buffers, a bounded number of clients and a bounded patience with each; nobody
/// who talks to it, or does not, holds up anything else.
public final class ControlServer: Sendable {
    public struct Limits: Sendable {
        /// At once; others wait in the kernel's queue.
        public var clients = 32
        /// In bytes.
        public var longestRequest = 1 << 16
        public var longestAnswer = 4 << 20
        /// Milliseconds for a request to come in, and for a client to take some of its answer.
        public var patience: Int64 = 10_000
        /// The same for a request while others wait to be let in; for an answer it is five times as long.
        public var patienceInACrowd: Int64 = 200

        public init() {}
    }

    /// Called on the server's thread for each request: to be quick, or to hand the work on.
    public typealias Handler = @Sendable (_ request: [UInt8], _ reply: Reply) -> Void

    private let listeners: [Int32]
    private let bound: String?
    private let limits: Limits
    private let handler: Handler
    private let outbox: Outbox
    private let isStopped = Atomic(false)

    /// Binds a socket at a path, mode 0660, and takes it away again at the end.
    public init(path: String, limits: Limits = Limits(), handler: @escaping Handler) throws(ControlError) {
        outbox = try Outbox(longestAnswer: limits.longestAnswer)
        listeners = [try ControlSocket.listen(at: path)]
        bound = path
        self.limits = limits
        self.handler = handler
        Self.makeNonblocking(listeners)
    }

    /// Uses listening sockets that somebody else has bound (systemd).
    public init(inherited: [Int32], limits: Limits = Limits(), handler: @escaping Handler) throws(ControlError) {
        outbox = try Outbox(longestAnswer: limits.longestAnswer)
        listeners = inherited
        bound = nil
        self.limits = limits
        self.handler = handler
        Self.makeNonblocking(listeners)
    }

    deinit {
        for listener in listeners { close(listener) }
    }

    private static func makeNonblocking(_ descriptors: [Int32]) {
        for descriptor in descriptors {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
    }

    /// Makes `run` return, from any thread.
    public func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        outbox.bell.ring()
    }

    /// Serves on this thread until it is stopped; answers that are ready by then are still sent.
    public func run() {
        var crowd = Crowd(limits: limits, outbox: outbox, handler: handler)
        while true {
            crowd.poll(bell: outbox.bell.descriptor, listeners: listeners)
            outbox.bell.quiet()
            crowd.deliver()
            if isStopped.load(ordering: .sequentiallyConsistent) { break }
        }
        crowd.hangUpAll()
        if let bound { unlink(bound) }
    }
}
