import Engine
import Events
import RuleLanguage

/// What a gate is asked about.
struct GateQuestion {
    /// Index in the program.
    let rule: Int
    /// The id of the task that would come out.
    let task: TaskID
    /// j: when it was judged.
    let judgedAt: Timestamp
    /// Of when it was judged.
    let priority: Priority
    /// The instant at which it is asked, and at which the task would come out.
    let now: Timestamp
    let customer: CustomerView
    /// The customer's tasks, and what waits to become one.
    let tasks: [GateTask]
    let hearing: FeedHearing
}

/// One of a customer's tasks, or a verdict that waits to become one, as far as gates look at it.
struct GateTask: Sendable {
    let id: TaskID
    /// Index in the program; nil of a rule that is not in force any more.
    let rule: Int?
    let taskClass: TaskClass
    /// Whether it is open or held.
    var isLive: Bool
    /// When it came out or was gathered, if it counts for a budget.
    var countsFrom: Timestamp?
    /// When it ended, if it had come out.
    var endedAt: Timestamp?
    /// When it came out, where that is asked.
    var openedAt: Timestamp?
}

extension TaskSelector {
    /// Whether it speaks of the tasks of a rule.
    func selects(rule: Int?, _ taskClass: TaskClass) -> Bool {
        switch self {
        case .any: return true
        case .ofClass(let some): return taskClass == some
        case .rules(let places): return rule.map(places.contains) ?? false
        }
    }
}
