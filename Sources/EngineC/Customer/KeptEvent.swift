import Events

/// An event of a customer.
struct KeptEvent {
    let identity: EventIdentity
    /// What the program makes of it; nil if it does not fit its schema.
    let event: Event?
}
