import Events

/// An event of a customer.
struct KeptEvent {
    let identity: EventIdentity
    /// Of the identity, by which most others are told from it.
    let hash: UInt64
    /// What the program makes of it; nil if it does not fit its schema.
    let event: Event?

    init(identity: EventIdentity, event: Event?) {
        self.identity = identity
        self.event = event
        hash = Self.hash(of: identity)
    }

    static func hash(of identity: EventIdentity) -> UInt64 { HashKey.process.hash(of: identity) }
}
