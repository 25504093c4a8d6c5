package import Events
package import RuleLanguage

/// Who gets a task, how urgent it is, and how long there is.
package struct Assignment: Hashable, Sendable {
    package var queue: Text
    package var priority: Priority
    /// Counts from when the task comes out.
    package var due: RuleDuration?
    /// The place in the program of the route that decided; nil if none fits.
    package var route: Int?

    package init(queue: Text, priority: Priority, due: RuleDuration?, route: Int?) {
        self.queue = queue
        self.priority = priority
        self.due = due
        self.route = route
    }
}
