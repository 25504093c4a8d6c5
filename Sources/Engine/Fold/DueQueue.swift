import Events

/// The name of an instance: the rule and the values of its key.
struct InstanceName: Hashable, Sendable {
    let rule: Int
    let key: [Value]
}

/// When instances have something to do next: a binary heap, the earliest first. An entry may be stale, because the wait
/// it was made for has ended; whoever takes it looks.
struct DueQueue: Sendable {
    struct Entry: Sendable {
        let at: Timestamp
        let name: InstanceName
    }

    private var heap: [Entry] = []

    /// The earliest entry; nil if there is none.
    var first: Entry? { heap.first }

    mutating func push(_ name: InstanceName, at t: Timestamp) {
        heap.append(Entry(at: t, name: name))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if heap[parent].at <= heap[child].at { break }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    /// Takes the earliest entry.
    mutating func pop() -> Entry? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            if child >= heap.count { break }
            if child + 1 < heap.count, heap[child + 1].at < heap[child].at { child += 1 }
            if heap[parent].at <= heap[child].at { break }
            heap.swapAt(parent, child)
            parent = child
        }
        return first
    }
}
