import Events

/// What is known of when feeds were heard.
enum FeedHearing: Sendable {
    /// The daemon: as of now, by what the sources of a feed begin with.
    case known([Text: Timestamp])
    /// A replay or a test, which knows all of its time beforehand: by the place of the feed in the program.
    case recorded([FeedRecord])
}

/// When one feed was heard, over all the time of a replay or of a test.
enum FeedRecord: Sendable {
    /// From each clock on it was heard at the time beside it; both ascend.
    case steps(clocks: [Timestamp], heard: [Timestamp])
    /// At every instant but in these, which are in order; the last may be without an end.
    case always(except: [(from: Timestamp, until: Timestamp?)])
}
