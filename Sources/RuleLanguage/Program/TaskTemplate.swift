package import Events

package struct TaskTemplate: Hashable, Sendable {
    package var taskClass: TaskClass
    package var queue: Text
    package var priority: Priority
    package var due: RuleDuration?
    package init(taskClass: TaskClass, queue: Text, priority: Priority, due: RuleDuration?) {
        self.taskClass = taskClass
        self.queue = queue
        self.priority = priority
        self.due = due
    }
}
