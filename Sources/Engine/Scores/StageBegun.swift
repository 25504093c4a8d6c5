import Events

/// A stage that an event begins, or goes on.
struct StageBegun {
    /// The place of the journey in the program.
    let journey: Int
    /// Nil for one of the customer.
    let key: Value?
    let stage: Text
}
