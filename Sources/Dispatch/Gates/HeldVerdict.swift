import Engine
import Events

/// A verdict that is true, and that a gate keeps from becoming a task people see. What of it they see is its task.
struct HeldVerdict: Sendable {
    /// Of its task.
    let id: TaskID
    /// Nil after the fold was forgotten, until it is made anew.
    var verdict: Verdict?
    /// When the verdict was first learned, if that may be after its time.
    var learnedLate: Timestamp?
    /// When it is worth asking again without an event or a change of the customer's tasks; nil if it is not.
    var asksAt: Timestamp?
    /// Feeds that may let it go once they are heard.
    var feeds: [FeedWait] = []
    /// The gate of which was told; nil if it has not been told that it is held.
    var told: GateKind?
    /// Whether an incident in which it was gathered was dismissed: no surge gathers it again.
    var passesSurge = false
    /// The feeds that were silent, while it waits only for what the surge decides; never kept beyond an instant.
    var passed: [Text]?

    init(id: TaskID, verdict: Verdict) {
        self.id = id
        self.verdict = verdict
    }
}
