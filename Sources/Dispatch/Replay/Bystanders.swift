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

/// Those of one customer, as they came. They are looked at in their place: to hold each would count references to all.
package struct PassingEvents {
    private let events: [Event]
    private let places: ArraySlice<Int32>
    /// When the first and the last happened; of none `Timestamp.distantFuture` and `distantPast`.
    package let first: Timestamp
    package let last: Timestamp
    /// Whether any of them may have a field at all.
    package let mayHaveFields: Bool

    init(_ events: [Event], at places: ArraySlice<Int32>) {
        self.events = events
        self.places = places
        (first, last, mayHaveFields) = events.withUnsafeBufferPointer { events in
            var (first, last, most) = (Timestamp.distantFuture, Timestamp.distantPast, 0)
            for place in places {
                let event = events[Int(place)]
                first = min(first, event.time)
                last = max(last, event.time)
                // What this reads brings in the line of the caches in which the fields stand.
                most = max(most, event.fields.count)
            }
            return (first, last, most > 0)
        }
    }

    package var isEmpty: Bool { places.isEmpty }

    package func forEach(_ body: (Event) -> Void) {
        for place in places { body(events[Int(place)]) }
    }
}
