import Engine
package import TaskDispatch
import Events
import RuleLanguage

/// A change of a task as one line of JSON: what `replay` prints.
///
/// The keys stand in the order `at change because until by judged rule customer key task class queue priority due members
/// unverified say evidence`; what is absent is left out.
package enum ChangeLine {
    /// Appends the line, without a line end; nothing for an update.
    package static func write(_ change: Change, to bytes: inout [UInt8]) {
        if change.kind == .updated { return }
        var json = JSONText()
        swap(&json.bytes, &bytes)
        json.raw("{\"at\":")
        json.time(change.at)
        write(change.kind, to: &json)
        if let by = change.by {
            json.raw(",\"by\":")
            json.identity(by)
        }
        if change.kind == .opened, !change.task.isIncident, change.task.judgedAt != change.at {
            json.raw(",\"judged\":")
            json.time(change.task.judgedAt)
        }
        write(change.task, to: &json)
        swap(&json.bytes, &bytes)
    }

    private static func write(_ kind: ChangeKind, to json: inout JSONText) {
        switch kind {
        case .opened: json.raw(",\"change\":\"opened\"")
        case .done: json.raw(",\"change\":\"done\"")
        case .dismissed: json.raw(",\"change\":\"dismissed\"")
        case .missed: json.raw(",\"change\":\"missed\"")
        case .heldOut: json.raw(",\"change\":\"held-out\"")
        case .escalated: json.raw(",\"change\":\"escalated\"")
        case .expired(let gate):
            json.raw(",\"change\":\"missed\",\"because\":")
            json.string(Text(gate.rawValue))
        case .held(let gate, let until):
            json.raw(",\"change\":\"held\",\"because\":")
            json.string(Text(gate.rawValue))
            guard let until else { return }
            json.raw(",\"until\":")
            json.time(until)
        case .withdrawn(let because):
            json.raw(",\"change\":\"withdrawn\",\"because\":")
            json.string(Text(because.rawValue))
        case .updated: break
        }
    }

    private static func write(_ task: TaskRecord, to json: inout JSONText) {
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
        if task.hasMore { writeMore(of: task.outreach, to: &json) }
        json.raw(",\"say\":")
        json.string(task.say)
        json.raw(",\"evidence\":[")
        for (index, identity) in task.evidence.enumerated() {
            if index > 0 { json.raw(",") }
            json.identity(identity)
        }
        json.raw("]}")
    }

    private static func writeMore(of outreach: TaskOutreach, to json: inout JSONText) {
        if let members = outreach.members {
            json.raw(",\"members\":")
            json.number(members.count)
        }
        if outreach.unverified.isEmpty { return }
        json.raw(",\"unverified\":[")
        for (index, feed) in outreach.unverified.enumerated() {
            if index > 0 { json.raw(",") }
            json.string(feed)
        }
        json.raw("]")
    }
}
