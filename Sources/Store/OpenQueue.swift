import Foundation
import GRDB

/// The open tasks of one queue.
package struct OpenQueue: Sendable, Equatable {
    package var queue: String
    package var open: Int
    /// Past the time asked for.
    package var overdue: Int
    /// As it stands in the files of the tasks; nil if none is due at a time.
    package var oldestDue: String?
}
