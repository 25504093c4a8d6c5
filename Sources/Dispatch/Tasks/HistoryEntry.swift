import Engine
package import Events
import RuleLanguage

/// One thing that happened to a task.
package struct HistoryEntry: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case opened, withdrawn, done, dismissed, missed, claimed, snoozed, released, held, escalated
        case heldOut = "held-out"
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
