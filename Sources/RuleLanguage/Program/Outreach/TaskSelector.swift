/// Of which tasks a gate speaks.
package enum TaskSelector: Hashable, Sendable {
    case any
    case ofClass(TaskClass)
    /// By index in the program, in ascending order.
    case rules([Int])
}
