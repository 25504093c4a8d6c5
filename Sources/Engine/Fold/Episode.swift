import Events
import RuleLanguage

/// One run of a rule for one instance: from its trigger to its end.
struct Episode: Hashable, Sendable {
    enum Status: Hashable, Sendable {
        case armed
        case open
    }

    var status = Status.armed
    /// The trigger that the windows count from; for a date trigger the event that set the fact.
    var anchor: EventRef
    /// a: the anchor's time; for a date trigger its instant.
    var anchorTime: Timestamp
    /// j: when it is judged, or was.
    var judging: Timestamp
    /// The triggers, the anchor among them, in the order in which they happened.
    var triggers: Triggers
    /// What names an episode of a date trigger.
    var date: DateName?
    /// Whether its task says what it says.
    var isReconciled = false
    /// Where its opening stands among the fold's transitions, if those are told; never stored.
    var opening: Int32 = -1
}
