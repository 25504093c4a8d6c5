import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// How a task stands, as its history tells it.
extension TaskDocument {
    /// Who has it: who claimed it first since it came out. Later claims change nothing.
    var owner: (name: String, since: String)? {
        sinceOpening.first { $0.change == HistoryEntry.Kind.claimed.rawValue }
            .map { ($0.note ?? $0.source ?? "somebody", $0.at) }
    }

    /// Until when it sleeps: what was said last since it came out; nil where nobody put it off.
    var snoozedUntil: Timestamp? {
        sinceOpening.last { $0.change == HistoryEntry.Kind.snoozed.rawValue }?.note.flatMap(timestamp)
    }

    func isSnoozed(at now: Timestamp) -> Bool { snoozedUntil.map { $0 > now } ?? false }

    /// 0 is the most urgent.
    var urgency: Int {
        Priority(rawValue: priority).flatMap { Priority.allCases.firstIndex(of: $0) }.map {
            Priority.allCases.count - $0
        } ?? 9
    }

    /// `order o-9`
    var keyText: String { key.map { "\($0.name) \($0.value)" }.joined(separator: ", ") }

    private var sinceOpening: ArraySlice<Entry> {
        let opening = history.lastIndex { $0.change == HistoryEntry.Kind.opened.rawValue }
        return history[(opening ?? history.startIndex)...]
    }
}

extension TaskDocument.Entry {
    /// The source of the event that brought it about; nil where time did, or where somebody answered on the command line,
    /// of which the source says nothing.
    var source: String? {
        guard let by, let blank = by.lastIndex(of: " "), !by.hasPrefix(AnswerOptions.source + " ") else { return nil }
        return String(by[..<blank])
    }
}
