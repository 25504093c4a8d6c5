import Synchronization

/// Answers on their way to the thread of the server.
final class Outbox: Sendable {
    private let waiting = Mutex<[(conversation: UInt64, line: [UInt8])]>([])
    let wakePipe: WakePipe
    private let longestAnswer: Int

    init(longestAnswer: Int) throws(ControlError) {
        wakePipe = try WakePipe()
        self.longestAnswer = longestAnswer
    }

    func put(_ conversation: UInt64, _ line: [UInt8]) {
        let fits = line.count <= longestAnswer && !line.contains(0x0a)
        let line = fits ? line : Array(#"{"error":"the answer is longer than this channel carries"}"#.utf8)
        waiting.withLock { $0.append((conversation, line)) }
        wakePipe.ring()
    }

    func take() -> [(conversation: UInt64, line: [UInt8])] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
