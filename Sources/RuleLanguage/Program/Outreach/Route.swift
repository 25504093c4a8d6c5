/// `route [CLASS] [where C] to QUEUE [priority P] [due D]`: who gets the tasks that it fits. The first that fits decides.
package struct Route: Hashable, Sendable {
    package var taskClass: TaskClass?
    /// Knows the customer and the task (`Expression.task`), no key and no anchor.
    package var condition: Expression?
    /// Knows the customer, no key and no anchor.
    package var queue: Queue
    package var priority: Priority?
    package var due: RuleDuration?
    /// The word `route`, for telling people which one it was.
    package var range: SourceRange
    package init(
        taskClass: TaskClass?, condition: Expression?, queue: Queue, priority: Priority?, due: RuleDuration?,
        range: SourceRange
    ) {
        self.taskClass = taskClass
        self.condition = condition
        self.queue = queue
        self.priority = priority
        self.due = due
        self.range = range
    }
}
