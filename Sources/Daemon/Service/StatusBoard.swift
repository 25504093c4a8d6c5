public import Events
import Synchronization

/// What the loop lets others know of itself: written by it after each turn, read by any thread at any time.
public final class StatusBoard: Sendable {
    public struct Notes: Sendable {
        /// When the service began.
        public var started: Timestamp
        /// Whether the first reading of the spool is over.
        public var isReady = false
        /// What keeps it from going on, as a sentence.
        public var trouble: String?
        /// When the last turn ended, or the last look at the spool.
        public var lastTurn: Timestamp?
        /// The names of the rules in force.
        public var rules: [Text] = []
        /// When a set was refused, and why; nil once one is in force that was read later.
        public var refused: (at: Timestamp, diagnostics: [String])?
    }

    private let notes: Mutex<Notes>
    /// What the loop measures of itself.
    public let meters: Meters

    public init(started: Timestamp = WallClock.now(), meters: Meters = Meters()) {
        notes = Mutex(Notes(started: started))
        self.meters = meters
    }

    public var now: Notes { notes.withLock { $0 } }

    func note(_ change: (inout Notes) -> Void) { notes.withLock { change(&$0) } }
}
