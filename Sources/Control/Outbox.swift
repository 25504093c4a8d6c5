import Synchronization

/// Answers on their way to the thread of the server.
///
/// Most are short. A long one, the story of a customer with many events, is taken too, but only one at a time: what
/// clients have not taken yet lies in memory.
final class Outbox: Sendable {
    private struct Contents {
        var waiting: [(conversation: UInt64, line: [UInt8])] = []
        /// Who is being sent a long answer.
        var longOne: UInt64?
    }

    private let contents = Mutex(Contents())
    let wakePipe: WakePipe
    private let limits: ControlServer.Limits

    init(limits: ControlServer.Limits) throws(ControlError) {
        wakePipe = try WakePipe()
        self.limits = limits
    }

    func put(_ conversation: UInt64, _ line: [UInt8]) {
        let isOneLine = !line.contains(0x0a)
        contents.withLock { contents in
            var line = line
            if line.count > limits.longestAnswer || !isOneLine {
                line = Self.sentence("the answer is longer than this channel carries")
            } else if line.count > limits.longAnswer {
                if contents.longOne == nil {
                    contents.longOne = conversation
                } else {
                    line = Self.sentence("another long answer is being sent; ask again in a moment")
                }
            }
            contents.waiting.append((conversation, line))
        }
        wakePipe.ring()
    }

    func take() -> [(conversation: UInt64, line: [UInt8])] {
        contents.withLock { contents in
            defer { contents.waiting = [] }
            return contents.waiting
        }
    }

    /// The answer to a conversation has been sent, or nobody takes it any more.
    func isDone(_ conversation: UInt64) {
        contents.withLock { contents in
            if contents.longOne == conversation { contents.longOne = nil }
        }
    }

    private static func sentence(_ text: StaticString) -> [UInt8] { ControlAnswer(error: "\(text)").line }
}
