/// One client of the server: bytes in, what to do out. It knows no descriptor and no clock; times are milliseconds of
/// any clock that does not go back.
struct Conversation {
    private enum Phase {
        case reading
        case answering
        case writing([UInt8], sent: Int)
    }

    private var phase = Phase.reading
    private var input: LineBuffer
    /// When it last got on.
    private(set) var since: Int64
    /// When its answer began to be sent.
    private var answered: Int64 = 0
    /// Whether it has had an answer.
    private(set) var isServed = false
    private let limits: ControlServer.Limits

    enum Action: Equatable {
        case wait
        /// A request to answer.
        case ask([UInt8])
        /// Nothing good can come of this client.
        case hangUp
    }

    init(limits: ControlServer.Limits, now: Int64) {
        self.limits = limits
        input = LineBuffer(limit: limits.longestRequest)
        since = now
    }

    var wantsToRead: Bool {
        switch phase {
        case .reading: return true
        case .answering, .writing: return false
        }
    }

    /// What is still to be sent.
    var unsent: ArraySlice<UInt8>? {
        switch phase {
        case .reading, .answering: return nil
        case .writing(let bytes, let sent): return bytes[sent...]
        }
    }

    /// When it has waited long enough for its client; nil while the client waits for us.
    var expires: Int64? {
        switch phase {
        case .reading: return since + limits.patience
        case .writing: return min(since + limits.patience, answered + limits.patienceForAll)
        case .answering: return nil
        }
    }

    /// Takes bytes that the client sent. A request that comes in drops does not last longer for it.
    mutating func received(_ bytes: some Sequence<UInt8>) -> Action {
        input.append(bytes)
        return next()
    }

    mutating func answer(_ bytes: [UInt8], now: Int64) {
        switch phase {
        case .answering:
            phase = .writing(bytes + [0x0a], sent: 0)
            since = now
            answered = now
        case .reading, .writing: break
        }
    }

    /// Notes that some bytes were sent; at the end of the answer the next request may already be there.
    mutating func sent(_ count: Int, now: Int64) -> Action {
        switch phase {
        case .reading, .answering: return .wait
        case .writing(let bytes, let sent):
            since = now
            if sent + count < bytes.count {
                phase = .writing(bytes, sent: sent + count)
                return .wait
            }
            phase = .reading
            isServed = true
            return next()
        }
    }

    private mutating func next() -> Action {
        switch input.next() {
        case .more: return .wait
        case .tooLong: return .hangUp
        case .line(let line):
            phase = .answering
            return .ask(line)
        }
    }
}
