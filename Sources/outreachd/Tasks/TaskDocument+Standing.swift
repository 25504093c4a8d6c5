import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// How a task stands.
extension TaskDocument {
    /// Who has it: who claimed it first since it came out or was given back. Later claims change nothing.
    var holder: (name: String, since: String)? {
        if let owner { return (owner, claimedAt ?? since) }
        // The file of a task that was claimed before files named the owner.
        return happened(since: .opened, .released).first { $0.change == HistoryEntry.Kind.claimed.rawValue }
            .map { ($0.note ?? $0.source ?? "somebody", $0.at) }
    }

    /// Until when it sleeps: what was said last since it came out; nil where nobody put it off.
    var asleepUntil: Timestamp? {
        if let snoozedUntil { return timestamp(snoozedUntil) }
        return happened(since: .opened).last { $0.change == HistoryEntry.Kind.snoozed.rawValue }?.note.flatMap(
            timestamp)
    }

    func isSnoozed(at now: Timestamp) -> Bool { asleepUntil.map { $0 > now } ?? false }

    /// Of whom it is: the customer, or of an incident how many tasks are gathered in it.
    var about: String { members.map { "(\(plural($0.count, "task")))" } ?? customer }

    /// When it came out; of one that never did, when it was judged.
    var since: String { openedAt ?? judgedAt }

    /// 0 is the most urgent.
    var urgency: Int {
        Priority(rawValue: priority).flatMap { Priority.allCases.firstIndex(of: $0) }.map {
            Priority.allCases.count - $0
        } ?? 9
    }

    /// `order o-9`
    var keyText: String { key.map { "\($0.name) \($0.value)" }.joined(separator: ", ") }

    /// By what it ended; nil if it has not.
    var ending: Entry? { history.last { HistoryEntry.Kind(rawValue: $0.change)?.isEnding ?? false } }

    /// What happened since one of these changes happened last; all of it, if none has.
    private func happened(since kinds: HistoryEntry.Kind...) -> ArraySlice<Entry> {
        let words = kinds.map(\.rawValue)
        return history[(history.lastIndex { words.contains($0.change) } ?? history.startIndex)...]
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
