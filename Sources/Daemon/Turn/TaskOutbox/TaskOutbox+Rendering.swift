import Engine
import TaskDispatch
import Store
import TaskFiles

extension TaskOutbox {
    /// The files of tasks, as they are kept and written.
    /// - Parameter tasks: are taken out, one by one.
    func render(_ tasks: inout ChangedTasks) -> [StoredTask] {
        var files: [StoredTask] = []
        tasks.handOut { changed in
            let body = TaskText.bytes(of: changed.task, evidence: changed.evidence)
            files.append(StoredTask(changed.task, body: body))
        }
        return files
    }
}
