import Engine
import Events
import Logging
import RuleLanguage
import Spool
import Store
import Systemd
import TaskFiles

/// What one turn works on: read from the spool, or due.
struct TurnInput {
    /// New events and counts.
    var intake = Intake()
    /// How far files were read, to be kept with the events.
    var taken: [TakenFile] = []
    /// Bad lines of files that are not read to the end yet, when they are many.
    var parts: [Part] = []
    /// Files that are done with when all that follows from them is durable.
    var finished: [FinishedFile] = []
    /// Customers to judge without a new event.
    var due: [Text] = []

    /// Some bad lines of a file.
    struct Part {
        var name: SpoolName
        /// As they stand in `rejected/`.
        var lines: [UInt8]
    }
}
