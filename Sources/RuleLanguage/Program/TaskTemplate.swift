package import Events

package struct TaskTemplate: Hashable, Sendable {
    package var taskClass: TaskClass
    package var queue: Queue
    package var priority: Priority
    package var due: RuleDuration?
    package init(taskClass: TaskClass, queue: Queue, priority: Priority, due: RuleDuration?) {
        self.taskClass = taskClass
        self.queue = queue
        self.priority = priority
        self.due = due
    }

    /// When a task that came out at an instant is due; nil if nothing is said, or if that never comes.
    package func due(from opening: Timestamp, _ calendars: CalendarTable) -> Timestamp? {
        due.map { $0.after(opening, calendars) }.flatMap { $0 == .distantFuture ? nil : $0 }
    }
}
