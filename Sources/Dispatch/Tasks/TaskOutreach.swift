import Engine
package import Events

/// What became of a task on its way to people and with them: of most there is nothing to tell.
package struct TaskOutreach: Hashable, Sendable {
    /// Whether it has never come out: it is held, or ended while it was.
    package var isNeverOut = false
    /// What holds it; of one that ended while it was held, what held it last.
    package var hold: TaskHold?
    /// When it was gathered in an incident, the last time: for a budget it was out from then on.
    package var gatheredAt: Timestamp?
    /// When dispatch ended its episode, if it did.
    var endedAt: Timestamp?
    /// When it was asked who gets it and what it says, if not when it was judged.
    package var askedAt: Timestamp?
    /// The `by`, else the source, of the first claim since it came out or was given back.
    package var owner: Text?
    package var claimedAt: Timestamp?
    package var snoozedUntil: Timestamp?
    /// The answers of the instant at which it came out that were known before, and are none to it.
    var earlierAnswers: [EventIdentity] = []
    /// Which `escalate` of its rule have been done since it came out.
    package var escalated: [DoneEscalation] = []
    /// The feeds, by name, that were silent when it came out nevertheless.
    package var unverified: [Text] = []
    /// Of an incident: the tasks gathered in it, sorted; nil for every other task.
    package var members: [TaskMember]?

    package init() {}
}
