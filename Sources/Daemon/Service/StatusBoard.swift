package import Engine
package import Events
package import RuleLanguage
package import Spool
import Synchronization

/// What the loop lets others know of itself: written by it after each turn, read by any thread at any time.
package final class StatusBoard: Sendable {
    package struct Notes: Sendable {
        /// When the service began.
        package var started: Timestamp
        /// Whether the first reading of the spool is over.
        package var isReady = false
        /// What keeps it from going on, as a sentence.
        package var transientFailure: String?
        /// When the last turn ended, or the last look at the spool.
        package var lastTurn: Timestamp?
        /// Files in `incoming/` that are not read yet, because they may not be whole.
        package var unsettled: [UnsettledFile] = []
        /// Files that are read and stay for a while, because they may grow.
        package var readInDoubt: Set<SpoolName> = []
        /// By which it judges; nil until the start is over.
        package var engine: RuleEngine?
        /// The rules in force; nil until the start is over.
        package var program: Program? { engine?.program }
        /// The time zones that they judge by.
        package var zones: ZoneTable { engine?.zones ?? ZoneTable() }
        /// When a set was refused, and why; nil once one is in force that was read later.
        package var refused: (at: Timestamp, diagnostics: [String])?
    }

    private let notes: Mutex<Notes>
    /// What the loop measures of itself.
    package let metrics: Metrics

    package init(started: Timestamp = WallClock.now(), metrics: Metrics = Metrics()) {
        notes = Mutex(Notes(started: started))
        self.metrics = metrics
    }

    package var now: Notes { notes.withLock { $0 } }

    func note(_ change: (inout Notes) -> Void) { notes.withLock { change(&$0) } }
}
