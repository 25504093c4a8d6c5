import TaskDispatch

extension OpenCustomer {
    /// About how many bytes of memory it takes, its events and tasks with it.
    package var memory: Int {
        MemoryShare.customer + events.list.count * MemoryShare.event + events.textBytes
            + stream.state.tasks.count * MemoryShare.task
    }
}

/// What takes how much memory, by measurement.
private enum MemoryShare {
    static let customer = 1_000
    /// Besides its text.
    static let event = 600
    static let task = 1_200
}
