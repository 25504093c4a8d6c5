package import Events

/// What the task of a verdict says: everything but its life.
package struct TaskDraft: Sendable {
    /// The ids that name the episode: by its anchor first, then by each trigger that joined.
    package let ids: [TaskID]
    /// The names and values of `per`.
    package let key: [KeyValue]
    package let say: Text
    /// In time order.
    package let evidence: [Event]
}
