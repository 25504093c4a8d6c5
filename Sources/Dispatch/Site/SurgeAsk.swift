import Engine
import Events
import RuleLanguage

/// What a surge is asked about a task that no other gate holds: all that it takes to decide it, without its customer.
struct SurgeAsk: Hashable, Sendable {
    let task: TaskID
    let name: SurgeName
    let limit: SurgeLimit
    /// Of the rule.
    let title: Text
    let taskClass: TaskClass
    /// Who gets the task, and so an incident that begins with it.
    let queue: Text
    let priority: Priority

    init(
        task: TaskID, _ name: SurgeName, _ limit: SurgeLimit, title: Text, _ taskClass: TaskClass, queue: Text,
        _ priority: Priority
    ) {
        self.task = task
        self.name = name
        self.limit = limit
        self.title = title
        self.taskClass = taskClass
        self.queue = queue
        self.priority = priority
    }

    /// The id of an incident that begins with the task at an instant.
    func incident(at t: Timestamp) -> TaskID {
        .incident(rule: name.rule, group: name.group, firstMember: task, at: t)
    }
}

/// Who decides what surges are asked.
enum SurgeDecision: Sendable {
    /// The site, which knows all customers.
    case here
    /// Somebody who knows all customers, later: until then the tasks are as if the answer was this, and what was asked is
    /// noted. One that is gathered is so in the incident that would begin with it.
    case elsewhere(gathers: Bool, asks: [SurgeAsk])

    var isHere: Bool { if case .here = self { true } else { false } }
}
