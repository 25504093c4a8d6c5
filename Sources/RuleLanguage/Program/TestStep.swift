package import Events

package struct TestStep: Sendable {
    package enum Action: Sendable {
        /// An event that arrives at this instant; its own time may be earlier.
        case event(Event)
        case expectNothing
        case expectTask(TestTask)
        case expectWithdrawn(TestTask, because: Text?)
        case expectMissed(TestTask)
        /// What a person answers to the open task.
        case done(TestTask)
        case dismissed(TestTask)
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
