package import Engine
package import Events
import TaskDispatch
package import TaskFiles

/// What a surge came to: what is told, when there is next something to do, and its bytes.
package struct SurgeOutcome: Sendable {
    /// As in `Outcome`.
    package private(set) var changes: [UInt8] = []
    package private(set) var tasks: [TaskFile] = []
    package let next: Timestamp?
    /// Empty if nothing of it has to be kept.
    package let state: [UInt8]

    /// Brings a surge to a time, up to which all is known that customers tell it.
    /// - Parameters:
    ///   - surge: which, as in `SurgeMessage`.
    ///   - state: what it came to before; empty if nothing did.
    ///   - messages: what it has not been told yet, in any order.
    /// - Throws: `StateError` when bytes are of a version that is not known, damaged, or another surge's.
    package init(
        of surge: Text, _ state: [UInt8], messages: [[UInt8]], to time: Timestamp, _ worker: Worker
    ) throws(StateError) {
        let dispatcher = worker.program.dispatcher
        var stream = try SurgeStream(surge, bytes: state)
        var notes: [SurgeNote] = []
        var tellings: [Telling?] = []
        for message in messages {
            let (note, telling) = try SurgeLetter.read(message, of: surge)
            notes.append(note)
            tellings.append(telling)
        }
        var told: [Telling] = []
        for chosen in stream.advance(notes, to: time, dispatcher) {
            switch chosen {
            case .incident(let change): told.append(change.telling(ShownEvidence([], texts: [])))
            case .note(let place, let incident):
                guard var telling = tellings[place] else { continue }
                if case .tells(_, _, let made?) = notes[place].what, let incident { telling.rename(made, incident) }
                told.append(telling)
            }
        }
        next = stream.nextDeadline(dispatcher)
        self.state = stream.encoded(dispatcher)
        var last: [TaskID: Int] = [:]
        for (place, telling) in told.enumerated() {
            changes += telling.line
            if let task = telling.task { last[task.id] = place }
        }
        tasks = last.values.sorted().compactMap { told[$0].task }
    }
}

extension Telling {
    /// Puts the incident there is for the one that was made up, which is a hash as long.
    fileprivate mutating func rename(_ made: TaskID, _ incident: TaskID) {
        guard made != incident, let task else { return }
        let (old, new) = (Array(made.text.string.utf8), Array(incident.text.string.utf8))
        var bytes = task.bytes
        var at = 0
        while old.count == new.count, at + old.count <= bytes.count {
            if bytes[at] == old[0], bytes[at..<at + old.count].elementsEqual(old) {
                bytes.replaceSubrange(at..<at + old.count, with: new)
                at += old.count
            } else {
                at += 1
            }
        }
        self.task = TaskFile(id: task.id, place: task.place, bytes: bytes)
    }
}

extension Change {
    func telling(_ evidence: @autoclosure () -> ShownEvidence) -> Telling {
        var telling = Telling(line: [], task: nil)
        if kind != .updated {
            ChangeLine.write(self, to: &telling.line)
            telling.line.append(UInt8(ascii: "\n"))
        }
        if let place = TaskPlace(task.state) {
            telling.task = TaskFile(id: task.id, place: place, bytes: TaskText.bytes(of: task, evidence: evidence()))
        }
        return telling
    }
}
