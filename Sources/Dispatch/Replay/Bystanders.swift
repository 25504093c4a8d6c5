package import Events

/// What a replay is handed and no rule asks about: a back-test looks at it, for instances begin with any event.
package struct Bystanders {
    private(set) var events: [Event] = []
    /// Of which customer each is, by number.
    private(set) var owners: [Int32] = []
    /// The time of the first event of all, whoever asks about it; `Timestamp.distantFuture` if there is none.
    package private(set) var first = Timestamp.distantFuture

    mutating func take(_ event: consuming Event, _ customers: inout StringInterner) {
        events.append(event)
        if events.count - owners.count >= Replay.eventsAtOnce { lookUpOwners(&customers) }
    }

    mutating func lookUpOwners(_ customers: inout StringInterner) {
        owners.append(contentsOf: customers.numbers(of: events[owners.count...].map(\.customer)))
    }

    mutating func note(_ time: Timestamp) { first = min(first, time) }
}
