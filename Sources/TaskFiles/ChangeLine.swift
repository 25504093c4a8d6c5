import Engine
package import TaskDispatch
import Events
import RuleLanguage

/// A change of a task as one line of JSON: what `replay` prints.
///
/// The keys stand in the order `at change because by rule customer key task class queue priority due say evidence`;
/// what is absent is left out.
package enum ChangeLine {
    /// Appends the line, without a line end; nothing for an update.
    package static func write(_ change: Change, to bytes: inout [UInt8]) {
        if change.kind == .updated { return }
        var json = JSONText()
        swap(&json.bytes, &bytes)
        write(change, to: &json)
        swap(&json.bytes, &bytes)
    }

    private static func write(_ change: Change, to json: inout JSONText) {
        json.raw("{\"at\":")
        json.time(change.at)
        switch change.kind {
        case .opened: json.raw(",\"change\":\"opened\"")
        case .done: json.raw(",\"change\":\"done\"")
        case .dismissed: json.raw(",\"change\":\"dismissed\"")
        case .missed: json.raw(",\"change\":\"missed\"")
        case .withdrawn(let because):
            json.raw(",\"change\":\"withdrawn\",\"because\":")
            json.string(Text(because.rawValue))
        case .updated: break
        }
        if let by = change.by {
            json.raw(",\"by\":")
            json.identity(by)
        }
        let task = change.task
        json.raw(",\"rule\":")
        json.string(task.rule)
        json.raw(",\"customer\":")
        json.string(task.customer)
        json.raw(",\"key\":")
        json.object(of: task.key)
        json.raw(",\"task\":")
        json.string(task.id.text)
        json.raw(",\"class\":")
        json.string(Text(task.taskClass.rawValue))
        json.raw(",\"queue\":")
        json.string(task.queue)
        json.raw(",\"priority\":")
        json.string(Text(task.priority.rawValue))
        if let due = task.dueAt {
            json.raw(",\"due\":")
            json.time(due)
        }
        json.raw(",\"say\":")
        json.string(task.say)
        json.raw(",\"evidence\":[")
        for (index, identity) in task.evidence.enumerated() {
            if index > 0 { json.raw(",") }
            json.identity(identity)
        }
        json.raw("]}")
    }
}
