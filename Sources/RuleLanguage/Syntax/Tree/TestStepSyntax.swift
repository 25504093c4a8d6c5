import Events

package struct TestStepSyntax: Sendable {
    package enum Action: Sendable {
        case event(type: Name, customer: Name?, fields: [TestFieldSyntax], happened: TestTimeSyntax?)
        case expectNothing
        case expectTask(TestTaskSyntax)
        case expectWithdrawn(TestTaskSyntax, because: Name?)
        case expectMissed(TestTaskSyntax)
        case done(TestTaskSyntax)
        case dismissed(TestTaskSyntax)
    }
    /// Nil if the step stands at the instant of the one before.
    package var at: TestTimeSyntax?
    package var action: Action
    package var range: SourceRange
    package init(at: TestTimeSyntax?, action: Action, range: SourceRange) {
        self.at = at
        self.action = action
        self.range = range
    }
}
