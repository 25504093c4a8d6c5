import Events
import Store

/// Customers with events that are in the store and that their states do not know yet, because there were files to be
/// read first.
///
/// The texts of the events are held in memory as long as they are not too many; then they need not be read again. What
/// was only found in the store, at a start or because there were too many, is there to be read.
struct WaitingCustomers {
    /// What one turn kept, sorted by customer, and whose turn it is.
    private struct Held {
        var arrivals: Arrivals
        var next = 0
        var customer: Text? { next < arrivals.shares.count ? arrivals.shares[next].customer : nil }
    }

    private var held: [Held] = []
    /// The last first; their events are in the store. While there are some, nothing is held.
    private var inStore: [Text]
    /// How many bytes of events may be held.
    private static let atMost = 512 << 20

    init(inStore: [Text] = []) { self.inStore = inStore.reversed() }

    var isEmpty: Bool { inStore.isEmpty && held.isEmpty }

    /// Adds what one turn kept.
    mutating func keep(_ arrivals: Arrivals) {
        if arrivals.shares.isEmpty { return }
        var kept = arrivals
        // The store has them.
        kept.hashes = []
        held.append(Held(arrivals: kept))
        if inStore.isEmpty, held.reduce(0, { $0 + $1.arrivals.text.count }) <= Self.atMost { return }
        var names = Set(inStore)
        for turn in held { names.formUnion(turn.arrivals.shares[turn.next...].map(\.customer)) }
        inStore = names.sorted(by: >)
        held = []
    }

    /// One customer.
    struct Next {
        var customer: Text
        /// The events that the state does not know, one a line; nil: they are to be read from the store.
        var texts: [ArraySlice<UInt8>]?
        /// How many these are.
        var count = 0
        /// Who brought them, if it is one for all.
        var bringer: Text?
    }

    /// Takes out the first so many customers.
    mutating func take(_ limit: Int) -> [Next] {
        var taken: [Next] = []
        while taken.count < limit, let customer = inStore.popLast() { taken.append(Next(customer: customer)) }
        while taken.count < limit, let customer = held.lazy.compactMap(\.customer).min() {
            var texts: [ArraySlice<UInt8>] = []
            var count = 0
            var bringers: [Text?] = []
            for place in held.indices where held[place].customer == customer {
                let share = held[place].arrivals.shares[held[place].next]
                texts.append(held[place].arrivals.text(of: share))
                count += share.events.count
                bringers.append(share.brought.only)
                held[place].next += 1
            }
            let bringer = bringers.allSatisfy { $0 == bringers[0] } ? bringers[0] : nil
            taken.append(Next(customer: customer, texts: texts, count: count, bringer: bringer))
        }
        if held.allSatisfy({ $0.customer == nil }) { held = [] }
        return taken
    }
}
