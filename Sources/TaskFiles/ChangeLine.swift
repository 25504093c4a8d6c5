import Engine
package import TaskDispatch
package import Events
import RuleLanguage

/// A change of a task as one line of JSON: what `replay` prints, and the ledger keeps.
///
/// The keys stand in the order `seq at change because until by brought was who said judged rule customer key task class queue
/// priority due members unverified say evidence`; what is absent is left out. Only the ledger has `seq`, `brought`, `was`,
/// `who` and `said`, the changes `claimed`, `released` and `snoozed`, and `judged` in lines of other changes than `opened`.
package enum ChangeLine {
    /// Appends the line as `replay` prints it, without a line end; nothing for an update.
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
        if change.kind == .opened { writeJudged(change, to: &json) }
        write(change.task, to: &json)
        swap(&json.bytes, &bytes)
    }

    /// Appends the line of the ledger, with its end.
    /// - Parameters:
    ///   - number: of the line.
    ///   - brought: who brought the event that it is by, if that is known.
    ///   - meaning: of that event.
    /// - Returns: false, and appends nothing, for a change of which the ledger does not tell.
    package static func writeForLedger(
        _ change: Change, number: Int, brought: Text?, meaning: EventMeaning?, to bytes: inout [UInt8]
    ) -> Bool {
        let answer = change.answer
        if change.kind == .updated, answer == nil { return false }
        var json = JSONText()
        swap(&json.bytes, &bytes)
        json.raw("{\"seq\":")
        json.number(number)
        json.raw(",\"at\":")
        json.time(change.at)
        if let answer, change.kind == .updated {
            json.raw(",\"change\":\"")
            json.content(Text(answer.kind.rawValue))
            json.raw("\"")
        } else {
            write(change.kind, to: &json)
        }
        if let by = change.by {
            json.raw(",\"by\":")
            json.identity(by)
            json.member("brought", brought)
            json.member("was", meaning.map { Text($0.rawValue) })
        }
        if let answer { write(answer, to: &json) }
        switch change.kind {
        case .opened, .held, .heldOut, .expired: writeJudged(change, to: &json)
        case .escalated, .withdrawn, .done, .dismissed, .missed, .updated: break
        }
        write(change.task, to: &json)
        json.raw("\n")
        swap(&json.bytes, &bytes)
        return true
    }

    private static func writeJudged(_ change: Change, to json: inout JSONText) {
        if change.task.isIncident || change.task.judgedAt == change.at { return }
        json.raw(",\"judged\":")
        json.time(change.task.judgedAt)
    }

    /// What a person said: who, and what else.
    private static func write(_ answer: HistoryEntry, to json: inout JSONText) {
        switch answer.kind {
        case .claimed, .released: json.member("who", answer.note ?? answer.by?.source)
        case .snoozed:
            json.member("until", answer.note)
            json.member("who", answer.who ?? answer.by?.source)
        case .done, .dismissed:
            json.member("who", answer.who ?? answer.by?.source)
            json.member("said", answer.note)
        case .opened, .withdrawn, .missed, .held, .heldOut, .escalated: break
        }
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

extension Change {
    /// The answer of a person that this change is; nil if it is none.
    fileprivate var answer: HistoryEntry? {
        guard let by, let last = task.history.last(where: { $0.by == by }) else { return nil }
        switch (kind, last.kind) {
        case (.updated, .claimed), (.updated, .released), (.updated, .snoozed), (.done, .done),
            (.dismissed, .dismissed):
            return last
        default: return nil
        }
    }
}

extension JSONText {
    /// A member behind others; nothing if there is no value.
    fileprivate mutating func member(_ name: StaticString, _ value: Text?) {
        guard let value else { return }
        raw(",\"")
        raw(name)
        raw("\":")
        string(value)
    }
}
