import Engine
import Events

/// What the answer to an incident asks of one member.
struct IncidentCall: Hashable, Sendable {
    var incident: TaskID
    var task: TaskID
    /// A `task.done`, which is the member's too, or a `task.dismissed`, which sets it free.
    var answer: Event
    var isDismissed: Bool
}
