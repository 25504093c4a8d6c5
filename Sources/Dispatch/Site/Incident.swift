import Engine
import Events

/// An open incident.
struct Incident: Sendable {
    /// Its members are those that it was last told with.
    var task: TaskRecord
    /// G, which it says.
    let group: Value?
    /// The tasks gathered in it now.
    var members: Set<TaskMember>
    /// Claims, releases and snoozes that name it.
    var notes: [Event] = []
    /// Whether it was told that it is open.
    var isTold = false
    /// When an `escalate` is next asked.
    var escalates: Timestamp?

    /// Claims, releases and snoozes since it opened, in time order.
    var notesSinceOut: [Event] { notes.filter { $0.time > task.openedAt }.sorted() }

    /// Brings what it says in line with its members.
    /// - Returns: whether that is something else than before.
    @discardableResult
    mutating func tell() -> Bool {
        let before = task.outreach.members
        let sorted = members.sorted()
        let group = group.map { ": \($0.written)" } ?? ""
        task.outreach.members = sorted
        task.say = Text("\(task.title)\(group) (\(sorted.count))")
        return before != sorted
    }

    func change(_ kind: ChangeKind, at: Timestamp, by: EventIdentity? = nil) -> Change {
        Change(at: at, kind: kind, by: by, task: task, evidence: [])
    }
}
