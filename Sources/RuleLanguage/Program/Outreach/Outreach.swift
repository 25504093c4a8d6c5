/// What a rule says of its verdicts on their way to people, besides its `task`.
package struct Outreach: Hashable, Sendable {
    /// `priority P if C, …`: the first whose condition is true; then the `priority` of the task.
    package var priorities: [ConditionalPriority] = []
    /// Of a hundred customers so many get no task of the rule; over 0, at most 50. Nil: nobody is held out.
    package var holdoutPercent: Double?
    package var surge: Surge?
    /// As written.
    package var escalations: [Escalation] = []

    package struct ConditionalPriority: Hashable, Sendable {
        package var priority: Priority
        /// Names as in `say`.
        package var condition: Expression
        package init(priority: Priority, condition: Expression) {
            self.priority = priority
            self.condition = condition
        }
    }

    package init() {}
}
