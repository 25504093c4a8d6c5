import Events
import Synchronization

/// A clock that stands still until it is set.
final class SettableClock: Sendable {
    private let mutex: Mutex<Timestamp>

    init(_ time: Timestamp) { mutex = Mutex(time) }

    var time: Timestamp {
        get { mutex.withLock { $0 } }
        set { mutex.withLock { $0 = newValue } }
    }
}
