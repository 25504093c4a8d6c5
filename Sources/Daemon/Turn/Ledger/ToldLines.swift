import Events
import Report

/// What a ledger tells, so that a state that does not know it tells none of it again: what is last told of each task, and
/// the answers, touches and outcomes that are told.
struct ToldLines {
    /// One event says one thing of a task once.
    private struct Note: Hashable {
        var task: TaskNumber
        var change: LedgerLine.Change
        var by: Text?
        /// The side of a touch, the name of an outcome.
        var what: Text?
    }

    private struct Escalation: Hashable {
        var queue: Text?
        var priority: Text?
    }

    private struct Last: Equatable {
        var change: LedgerLine.Change
        var because: Text?

        /// Whether nothing but another opening can follow.
        var isOver: Bool {
            switch change {
            case .done, .dismissed, .withdrawn, .heldOut: true
            case .opened, .held, .missed, .escalated, .claimed, .released, .snoozed, .touched, .outcome: false
            }
        }
    }

    private var notes: Set<Note> = []
    private var last: [TaskNumber: Last] = [:]
    /// Where a task has got since it opened.
    private var escalations: [TaskNumber: Set<Escalation>] = [:]

    /// Takes a line as it is read; what is none is passed over.
    mutating func read(_ line: UnsafeBufferPointer<UInt8>) {
        guard case .change(let line) = try? LedgerReader.line(line) else { return }
        _ = isNews(line)
    }

    /// Whether a line, with its end, says more than is told, which it then is.
    mutating func isNews(_ line: ArraySlice<UInt8>) -> Bool {
        let read = line.dropLast().withUnsafeBufferPointer { try? LedgerReader.line($0) }
        switch read {
        case .change(let line): return isNews(line)
        case .rules, nil: return true
        }
    }

    private mutating func isNews(_ line: LedgerLine) -> Bool {
        switch line.change {
        case .touched, .outcome, .claimed, .released, .snoozed:
            return note(line)
        case .done, .dismissed:
            last[line.task] = Last(change: line.change)
            return note(line)
        case .escalated:
            let escalation = Escalation(queue: line.queue, priority: line.rest.priority)
            return escalations[line.task, default: []].insert(escalation).inserted
        case .opened, .held, .heldOut, .withdrawn, .missed:
            let now = Last(change: line.change, because: line.because)
            if let before = last[line.task] {
                // A repair judges the deadline of a task that was over before it came.
                if before == now || (line.change == .missed && before.isOver) { return false }
            }
            if line.change == .opened { escalations[line.task] = nil }
            last[line.task] = now
            return true
        }
    }

    private mutating func note(_ line: LedgerLine) -> Bool {
        let note = Note(
            task: line.task, change: line.change, by: line.rest.by, what: line.side ?? line.outcome)
        return notes.insert(note).inserted
    }
}
