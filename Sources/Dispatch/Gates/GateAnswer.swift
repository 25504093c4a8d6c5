import Engine
import Events

/// What a gate says of a verdict that wants to become a task.
enum GateAnswer: Hashable, Sendable {
    /// Nothing is against it.
    /// - Parameter unverified: the feeds, by name, that are silent nevertheless.
    case release(unverified: [Text] = [])
    /// Not yet.
    case hold(GateHold)
}

/// Why a gate holds a verdict, and when it is worth asking again.
struct GateHold: Hashable, Sendable {
    var gate: GateKind
    /// When it holds no longer, as far as that is known now; later than now.
    var until: Timestamp?
    /// When it may let go without an event or a change of the customer's tasks; later than now. Nil: never.
    var asksAt: Timestamp?
    /// Feeds that may let it go once they are heard.
    var feeds: [FeedWait] = []

    init(_ gate: GateKind, until: Timestamp?) {
        self.gate = gate
        self.until = until
        asksAt = until
    }
}
