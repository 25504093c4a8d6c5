import Engine
package import Events
import RuleLanguage

/// One thing that happened to a task.
package struct HistoryEntry: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case opened, withdrawn, done, dismissed, missed, claimed, snoozed, released, held, escalated
        case heldOut = "held-out"

        /// Whether a task has ended by it. What people said at the same time may stand behind it in a history.
        package var isEnding: Bool {
            switch self {
            case .withdrawn, .done, .dismissed, .missed, .heldOut: return true
            case .opened, .claimed, .snoozed, .released, .held, .escalated: return false
            }
        }

        /// Whether people said it of a task, and it goes on all the same.
        package var isNote: Bool {
            switch self {
            case .claimed, .snoozed, .released: return true
            case .opened, .withdrawn, .done, .dismissed, .missed, .held, .escalated, .heldOut: return false
            }
        }
    }
    package var at: Timestamp
    package var kind: Kind
    package var because: Withdrawal?
    /// The event that brought it about.
    package var by: EventIdentity?
    /// What the person said: the outcome, the reason, who claimed it, until when it sleeps; which gate holds or held it;
    /// to which queue it escalated.
    package var note: Text?
    /// Who gave the answer, if it says so.
    package var who: Text?

    package init(
        at: Timestamp, kind: Kind, because: Withdrawal? = nil, by: EventIdentity? = nil, note: Text? = nil,
        who: Text? = nil
    ) {
        self.at = at
        self.kind = kind
        self.because = because
        self.by = by
        self.note = note
        self.who = who
    }
}
