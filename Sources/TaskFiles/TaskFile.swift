package import Engine
import TaskDispatch
import Events
import Glibc

/// A task's file as it shall lie on disk.
package struct TaskFile: Sendable, Equatable {
    package var id: TaskID
    package var place: TaskPlace
    package var bytes: [UInt8]

    package init(id: TaskID, place: TaskPlace, bytes: [UInt8]) {
        self.id = id
        self.place = place
        self.bytes = bytes
    }
}
