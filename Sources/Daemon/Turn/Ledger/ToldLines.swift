import Events
import Report

/// What a ledger tells, so that a state that does not know it tells none of it again: what is last told of each task, and
/// the touches and outcomes that are told.
struct ToldLines {
    fileprivate struct Last: Equatable {
        var change: LedgerLine.Change
        var because: Text?
        var who: Text?
    }

    private struct Note: Hashable {
        var task: TaskNumber
        var at: Timestamp
        /// Of a touch.
        var side: Text?
        var outcome: Text?
    }

    private var last: [TaskNumber: Last] = [:]
    private var notes: Set<Note> = []

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
        case .touched, .outcome:
            return notes.insert(Note(task: line.task, at: line.at, side: line.side, outcome: line.outcome)).inserted
        case .opened, .held, .heldOut, .escalated, .claimed, .released, .snoozed, .done, .dismissed, .withdrawn,
            .missed:
            let now = Last(change: line.change, because: line.because, who: line.who)
            if let before = last[line.task], before == now || before.includes(line.change) { return false }
            last[line.task] = now
            return true
        }
    }
}

extension ToldLines.Last {
    /// Whether a change is past where this was told.
    fileprivate func includes(_ other: LedgerLine.Change) -> Bool {
        switch (other, change) {
        case (.opened, .opened), (.opened, .claimed), (.opened, .released), (.opened, .snoozed), (.opened, .escalated):
            true
        case (.missed, .done), (.missed, .dismissed), (.missed, .withdrawn), (.missed, .heldOut): true
        default: false
        }
    }
}
