package import Events

package struct TestStep: Sendable {
    package enum Action: Sendable {
        /// An event that arrives at this instant; its own time may be earlier.
        case event(Event)
        case expectNothing
        case expectTask(TestTask)
        case expectWithdrawn(TestTask, because: Text?)
        case expectMissed(TestTask, because: Text?)
        case expectHeld(TestTask, because: Text?)
        case expectEscalated(TestTask, to: Text)
        /// What a person answers to the open task.
        case done(TestTask)
        case dismissed(TestTask)
        case claimed(TestTask, by: Text?)
        case released(TestTask, by: Text?)
        case snoozed(TestTask, until: Timestamp)
        /// A feed, by its place in the program, is not heard from here on.
        case feedFallsSilent(Int)
        case feedIsHeard(Int)
    }
    package var at: Timestamp
    package var action: Action
    package var range: SourceRange
    package init(at: Timestamp, action: Action, range: SourceRange) {
        self.at = at
        self.action = action
        self.range = range
    }
}
