package import Engine
package import TaskDispatch

/// A task's file as it should lie on disk, without its bytes.
package struct TaskRow: Sendable, Equatable {
    package var id: TaskID
    package var state: TaskState
    /// Of the file, in bytes.
    package var size: Int
    /// Whether the file is known to lie on disk like that.
    package var isWritten: Bool
}
