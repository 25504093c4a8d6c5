package import Events

/// The open tasks of one queue.
package struct OpenQueue: Sendable, Equatable {
    package var queue: Text
    package var open: Int
    /// Past the time asked for.
    package var overdue: Int
    /// Nil if none is due at a time.
    package var oldestDue: Timestamp?
}
