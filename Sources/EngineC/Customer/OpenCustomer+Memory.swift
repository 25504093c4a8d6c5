import TaskDispatch

extension OpenCustomer {
    /// About how many bytes of memory it takes, its events and tasks with it.
    package var memory: Int {
        MemoryShare.customer + events.list.count * MemoryShare.event + events.textBytes
            + stream.state.tasks.count * MemoryShare.task * (awaitsSurge ? 2 : 1)
    }
}

/// What takes how much memory, by measurement.
private enum MemoryShare {
    static let customer = 700
    /// Besides its text.
    static let event = 350
    static let task = 1_000
}
