import Engine
import Events
import Logging
import RuleLanguage
import Spool
import Store
import Systemd
import TaskFiles

/// What one turn works on: read from the spool, or due.
struct Work {
    /// New events and counts.
    var intake = Intake()
    /// How far files were read, to be kept with the events.
    var taken: [TakenFile] = []
    /// Bad lines of files that are not read to the end yet, when they are many.
    var parts: [(name: SpoolName, lines: [UInt8])] = []
    /// Files that are done with when all that follows from them is durable.
    var finished: [FinishedFile] = []
    /// Customers to judge without a new event.
    var due: [Text] = []
}

extension Steward {
    /// One turn, from top to bottom. After each step the machine may die: the next start does the rest, with the same
    /// outcome.
    mutating func turn(_ work: Work, clock: Clock, report: inout Report) throws {
        var writes = TurnWrites()
        writes.clock = clock.now
        writes.taken = work.taken
        writes.gone = gone.map(\.bytes)
        writes.counts = work.intake.counts(by: engine.program.schema)
        writes.events = work.intake.events.map {
            StoredEvent(
                identity: $0.identity, customer: $0.customer, time: $0.time, arrived: clock.now, json: $0.json)
        }
        let states = try fold(work, clock: clock, into: &writes)
        try afterStep(.folded)

        try setAsideStrays(before: writes.tasks)
        // Before the commit: whatever fails from here on, the next round looks.
        mayOweTasks = !writes.tasks.isEmpty
        if !writes.isEmpty { try store.commit(writes) }
        for state in states { cache.put(state) }
        for file in work.taken { taken[SpoolName(bytes: file.name)] = file }
        gone = []
        report.add(writes.counts)
        meters.committed(writes)
        try afterStep(.committed)

        try write(writes.tasks)
        mayOweTasks = false

        for part in work.parts { try spool.writeRejections(part.name, lines: part.lines) }
        try writeRejections(of: work.finished)
        try afterStep(.rejectionsWritten)

        try letGo(of: work.finished, at: clock.now)
        try afterStep(.spoolRemoved)
        crashNote.clear()
    }

    /// Brings every customer that is touched or due to the clock.
    /// - Returns: the states as they are when `writes` is durable.
    private mutating func fold(
        _ work: Work, clock: Clock, into writes: inout TurnWrites
    ) throws -> [CustomerState] {
        var arrivals: [Text: [Event]] = [:]
        var order: [Text] = []
        for event in work.intake.events {
            if arrivals[event.customer] == nil { order.append(event.customer) }
            arrivals[event.customer, default: []].append(event)
        }
        order += work.due.filter { arrivals[$0] == nil }

        var states: [CustomerState] = []
        var tasks = TasksOwed()
        var tally: EpisodeTally? = EpisodeTally()
        for customer in order {
            var state = try state(of: customer)
            let changes = engine.advance(&state, arrivals: arrivals[customer] ?? [], clock: clock, tally: &tally)
            for change in changes {
                tasks.take(change)
                note(change, in: &writes.counts)
            }
            writes.customers.append(
                StoredCustomer(customer: customer, state: state.encoded(), deadline: state.nextDeadline))
            states.append(state)
        }
        writes.tasks = tasks.list
        for (kind, count) in tally?.counts ?? [:] {
            let name = engine.program.rules[kind.rule].name
            writes.counts[Counter(.episode, Text("\(kind.outcome.rawValue) \(name)")), default: 0] += count
        }
        return states
    }

    /// A customer's state: from the cache, from the store, or a new one.
    private mutating func state(of customer: Text) throws -> CustomerState {
        if let state = cache.take(customer) { return state }
        guard let stored = try store.load(customer: customer) else { return CustomerState(customer: customer) }
        // An event whose type is not declared any more stays in the store and takes no part.
        let events = stored.events.compactMap { reader.event(fromStored: $0) }
        do {
            return try CustomerState(customer: customer, bytes: stored.state, events: events)
        } catch {
            throw DaemonError.state(error, customer: customer)
        }
    }

    /// Counts a change of a task, and logs it if somebody sees it.
    private func note(_ change: Change, in counts: inout [Counter: Int]) {
        let name: Text
        switch change.kind {
        case .opened: name = "opened"
        case .withdrawn: name = "withdrawn"
        case .done: name = "done"
        case .dismissed: name = "dismissed"
        case .missed: name = "missed"
        case .updated: name = "updated"
        }
        counts[Counter(.tasks, name), default: 0] += 1
        counts[Counter(.rule, Text("\(name) \(change.task.rule)")), default: 0] += 1
        let whose: Logger.Metadata = [
            "task": "\(change.task.id)", "rule": "\(change.task.rule)", "customer": "\(change.task.customer)",
        ]
        switch change.kind {
        case .opened:
            meters.judged(after: change.task.openedAt - change.task.judgedAt)
            log.info("task opened", metadata: Occurrence.taskOpened.metadata(whose))
        case .withdrawn: log.info("task withdrawn", metadata: Occurrence.taskWithdrawn.metadata(whose))
        case .done, .dismissed, .missed: log.info("task \(name)", metadata: whose)
        case .updated: log.debug("task updated", metadata: whose)
        }
    }
}

/// The tasks whose files a turn owes: each once, as it is after its last change.
private struct TasksOwed {
    private(set) var list: [StoredTask] = []
    private var places: [TaskID: Int] = [:]

    mutating func take(_ change: Change) {
        // A missed task never had a file.
        guard TaskPlace(change.task.state) != nil else { return }
        let task = StoredTask(
            id: change.task.id, customer: change.task.customer, rule: change.task.rule, state: change.task.state,
            body: TaskText.bytes(of: change.task, evidence: change.evidence))
        if let place = places[task.id] {
            list[place] = task
        } else {
            places[task.id] = list.count
            list.append(task)
        }
    }
}
