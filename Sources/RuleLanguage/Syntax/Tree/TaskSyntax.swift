package struct TaskSyntax: Sendable {
    /// As written; the checker knows the classes and priorities.
    package var taskClass: Name
    package var queue: QueueSyntax
    package var priority: PrioritySyntax?
    package var due: DurationLiteral?
    package init(taskClass: Name, queue: QueueSyntax, priority: PrioritySyntax?, due: DurationLiteral?) {
        self.taskClass = taskClass
        self.queue = queue
        self.priority = priority
        self.due = due
    }
}
