import Engine
import Events
import RuleLanguage

/// The customers of a test: only those are looked at for whom something happens or comes due.
struct TestCustomers {
    private var states: [Text: CustomerState] = [:]
    /// When a customer has next something to do; an entry that `due` does not confirm is out of date.
    private var queue = DeadlineQueue()
    private var due: [Text: Timestamp] = [:]
    /// The open tasks by rule.
    private var open: [Text: [TaskID: TaskRecord]] = [:]

    /// Brings all customers to a clock.
    mutating func advance(_ dispatcher: Dispatcher, to clock: Clock) -> [Change] {
        var names: [Text] = []
        while let first = queue.first, first.at <= clock.now {
            queue.removeFirst()
            guard due[first.customer] == first.at else { continue }
            due[first.customer] = nil
            names.append(first.customer)
        }
        return names.flatMap { advance(dispatcher, $0, arrivals: [], to: clock) }
    }

    /// An event arrives.
    mutating func deliver(_ event: Event, _ dispatcher: Dispatcher, to clock: Clock) -> [Change] {
        advance(dispatcher, event.customer, arrivals: [event], to: clock)
    }

    private mutating func advance(
        _ dispatcher: Dispatcher, _ name: Text, arrivals: [Event], to clock: Clock
    ) -> [Change] {
        // Moved out and in again, so that it is not copied.
        var state = states.removeValue(forKey: name) ?? CustomerState(customer: name)
        let changes = dispatcher.advance(&state, arrivals: arrivals, clock: clock)
        if let next = state.nextDeadline, due[name] != next {
            due[name] = next
            queue.add(name, at: next)
        } else if state.nextDeadline == nil {
            due[name] = nil
        }
        states[name] = state
        for change in changes { note(change.task) }
        return changes
    }

    private mutating func note(_ task: TaskRecord) {
        open[task.rule, default: [:]][task.id] = task.state == .open ? task : nil
    }

    // MARK: What there is

    var all: some Sequence<CustomerState> { states.values }

    /// Who they are, sorted.
    var names: [Text] { states.keys.sorted() }

    /// Every open task, in the order of rule, customer and id.
    var openTasks: [TaskRecord] { open.values.flatMap(\.values).sorted { TestCustomers.precedes($0, $1) } }

    /// Whether a task is open now.
    func isOpen(_ task: TaskRecord) -> Bool { open[task.rule]?[task.id] != nil }

    /// Whether an open task of a rule is one of those.
    func hasOpenTask(of rule: Text, _ fits: (TaskRecord) -> Bool) -> Bool {
        open[rule]?.values.contains(where: fits) ?? false
    }

    /// The first open task of a rule that is one of those.
    func firstOpenTask(of rule: Text, _ fits: (TaskRecord) -> Bool) -> TaskRecord? {
        open[rule]?.values.lazy.filter(fits).min { TestCustomers.precedes($0, $1) }
    }

    private static func precedes(_ a: TaskRecord, _ b: TaskRecord) -> Bool {
        (a.rule, a.customer, a.id) < (b.rule, b.customer, b.id)
    }
}

/// Which customer has next something to do: a binary heap, the earliest first.
private struct DeadlineQueue {
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
