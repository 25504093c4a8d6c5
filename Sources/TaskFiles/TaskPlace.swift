import Engine
package import TaskDispatch
import Events
import Glibc

/// The folders of a task: `held/` while a gate keeps it back, `open/` while somebody should act, `closed/` afterwards.
package enum TaskPlace: String, CaseIterable, Sendable {
    case open, held, closed

    /// Where a task in this state lies; nil for what has no file.
    package init?(_ state: TaskState) {
        switch state {
        case .open: self = .open
        case .held: self = .held
        case .done, .dismissed, .withdrawn, .expired: self = .closed
        case .missed, .heldOut: return nil
        }
    }

    /// The folders where a task that lies here does not belong.
    package var others: [TaskPlace] { TaskPlace.allCases.filter { $0 != self } }
}
