package import Engine
package import Events

/// What a gate says of a verdict that wants to become a task.
package enum GateAnswer: Hashable, Sendable {
    /// Nothing is against it.
    case release
    /// Not yet.
    /// - Parameters:
    ///   - until: when it is worth asking again; nil where that cannot be known.
    ///   - reason: which gate, as a word.
    case hold(until: Timestamp?, reason: Text)
    /// Not now and not later, though the verdict stays true and may be answered: no task comes out of it.
    case withhold
    /// The episode ends here, and the fold is told; whether it cools from here is the ending's (`EpisodeEnding.cools`).
    case end(because: EpisodeEnding)
}
