import Board

/// How long one connection may take for what: events in, the deadline out. It knows no clock.
struct ConnectionTimes {
    enum Phase: Equatable {
        /// Between two requests.
        case idle
        /// A head comes in.
        case head
        /// A body comes in.
        case body
        /// We are at it: the client waits for us.
        case answering
    }

    private(set) var phase = Phase.head
    private let limits: BoardSettings.Limits
    /// Requests whose answers are not over.
    private var open = 0

    init(_ limits: BoardSettings.Limits) { self.limits = limits }

    /// Seconds that the phase may last; nil for as long as it takes.
    var seconds: Int64? {
        switch phase {
        case .idle: limits.idleSeconds
        case .head: limits.headSeconds
        case .body: limits.bodySeconds
        case .answering: nil
        }
    }

    /// Each returns whether the phase is another now.
    mutating func bytesCame() -> Bool { phase == .idle ? move(to: .head) : false }

    mutating func headCame() -> Bool {
        open += 1
        return move(to: .body)
    }

    mutating func requestEnded() -> Bool { move(to: .answering) }

    mutating func answerEnded() -> Bool {
        open = max(0, open - 1)
        // A body may still be on its way of which the answer did not need to know.
        return open == 0 && phase == .answering ? move(to: .idle) : false
    }

    private mutating func move(to next: Phase) -> Bool {
        defer { phase = next }
        return phase != next
    }
}
