package import Events

/// `escalate unclaimed|undone after D to QUEUE [priority P]`
package struct Escalation: Hashable, Sendable {
    package enum Condition: String, Hashable, Sendable { case unclaimed, undone }
    package var condition: Condition
    package var after: RuleDuration
    package var queue: Text
    package var priority: Priority?
    package init(condition: Condition, after: RuleDuration, queue: Text, priority: Priority?) {
        self.condition = condition
        self.after = after
        self.queue = queue
        self.priority = priority
    }
}
