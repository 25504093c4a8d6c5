package import Events

/// What a replay is handed and no rule asks about: a back-test looks at it, for instances begin with any event.
package struct Bystanders {
    private(set) var events: [Event] = []
    /// Of which customer each is, by number.
    private(set) var owners: [Int32] = []
    /// The time of the first event of all, whoever asks about it; `Timestamp.distantFuture` if there is none.
    package private(set) var first = Timestamp.distantFuture

    mutating func take(_ more: [Event], owners: [Int32]) {
        events.append(contentsOf: more)
        self.owners.append(contentsOf: owners)
    }

    mutating func note(_ time: Timestamp) { first = min(first, time) }
}
