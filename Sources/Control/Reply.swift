import Synchronization

/// The right to answer one request, once, from any thread. A client that has gone does not mind.
public struct Reply: Sendable {
    let conversation: UInt64
    let outbox: Outbox

    /// One line of JSON without its end.
    public func answer(_ line: [UInt8]) { outbox.put(conversation, line) }
}

/// Answers on their way to the thread of the server.
final class Outbox: Sendable {
    private let waiting = Mutex<[(conversation: UInt64, line: [UInt8])]>([])
    let bell: Bell
    private let longestAnswer: Int

    init(longestAnswer: Int) throws(ControlError) {
        bell = try Bell()
        self.longestAnswer = longestAnswer
    }

    func put(_ conversation: UInt64, _ line: [UInt8]) {
        let fits = line.count <= longestAnswer && !line.contains(0x0a)
        let line = fits ? line : Array(#"{"error":"the answer is longer than this channel carries"}"#.utf8)
        waiting.withLock { $0.append((conversation, line)) }
        bell.ring()
    }

    func take() -> [(conversation: UInt64, line: [UInt8])] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
