import Engine
package import TaskDispatch
import Events
import Glibc

/// The two folders of a task: `open/` while somebody should act, `closed/` afterwards.
package enum TaskPlace: String, CaseIterable, Sendable {
    case open, closed

    /// Where a task in this state lies; nil for what has no file.
    package init?(_ state: TaskState) {
        switch state {
        case .open: self = .open
        case .done, .dismissed, .withdrawn, .expired: self = .closed
        case .held, .missed, .heldOut: return nil
        }
    }

    var other: TaskPlace { self == .open ? .closed : .open }
}
