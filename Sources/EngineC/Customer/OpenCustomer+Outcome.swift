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
    /// What is to be told to surges, in the order in which it happened.
    package var messages: [SurgeMessage] = []
}

extension OpenCustomer {
    func outcome(of changes: [Change], _ worker: Worker) -> Outcome {
        var outcome = Outcome()
        for note in stream.takeNotes() {
            let telling = note.change.map { change in change.telling(shown(of: change, worker)) }
            outcome.messages.append(
                SurgeMessage(surge: note.surge, at: note.at, bytes: SurgeLetter.bytes(of: note, telling)))
        }
        if changes.isEmpty { return outcome }
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
                    bytes: TaskText.bytes(of: change.task, evidence: shown(of: change, worker))))
        }
        return outcome
    }

    private func shown(of change: Change, _ worker: Worker) -> ShownEvidence {
        var asked = ShownEvidence.places(of: change.evidence.count).map { change.evidence[$0].identity }
        let ending = change.task.endedBy
        if let ending { asked.append(ending) }
        let texts = texts(of: asked, worker)
        let shown = ShownEvidence(change.evidence, texts: ending == nil ? texts : texts.dropLast())
        return ending == nil ? shown : shown.ended(by: texts.last ?? "", broughtBy: nil)
    }

    /// Empty where there is none.
    private func texts(of identities: [EventIdentity], _ worker: Worker) -> [Text] {
        let places = identities.map(events.place(of:))
        let known = places.compactMap(\.self)
        let texts = events.texts(at: known, &worker.unpacker, of: name)
        if known.count == places.count { return texts }
        var next = texts.makeIterator()
        return places.map { $0 == nil ? "" : next.next() ?? "" }
    }
}
