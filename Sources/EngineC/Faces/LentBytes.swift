import COutreachEngine
import Engine
import Events
import TaskFiles

/// Bytes that C looks at until they are filled anew: they stay where they are.
final class LentBytes {
    private var base = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
    private var capacity = 64

    deinit { base.deallocate() }

    func fill(_ bytes: [UInt8]) -> oe_bytes { bytes.withUnsafeBufferPointer { fill($0) } }

    func fill(_ bytes: UnsafeBufferPointer<UInt8>) -> oe_bytes {
        if bytes.count > capacity {
            base.deallocate()
            capacity = bytes.count * 3 / 2
            base = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        }
        if let first = bytes.baseAddress { base.update(from: first, count: bytes.count) }
        return oe_bytes(bytes: base, count: bytes.count)
    }
}

/// A worker as C holds it, with what its last call left.
final class WorkerHandle {
    let worker: Worker
    private let first = LentBytes()
    private let second = LentBytes()
    private let texts = LentBytes()
    private var tasks = UnsafeMutablePointer<oe_task>.allocate(capacity: 4)
    private var taskCapacity = 4

    init(_ worker: Worker) { self.worker = worker }

    deinit { tasks.deallocate() }

    func lend(_ bytes: [UInt8]) -> oe_bytes { first.fill(bytes) }
    func lend(_ text: Text) -> oe_bytes { text.withBytes { first.fill($0) } }
    func lendBeside(_ text: Text) -> oe_bytes { text.withBytes { second.fill($0) } }

    func lend(_ outcome: Outcome, of customer: OpenCustomer) -> oe_result {
        var result = oe_result()
        result.changes = lend(outcome.changes)
        result.next = oe_time(customer.nextDeadline)
        result.waits_for_feeds = customer.waitsForFeeds
        if outcome.tasks.isEmpty { return result }
        // All texts one after the other, and then where each stands.
        var bytes: [UInt8] = []
        for task in outcome.tasks {
            bytes += Array(task.id.text.string.utf8) + task.bytes + Array(task.place.rawValue.utf8)
        }
        guard var at = texts.fill(bytes).bytes else { return result }
        func next(_ count: Int) -> oe_bytes {
            defer { at += count }
            return oe_bytes(bytes: at, count: count)
        }
        if outcome.tasks.count > taskCapacity {
            tasks.deallocate()
            taskCapacity = outcome.tasks.count
            tasks = UnsafeMutablePointer<oe_task>.allocate(capacity: taskCapacity)
        }
        for (place, task) in outcome.tasks.enumerated() {
            tasks[place] = oe_task(
                id: next(task.id.text.string.utf8.count), text: next(task.bytes.count),
                place: next(task.place.rawValue.utf8.count))
        }
        result.tasks = UnsafePointer(tasks)
        result.task_count = outcome.tasks.count
        return result
    }
}
