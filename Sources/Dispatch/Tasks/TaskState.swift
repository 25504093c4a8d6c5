import Engine

/// What a task is at the moment.
package enum TaskState: String, CaseIterable, Sendable {
    case open, done, dismissed, withdrawn
    /// Its verdict was learned too late (`expire`): there never was a task, only the memory of its id.
    case missed
}

extension TaskState {
    /// The ending that dispatch gave to the episode, which the fold is told of; nil for a task that there was.
    var ending: EpisodeEnding? {
        switch self {
        case .open, .done, .dismissed, .withdrawn: return nil
        case .missed: return .missed
        }
    }
}
