package import Events

/// Something the fold decided about an episode, with its reason: what `explain` tells.
package struct Decision: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A trigger starts the wait, which is judged at the time.
        case armed(judging: Timestamp)
        /// A further trigger joins as evidence; whether the episode was open.
        case joined(isOpen: Bool)
        /// `latest`: this trigger is the anchor now, judged at the time.
        case anchored(judging: Timestamp)
        /// An event stops the waits of the rule.
        case paused
        /// An event lets the waits go on, judged at the time.
        case wentOn(judging: Timestamp)
        /// A trigger while the instance cools is dropped.
        case cooling(until: Timestamp)
        /// A date that is skipped, because the instance cools or is busy.
        case skipped(coolsUntil: Timestamp?)
        /// A trigger before the rule was there.
        case beforeRule(since: Timestamp)
        /// An event of the trigger's type that lacks a key field.
        case withoutKey
        /// An event of the trigger's type whose condition did not hold.
        case notMatched
        /// A date is awaited.
        case awaiting(Timestamp)
        /// An `unless` event ended the wait: which `unless` of the rule.
        case satisfied(unless: Int)
        /// A `while` was not true at the judging: which of the rule, and whether it was unknown instead of false.
        case lapsed(while: Int, unknown: Bool)
        /// Learned too late; counts as lapsed.
        case missed
        /// Its customer is held out: no task comes of it, as of one that was answered before it opened.
        case heldOut
        /// A gate held it until its `expire`.
        case expired
        /// It should have come out, and a `while` was not true any more.
        case noLonger
        /// The incident in which it was gathered is done.
        case doneByIncident
        /// Judged true; a task is owed.
        case opened
        /// A person had answered before it opened.
        case answeredBefore(dismissed: Bool)
        case done
        case dismissed
        /// An open one met an `unless` event.
        case overtaken(unless: Int)
        /// The fact has another value now; whether it was open.
        case moved(wasOpen: Bool)
    }

    package var at: Timestamp
    /// Index in the program.
    package var rule: Int
    package var key: [Value]
    /// The anchor of the episode, or the trigger spoken of.
    package var anchor: EventIdentity?
    /// The event that decided.
    package var by: EventIdentity?
    /// The id of the episode's task, whether it has opened or not; nil for a trigger that started nothing.
    package var task: TaskID?
    package var kind: Kind
}
