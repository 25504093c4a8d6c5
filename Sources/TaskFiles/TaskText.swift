import Engine
package import TaskDispatch
import Events
import RuleLanguage

/// The text of a task's file.
///
/// One task is the same bytes always: the keys stand in the order `id rule title customer key class queue priority
/// say judged_at opened_at due_at state because held_by held_until incident owner claimed_at snoozed_until unverified
/// members evidence brought ended_by ended_by_brought history`, what is absent is left out (a task that never came out was never opened), an event of the
/// evidence is the line it came as, or of very much evidence its name (`ShownEvidence`), `evidence_unlisted` counts those
/// that have none, and `brought` names who brought each of the lines, by the owners of the files in which they stood.
/// `ended_by` is the event that ended the task, the line as which it came, `ended_by_brought` who brought it. Each key has
/// its own line, and so has each event and each entry of the history.
package enum TaskText {
    /// - Parameter evidence: what is shown of the events of `task.evidence`.
    package static func bytes(of task: TaskRecord, evidence: ShownEvidence) -> [UInt8] {
        var json = JSONText(capacity: 1_024 + evidence.lines.reduce(0) { $0 + $1.string.utf8.count + 8 })
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
        json.member("judged_at", task.judgedAt)
        let outreach = task.outreach
        if !outreach.isNeverOut { json.member("opened_at", task.openedAt) }
        if let due = task.dueAt, !outreach.isNeverOut { json.member("due_at", due) }
        json.member("state", Text(task.state.word))
        if let because = task.reason { json.member("because", because) }
        json.standing(task.state, outreach)
        json.name("evidence")
        json.lines(evidence.lines) { event, json in json.append(event) }
        if evidence.unlisted > 0 {
            json.name("evidence_unlisted")
            json.value(.number(Double(evidence.unlisted)))
        }
        if !evidence.bringers.isEmpty {
            json.name("brought")
            json.names(evidence.bringers)
        }
        if let ending = evidence.ending {
            json.name("ended_by")
            json.append(ending.line)
            if let bringer = ending.bringer { json.member("ended_by_brought", bringer) }
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

    /// JSON as it came.
    fileprivate mutating func append(_ json: Text) { json.withBytes { bytes.append(contentsOf: $0) } }

    /// What keeps it back, who has it, until when it sleeps, what could not be verified, what is gathered in it.
    fileprivate mutating func standing(_ state: TaskState, _ outreach: TaskOutreach) {
        if state == .held, let hold = outreach.hold {
            member("held_by", Text(hold.gate.rawValue))
            if let until = hold.until { member("held_until", until) }
            if let incident = hold.incident { member("incident", incident.text) }
        }
        if let owner = outreach.owner { member("owner", owner) }
        if let claimed = outreach.claimedAt { member("claimed_at", claimed) }
        if let snoozed = outreach.snoozedUntil { member("snoozed_until", snoozed) }
        if !outreach.unverified.isEmpty {
            name("unverified")
            strings(outreach.unverified)
        }
        if let members = outreach.members {
            name("members")
            lines(members) { member, json in
                json.raw("{\"task\":")
                json.string(member.task.text)
                json.raw(",\"customer\":")
                json.string(member.customer)
                json.raw("}")
            }
        }
    }

    /// What is not known is null.
    fileprivate mutating func names(_ names: [Text?]) {
        raw("[")
        for (index, name) in names.enumerated() {
            if index > 0 { raw(",") }
            if let name { string(name) } else { raw("null") }
        }
        raw("]")
    }

    private mutating func strings(_ texts: [Text]) {
        raw("[")
        for (index, text) in texts.enumerated() {
            if index > 0 { raw(",") }
            string(text)
        }
        raw("]")
    }

    fileprivate mutating func member(_ name: StaticString, _ value: Text, first: Bool = false) {
        self.name(name, first: first)
        string(value)
    }

    fileprivate mutating func member(_ name: StaticString, _ time: Timestamp) {
        self.name(name)
        self.time(time)
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
        time(entry.at)
        raw(",\"change\":")
        string(Text(entry.kind.rawValue))
        if let because = entry.because {
            raw(",\"because\":")
            string(Text(because.rawValue))
        }
        if let by = entry.by {
            raw(",\"by\":")
            identity(by)
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

extension TaskRecord {
    /// Why it ended, if not because somebody answered it.
    fileprivate var reason: Text? {
        if let because { return Text(because.rawValue) }
        return state == .expired ? outreach.hold.map { Text($0.gate.rawValue) } : nil
    }
}
