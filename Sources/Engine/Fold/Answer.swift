import Events

/// A person's `task.done` or `task.dismissed`.
struct Answer: Hashable, Sendable {
    var at: Timestamp
    var by: EventRef
    var dismissed: Bool
}
