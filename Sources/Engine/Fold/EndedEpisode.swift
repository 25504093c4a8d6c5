import Events

/// An episode that was open, or owed a task, and is no more.
struct EndedEpisode: Sendable {
    var rule: Int
    var key: [Value]
    var episode: Episode
    var ending: Ending
    var by: EventRef
}
