package import Events

/// What the task of a verdict says: everything but its life.
package struct TaskDraft: Sendable {
    /// The names and values of `per`.
    package let key: [KeyValue]
    package let say: Text
    /// In time order.
    package let evidence: [Event]
}
