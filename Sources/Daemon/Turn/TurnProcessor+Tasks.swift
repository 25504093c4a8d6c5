import Store
import TaskFiles

extension TurnProcessor {
    /// Writes the files of tasks that the store has, and notes in the store that they are written.
    ///
    /// A task that changes folder is in the new one before it leaves the old one: a reader finds it in both for a
    /// moment, in neither never.
    func write(_ owed: [StoredTask]) throws {
        let files = owed.compactMap { task in
            TaskPlace(task.state).map { TaskFile(id: task.id, place: $0, bytes: task.body) }
        }
        try tasks.write(files)
        try afterStep(.tasksWritten)
        try tasks.removeElsewhere(files)
        try afterStep(.tasksMoved)
        if !owed.isEmpty { try store.markWritten(owed.map(\.id)) }
        try afterStep(.tasksMarked)
    }

    /// Writes the files that an interrupted turn left owing.
    mutating func payTasksOwed() throws {
        while mayOweTasks {
            let owed = try store.owedTasks(limit: Settings.tasksAtOnce)
            if owed.isEmpty { mayOweTasks = false } else { try write(owed) }
        }
    }
}
