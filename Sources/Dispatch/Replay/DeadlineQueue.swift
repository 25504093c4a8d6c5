import Events

/// Which customer has next something to do: a binary heap, the earliest first.
struct DeadlineQueue {
    private var heap: [(at: Timestamp, customer: Text)] = []

    var first: (at: Timestamp, customer: Text)? { heap.first }

    mutating func add(_ customer: Text, at t: Timestamp) {
        heap.append((t, customer))
        var child = heap.count - 1
        while child > 0, heap[child].at < heap[(child - 1) / 2].at {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while 2 * parent + 1 < heap.count {
            var child = 2 * parent + 1
            if child + 1 < heap.count, heap[child + 1].at < heap[child].at { child += 1 }
            guard heap[child].at < heap[parent].at else { break }
            heap.swapAt(parent, child)
            parent = child
        }
    }
}
