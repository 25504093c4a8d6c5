public import Events

/// All that the Engine knows of one customer. A value with one owner: whoever holds it hands it to the Engine and
/// keeps what comes back.
public struct CustomerState: Sendable {
    public let customer: Text
    /// The retained events, sorted.
    public internal(set) var timeline: [Event] = []
    /// The tasks of this customer, and the ids that are remembered.
    public internal(set) var tasks: [TaskRecord] = []

    public init(customer: Text) { self.customer = customer }

    /// When there is next something to do without a new event; nil if never. A deadline, the instant of a date,
    /// or an event from a feed whose clock is ahead.
    public var nextDeadline: Timestamp? { nil }
}

extension CustomerState {
    /// The state without the events, in a versioned byte form.
    public func encoded() -> [UInt8] { [] }

    /// The state from its bytes and the customer's retained events, in any order.
    /// - Throws: `StateError` when the bytes are of a version or a shape that this program does not know.
    public init(customer: Text, bytes: [UInt8], events: [Event]) throws(StateError) {
        self.init(customer: customer)
    }
}

/// Why the bytes of a state cannot be read.
public enum StateError: Error, Equatable, Sendable {
    case unknownVersion(UInt8)
    case damaged

    public var sentence: String {
        switch self {
        case .unknownVersion(let version): return "the state was written by a newer outreachd (version \(version))"
        case .damaged: return "the state is damaged"
        }
    }
}
