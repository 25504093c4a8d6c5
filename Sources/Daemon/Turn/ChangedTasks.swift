import Engine
import TaskDispatch
import Events
import TaskFiles

/// The tasks that a turn changed and that have a file: each once, as it is after its last change, with the texts of its
/// evidence and no more, so that a turn of many customers holds none of their other events.
struct ChangedTasks {
    /// A task and its evidence.
    struct Changed {
        var task: TaskRecord
        /// What its file shows of `task.evidence`.
        var evidence: ShownEvidence
    }

    private var list: [Changed] = []
    private var places: [TaskID: Int] = [:]

    /// Takes the changes of one customer, in the order in which they happened.
    /// - Parameter brought: who brought the events that the changes are by, where that is known.
    mutating func take(
        _ changes: [Change], brought: [EventIdentity: Text?] = [:], _ texts: EvidenceTexts
    ) throws {
        var last: [TaskID: Int] = [:]
        // What was missed has no file.
        for (place, change) in changes.enumerated() where TaskPlace(change.task.state) != nil {
            last[change.task.id] = place
        }
        var texts = texts
        texts.gather(for: last.values.map { changes[$0] })
        for place in last.values.sorted() {
            let change = changes[place]
            put(Changed(task: change.task, evidence: try texts.shown(of: change, brought: brought)))
        }
    }

    private mutating func put(_ changed: Changed) {
        if let place = places[changed.task.id] {
            list[place] = changed
        } else {
            places[changed.task.id] = list.count
            list.append(changed)
        }
    }

    /// Hands out every task, and keeps none: what was handed out takes no memory any more.
    mutating func handOut(_ body: (Changed) -> Void) {
        places = [:]
        list.reverse()
        while let changed = list.popLast() { body(changed) }
    }
}
