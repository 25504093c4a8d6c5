import Events
import Logging
import Store
import TaskFiles

/// Owns what people and programs read: the files in `tasks/`, of which it writes those that the store says and finds what
/// readers did to them, and the ledger.
struct TaskOutbox {
    let folder: TaskFolder
    var ledger: Ledger
    /// For how long the file of a task that has ended stays; nil for ever.
    let keepClosed: TimeSpan?
    let log: Logger
    /// Whether tasks may be in the store whose files are not yet as it says.
    var mayOwe = true
    /// When the folder was last compared with the store.
    var lastLook: TaskLook?
    /// When it was last asked whether it has to be.
    var lastAsked: ContinuousClock.Instant?
    /// Hears what happens there; nil where nobody listens.
    var watch: TaskWatch?

    /// Makes the folders that are missing, and removes what an interrupted write left.
    init(path: String, ledger: Ledger, keepClosed: TimeSpan?, log: Logger) throws(TaskFilesError) {
        self.ledger = ledger
        folder = try TaskFolder(path: path)
        self.keepClosed = keepClosed
        self.log = log
        try folder.removeTemporaries()
    }

    /// Makes the files of tasks durable, each in the folder where it belongs.
    ///
    /// A task that changes folder is in the new one before `removeElsewhere` takes it out of the old one: a reader finds
    /// it in both for a moment, in neither never.
    func write(_ tasks: [StoredTask]) throws(TaskFilesError) { try folder.write(files(of: tasks)) }

    /// Takes the files of tasks out of the folders where they do not belong any more.
    func removeElsewhere(_ tasks: [StoredTask]) throws(TaskFilesError) { try folder.removeElsewhere(files(of: tasks)) }

    private func files(of tasks: [StoredTask]) -> [TaskFile] {
        tasks.compactMap { task in
            TaskPlace(task.state).map { TaskFile(id: task.id, place: $0, bytes: task.body) }
        }
    }
}
