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
    private let letters = LentBytes()
    private var messages = UnsafeMutablePointer<oe_message>.allocate(capacity: 4)
    private var messageCapacity = 4

    init(_ worker: Worker) { self.worker = worker }

    deinit {
        tasks.deallocate()
        messages.deallocate()
    }

    func lend(_ bytes: [UInt8]) -> oe_bytes { first.fill(bytes) }
    func lend(_ text: Text) -> oe_bytes { text.withBytes { first.fill($0) } }
    func lendBeside(_ text: Text) -> oe_bytes { text.withBytes { second.fill($0) } }

    func lend(_ outcome: Outcome, of customer: OpenCustomer) -> oe_result {
        var result = oe_result()
        result.changes = lend(outcome.changes)
        result.next = oe_time(customer.nextDeadline)
        result.waits_for_feeds = customer.waitsForFeeds
        result.tasks = lend(outcome.tasks)
        result.task_count = outcome.tasks.count
        result.messages = lend(outcome.messages)
        result.message_count = outcome.messages.count
        return result
    }

    func lend(_ outcome: SurgeOutcome) -> oe_surge_result {
        var result = oe_surge_result()
        result.changes = lend(outcome.changes)
        result.tasks = lend(outcome.tasks)
        result.task_count = outcome.tasks.count
        result.next = oe_time(outcome.next)
        result.state = second.fill(outcome.state)
        return result
    }

    private func lend(_ outcome: [TaskFile]) -> UnsafePointer<oe_task>? {
        if outcome.isEmpty { return nil }
        // All texts one after the other, and then where each stands.
        var bytes: [UInt8] = []
        for task in outcome {
            task.id.text.withBytes { bytes.append(contentsOf: $0) }
            bytes += task.bytes
            bytes += task.place.rawValue.utf8
        }
        var cut = Cut(texts.fill(bytes))
        if outcome.count > taskCapacity {
            tasks.deallocate()
            taskCapacity = outcome.count
            tasks = UnsafeMutablePointer<oe_task>.allocate(capacity: taskCapacity)
        }
        for (place, task) in outcome.enumerated() {
            tasks[place] = oe_task(
                id: cut.next(task.id.text.string.utf8.count), text: cut.next(task.bytes.count),
                place: cut.next(task.place.rawValue.utf8.count))
        }
        return UnsafePointer(tasks)
    }

    private func lend(_ outcome: [SurgeMessage]) -> UnsafePointer<oe_message>? {
        if outcome.isEmpty { return nil }
        var cut = Cut(letters.fill(outcome.flatMap { Array($0.surge.string.utf8) + $0.bytes }))
        if outcome.count > messageCapacity {
            messages.deallocate()
            messageCapacity = outcome.count
            messages = UnsafeMutablePointer<oe_message>.allocate(capacity: messageCapacity)
        }
        for (place, message) in outcome.enumerated() {
            messages[place] = oe_message(
                surge: cut.next(message.surge.string.utf8.count), bytes: cut.next(message.bytes.count),
                at: oe_time(message.at))
        }
        return UnsafePointer(messages)
    }
}

/// Bytes of which one piece is taken after the other.
private struct Cut {
    private var at: UnsafePointer<UInt8>?

    init(_ bytes: oe_bytes) { at = bytes.bytes }

    mutating func next(_ count: Int) -> oe_bytes {
        defer { at = at.map { $0 + count } }
        return oe_bytes(bytes: at, count: count)
    }
}
