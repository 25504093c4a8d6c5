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

/// What an event that ended a task is besides: the first that applies.
package enum EventMeaning: String, Hashable, Sendable {
    case outcome, ours, theirs
}

/// What a step tells of touches and outcomes.
package struct FollowReport: Sendable {
    /// In the order of their times for each task.
    package var notes: [FollowNote] = []
    /// Of the events by which tasks were withdrawn those that are an outcome or a touch.
    package var meanings: [EventIdentity: EventMeaning] = [:]

    package init(notes: [FollowNote] = [], meanings: [EventIdentity: EventMeaning] = [:]) {
        self.notes = notes
        self.meanings = meanings
    }
}
