import Engine
import Events

/// States of customers that the last turns worked on, so that they need not be read again.
///
/// Never trusted over the store: a state is taken out before the Engine changes it, and put back when the change is
/// durable; when a commit fails, everything is forgotten.
struct CustomerCache {
    private var states: [Text: CustomerState] = [:]
    private var events = 0
    /// How many events the cached states may hold in all; beyond that the cache starts anew.
    private let limit: Int

    init(limit: Int = 500_000) { self.limit = limit }

    /// Takes a state out, so that whoever has it is its one owner.
    mutating func take(_ customer: Text) -> CustomerState? {
        guard let state = states.removeValue(forKey: customer) else { return nil }
        events -= state.weight
        return state
    }

    mutating func put(_ state: CustomerState) {
        if events + state.weight > limit { forgetAll() }
        _ = take(state.customer)
        events += state.weight
        states[state.customer] = state
    }

    mutating func forgetAll() {
        states.removeAll()
        events = 0
    }
}

extension CustomerState {
    fileprivate var weight: Int { max(1, eventCount) }
}
