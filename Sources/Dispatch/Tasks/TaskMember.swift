package import Engine
package import Events

/// A task that is gathered in an incident.
package struct TaskMember: Hashable, Sendable, Comparable {
    package var customer: Text
    package var task: TaskID

    package init(customer: Text, task: TaskID) {
        self.customer = customer
        self.task = task
    }

    package static func < (a: TaskMember, b: TaskMember) -> Bool { (a.customer, a.task) < (b.customer, b.task) }
}
