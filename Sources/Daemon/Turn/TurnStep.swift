/// The arrows of a turn: after each of them the machine may die. A test stops a turn there.
package enum TurnStep: String, CaseIterable, Sendable {
    /// Files are read and the verdicts known; nothing is on disk yet.
    case folded
    /// Events, states, tasks and lines of the ledger owed are in the store.
    case committed
    /// Each task owed lies in the folder where it belongs, and perhaps still in the one where it was.
    case tasksWritten
    /// No task lies in two folders.
    case tasksMoved
    /// Each line owed is durable in the ledger.
    case ledgerWritten
    /// The store knows that the lines and the files are written.
    case tasksMarked
    /// The bad lines of the files lie in `rejected/`.
    case rejectionsWritten
    /// The files are out of `incoming/`.
    case spoolRemoved
}
