import Events

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
        // Entries of the array itself would be counted anew with each exchange; those of the buffer are only moved.
        heap.withUnsafeMutableBufferPointer { heap in
            var child = heap.count - 1
            while child > 0 {
                let parent = (child - 1) / 2
                if heap[parent].at <= heap[child].at { break }
                heap.swapAt(parent, child)
                child = parent
            }
        }
    }

    /// Takes the earliest entry.
    mutating func pop() -> Entry? {
        heap.withUnsafeMutableBufferPointer { heap in
            let end = heap.count - 1
            if end < 1 { return }
            heap.swapAt(0, end)
            var parent = 0
            while true {
                var child = 2 * parent + 1
                if child >= end { break }
                if child + 1 < end, heap[child + 1].at < heap[child].at { child += 1 }
                if heap[parent].at <= heap[child].at { break }
                heap.swapAt(parent, child)
                parent = child
            }
        }
        return heap.popLast()
    }
}
