package import Events

/// A file in `incoming/` that is not read yet, because it may not be whole.
package struct UnsettledFile: Hashable, Sendable {
    package var name: SpoolName
    /// The user whose file it is, as this process sees it.
    package var owner: UInt32
    /// When it was first seen to wait.
    package var since: Timestamp
    package var reason: Unsettled
}

/// Why a file is not taken yet.
package enum Unsettled: Hashable, Sendable {
    /// Somebody has it open for writing, for as long as they like.
    case hasWriter
    /// It was changed a moment ago: after `quiet` it can be taken.
    case recent
    /// Whether somebody writes it cannot be told: after `patience` it is taken in doubt.
    case untold
}

/// Which deadlines must wait, because files are not read that may speak of them.
package enum JudgingHold: Hashable, Sendable {
    case nothing
    /// Those that have come less than this long ago.
    case latest(TimeSpan)
    case everything
}
