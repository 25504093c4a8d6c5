import Events

package struct TestStepSyntax: Sendable {
    package enum Action: Sendable {
        case event(type: Name, customer: Name?, fields: [TestFieldSyntax], happened: TestTimeSyntax?)
        case expectNothing
        case expectTask(TestTaskSyntax)
        case expectWithdrawn(TestTaskSyntax, because: Name?)
        case expectMissed(TestTaskSyntax, because: Name?)
        case expectHeld(TestTaskSyntax, because: Name?)
        case expectEscalated(TestTaskSyntax, to: Name)
        case done(TestTaskSyntax)
        case dismissed(TestTaskSyntax)
        case claimed(TestTaskSyntax, by: Name?)
        case released(TestTaskSyntax, by: Name?)
        case snoozed(TestTaskSyntax, until: TestTimeSyntax)
        /// `feed crm falls silent`
        case feedFallsSilent(Name)
        /// `feed crm is heard`
        case feedIsHeard(Name)
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
