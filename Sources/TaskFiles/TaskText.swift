import Engine
package import TaskDispatch
package import Events
import RuleLanguage

/// The text of a task's file.
///
/// One task is the same bytes always: the keys stand in the order `id rule title customer key class queue priority
/// say judged_at opened_at due_at state because evidence history`, what is absent is left out, an event of the
/// evidence is the line it came as, or of very much evidence its name (`ShownEvidence`), and `evidence_unlisted` counts
/// those that have none. Each key has its own line, and so has each event and each entry of the history.
package enum TaskText {
    /// - Parameter evidence: what is shown of the events of `task.evidence`.
    package static func bytes(of task: TaskRecord, evidence: ShownEvidence) -> [UInt8] {
        var json = JSONText()
        json.raw("{")
        json.member("id", task.id.text, first: true)
        json.member("rule", task.rule)
        json.member("title", task.title)
        json.member("customer", task.customer)
        json.name("key")
        json.object(of: task.key)
        json.member("class", Text(task.taskClass.rawValue))
        json.member("queue", task.queue)
        json.member("priority", Text(task.priority.rawValue))
        json.member("say", task.say)
        json.member("judged_at", Text(task.judgedAt.description))
        json.member("opened_at", Text(task.openedAt.description))
        if let due = task.dueAt { json.member("due_at", Text(due.description)) }
        json.member("state", Text(task.state.rawValue))
        if let because = task.because { json.member("because", Text(because.rawValue)) }
        json.name("evidence")
        json.lines(evidence.lines) { event, json in event.withBytes { json.bytes.append(contentsOf: $0) } }
        if evidence.unlisted > 0 {
            json.name("evidence_unlisted")
            json.value(.number(Double(evidence.unlisted)))
        }
        json.name("history")
        json.lines(task.history) { entry, json in json.entry(entry) }
        json.raw("\n}\n")
        return json.bytes
    }
}

extension JSONText {
    /// `"name": ` on a line of its own.
    fileprivate mutating func name(_ name: StaticString, first: Bool = false) {
        raw(first ? "\n  \"" : ",\n  \"")
        raw(name)
        raw("\": ")
    }

    fileprivate mutating func member(_ name: StaticString, _ value: Text, first: Bool = false) {
        self.name(name, first: first)
        string(value)
    }

    /// A list with one element a line.
    fileprivate mutating func lines<Element>(_ elements: [Element], _ write: (Element, inout JSONText) -> Void) {
        raw("[")
        for (index, element) in elements.enumerated() {
            raw(index == 0 ? "\n    " : ",\n    ")
            write(element, &self)
        }
        raw(elements.isEmpty ? "]" : "\n  ]")
    }

    fileprivate mutating func entry(_ entry: HistoryEntry) {
        raw("{\"at\":")
        string(Text(entry.at.description))
        raw(",\"change\":")
        string(Text(entry.kind.rawValue))
        if let because = entry.because {
            raw(",\"because\":")
            string(Text(because.rawValue))
        }
        if let by = entry.by {
            raw(",\"by\":")
            string(Text(by.description))
        }
        if let who = entry.who {
            raw(",\"who\":")
            string(who)
        }
        if let note = entry.note {
            raw(",\"note\":")
            string(note)
        }
        raw("}")
    }
}
