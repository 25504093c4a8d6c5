import Engine

/// What a task is at the moment.
package enum TaskState: String, CaseIterable, Sendable {
    /// It came out, and somebody should act.
    case open
    /// Its verdict is true, and a gate keeps it back (`TaskOutreach.hold`).
    case held
    case done, dismissed, withdrawn
    /// A gate held it until its `expire`; `TaskOutreach.hold` says which. Files and lines call it `missed`.
    case expired
    /// Its verdict was learned too late (`expire`): there never was a task, only the memory of its id.
    case missed
    /// Its customer is held out: there never was a task, only the memory of its id.
    case heldOut = "held-out"
}

extension TaskRecord {
    /// The ending that dispatch gave to the episode, which the fold is told of; nil if the fold decided it, or a person.
    var ending: EpisodeEnding? {
        switch state {
        case .open, .held, .done, .dismissed: return nil
        case .missed: return .missed
        case .heldOut: return .heldOut(at: openedAt)
        case .expired: return outreach.endedAt.map { .expired(at: $0) }
        case .withdrawn: return because == .noLonger ? outreach.endedAt.map { .noLonger(at: $0) } : nil
        }
    }
}

extension TaskState {
    /// The word for it in files and lines.
    package var word: String { self == .expired ? TaskState.missed.rawValue : rawValue }

    /// Whether its verdict is true, and it waits for somebody or for a gate.
    package var isLive: Bool {
        switch self {
        case .open, .held: return true
        case .done, .dismissed, .withdrawn, .expired, .missed, .heldOut: return false
        }
    }

    /// Whether it is nothing but the memory of an id, without a file.
    package var isMemory: Bool {
        switch self {
        case .missed, .heldOut: return true
        case .open, .held, .done, .dismissed, .withdrawn, .expired: return false
        }
    }
}
