package import Engine
package import Events

/// What is told of a task besides its changes: that somebody was heard of, or an event came that people hope for or fear.
package struct FollowNote: Hashable, Sendable {
    package enum Side: String, Hashable, Sendable {
        case ours, theirs
    }

    package enum Kind: Hashable, Sendable {
        /// The first touch since the task came out, as far as is known now.
        case first(Side)
        /// The first of this side, the other having been first.
        case then(Side)
        /// An outcome event, by the name of the outcome.
        case outcome(Text)
    }

    package var kind: Kind
    /// When it happened.
    package var at: Timestamp
    package var by: EventIdentity
    package var task: TaskID
    package var rule: Text
    package var customer: Text
    package var key: [KeyValue]
    /// Whether the anchor of the task is a touch of theirs.
    package var isTheirs: Bool
}
