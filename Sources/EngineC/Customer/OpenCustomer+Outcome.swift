import Engine
import Events
import TaskDispatch
package import TaskFiles

/// What a step changed of a customer.
package struct Outcome: Sendable {
    /// A line each with its end, as `replay` prints them, in the order in which they happened.
    package var changes: [UInt8] = []
    /// The tasks that have a file and are others than before, each once, as it is after the step.
    package var tasks: [TaskFile] = []
}

extension OpenCustomer {
    func outcome(of changes: [Change]) -> Outcome {
        var outcome = Outcome()
        var last: [TaskID: Int] = [:]
        for (place, change) in changes.enumerated() {
            if change.kind != .updated {
                ChangeLine.write(change, to: &outcome.changes)
                outcome.changes.append(UInt8(ascii: "\n"))
            }
            // What was missed has no file.
            if TaskPlace(change.task.state) != nil { last[change.task.id] = place }
        }
        for place in last.values.sorted() {
            let change = changes[place]
            guard let folder = TaskPlace(change.task.state) else { continue }
            outcome.tasks.append(
                TaskFile(
                    id: change.task.id, place: folder,
                    bytes: TaskText.bytes(of: change.task, evidence: shown(change.evidence))))
        }
        return outcome
    }

    private func shown(_ evidence: [Event]) -> ShownEvidence {
        let places = ShownEvidence.places(of: evidence.count)
        return ShownEvidence(evidence, texts: places.map { events[evidence[$0].identity]?.text ?? "" })
    }
}
