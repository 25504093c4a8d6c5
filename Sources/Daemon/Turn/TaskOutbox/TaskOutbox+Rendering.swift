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
            let task = changed.task
            files.append(
                StoredTask(
                    id: task.id, customer: task.customer, rule: task.rule, state: task.state,
                    body: TaskText.bytes(of: task, evidence: changed.evidence)))
        }
        return files
    }
}
