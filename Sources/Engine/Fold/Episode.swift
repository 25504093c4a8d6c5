import Events

/// One run of a rule for one instance: from its trigger to its end.
package struct Episode: Hashable, Sendable {
    enum Phase: Hashable, Sendable {
        /// The wait goes on until `judging`.
        case armed
        /// Judged true at `judging`.
        case open
    }

    /// What started it.
    enum Origin: Hashable, Sendable {
        /// A trigger.
        case event
        /// A date that came; the anchor is the event that set the fact.
        case date(DateName)
    }

    var phase = Phase.armed
    let origin: Origin
    /// The trigger from which the windows count.
    var anchor: EventRef
    /// a: the anchor's time; for a date its instant.
    var anchorTime: Timestamp
    /// j: when it is judged, or was.
    var judging: Timestamp
    /// How far its waits are, while it is armed; nil if its rule has no pause.
    var clock: WaitClock?
    /// The triggers, the anchor among them, in the order in which they happened.
    var triggers: Triggers

    /// What names an episode of a date trigger; nil for one of an event trigger.
    var date: DateName? {
        switch origin {
        case .event: return nil
        case .date(let name): return name
        }
    }
}
