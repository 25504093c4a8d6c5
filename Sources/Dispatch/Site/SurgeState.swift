import Engine
import Events

/// Which tasks a surge counts together.
struct SurgeName: Hashable, Sendable, Comparable {
    /// The name of the rule.
    let rule: Text
    /// G; nil without `by`, or where the anchor lacks the field.
    let group: Value?

    static func < (a: SurgeName, b: SurgeName) -> Bool {
        if a.rule != b.rule { return a.rule < b.rule }
        switch (a.group, b.group) {
        case (let x?, let y?): return x < y
        case (nil, .some): return true
        case (nil, nil), (.some, nil): return false
        }
    }
}

/// What a surge knows of one rule and group.
struct SurgeState: Sendable {
    /// The last tasks that came out or were gathered, each with its latest time, in that order; not more than are counted.
    var recent: [Passage] = []
    var incident: Incident?

    struct Passage: Hashable, Sendable {
        var at: Timestamp
        var task: TaskID
    }
}

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
}

/// What the answer to an incident asks of one member.
struct IncidentCall: Hashable, Sendable {
    var incident: TaskID
    var task: TaskID
    /// A `task.done`, which is the member's too, or a `task.dismissed`, which sets it free.
    var answer: Event
    var isDismissed: Bool
}
