import Events

/// What an instant did to a score.
struct ScoreStep: Sendable {
    let score: Int
    /// The value at the moment before the instant's events, and with them; not rounded.
    let before: Double
    let after: Double
    /// The first event, by source and id, that added something other than 0; nil if none did.
    let first: EventRef?
}
