import Engine
import TaskDispatch
import Events

/// States of customers that the last turns worked on, so that they need not be read again.
///
/// Never trusted over the store: a state is taken out before the Engine changes it, and put back when the change is
/// durable; when a commit fails, everything is forgotten.
struct CustomerCache {
    /// A state, and how many of the customer's events in the store it knows.
    struct Held {
        var state: CustomerState
        var known: Int
        /// When the oldest of them came that is not settled; nil if all are.
        var unsettled: Timestamp?
    }

    private var held: [Text: Held] = [:]
    private var events = 0
    /// How many events the cached states may hold in all; beyond that the cache starts anew.
    private let limit: Int

    init(limit: Int = 50_000) { self.limit = limit }

    /// Takes a state out, so that whoever has it is its one owner.
    mutating func take(_ customer: Text) -> Held? {
        guard let taken = held.removeValue(forKey: customer) else { return nil }
        events -= taken.state.weight
        return taken
    }

    mutating func put(_ new: Held) {
        if events + new.state.weight > limit { forgetAll() }
        _ = take(new.state.customer)
        events += new.state.weight
        held[new.state.customer] = new
    }

    mutating func forgetAll() {
        held.removeAll()
        events = 0
    }
}

extension CustomerState {
    fileprivate var weight: Int { max(1, eventCount) }
}
