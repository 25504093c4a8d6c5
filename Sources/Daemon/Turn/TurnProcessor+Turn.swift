import CloudEvents
import Engine
import Events
import Logging
import RuleLanguage
import Spool
import Store
import Systemd
import TaskFiles

extension TurnProcessor {
    /// One turn, from top to bottom. After each step the machine may die: the next start does the rest, with the same
    /// outcome.
    mutating func turn(_ work: consuming TurnInput, clock: Clock, report: inout Report) throws {
        var writes = TurnWrites()
        writes.clock = clock.now
        writes.taken = work.taken
        writes.gone = inbox.taken.gone.map(\.bytes)
        writes.counts = work.intake.counts(by: engine.program.schema)
        writes.arrivals = work.intake.arranged()
        writes.arrived = clock.now
        // While files wait to be read, events are only kept.
        let isKeeping = clock.judged == .nothing
        let held = isKeeping ? [] : try fold(due: work.due, clock: clock, into: &writes)
        writes.leavesNothingWaiting = waiting.isEmpty && (!isKeeping || writes.arrivals.shares.isEmpty)
        try afterStep(.folded)

        try outbox.setAsideStrays(before: writes.tasks, store)
        // Before the commit: whatever fails from here on, the next round looks.
        outbox.mayOwe = !writes.tasks.isEmpty
        if !writes.isEmpty { try store.commit(writes) }
        if isKeeping { waiting.keep(writes.arrivals) }
        for one in held { cache.put(one) }
        inbox.taken.committed(work.taken)
        report.add(writes.counts)
        metrics.committed(writes, events: work.intake.countsBySource)
        try afterStep(.committed)

        try deliver(writes.tasks)
        outbox.mayOwe = false

        // All that follows from a file is durable when nobody waits to be judged any more.
        inbox.leaving += work.finished
        let files = waiting.isEmpty ? inbox.leaving : []
        try inbox.writeRejections(of: work.parts, leaving: files)
        try afterStep(.rejectionsWritten)

        try inbox.release(files, at: clock.now)
        try afterStep(.spoolRemoved)
        inbox.suspects.noteRest()
    }

    /// Writes the files of tasks that the store has, and notes in the store that they are written.
    private func deliver(_ tasks: [StoredTask]) throws {
        try outbox.write(tasks)
        try afterStep(.tasksWritten)
        try outbox.removeElsewhere(tasks)
        try afterStep(.tasksMoved)
        if !tasks.isEmpty { try store.markWritten(tasks.map(\.id)) }
        try afterStep(.tasksMarked)
    }

    /// Writes the files that an interrupted turn left owing.
    mutating func deliverOwedTasks() throws {
        while outbox.mayOwe {
            let owed = try store.owedTasks(limit: Settings.tasksAtOnce)
            if owed.isEmpty { outbox.mayOwe = false } else { try deliver(owed) }
        }
    }

    /// Brings every customer that is touched, has waited, or is due to the clock.
    /// - Returns: the states as they are when `writes` is durable; none if they are too many to be kept.
    private mutating func fold(
        due: [Text], clock: Clock, into writes: inout TurnWrites
    ) throws -> [CustomerCache.Held] {
        let touched = writes.arrivals.shares.map {
            WaitingCustomers.Next(
                customer: $0.customer, texts: [writes.arrivals.text(of: $0)], count: $0.events.count)
        }
        let names = Set(due.isEmpty ? [] : touched.map(\.customer))
        let untouched = due.filter { !names.contains($0) }.map { WaitingCustomers.Next(customer: $0, texts: []) }
        // Of those who waited there are mostly more than are kept.
        let isKept = waiting.isEmpty && touched.count + untouched.count <= Settings.customersToKeep
        var held: [CustomerCache.Held] = []
        var tasks = TasksOwed()
        var tally: EpisodeCounts? = EpisodeCounts()
        func fold(_ customers: [WaitingCustomers.Next]) throws {
            for (customer, var one, arrivals, texts) in try states(of: customers) {
                let changes = engine.advance(&one.state, arrivals: arrivals, clock: clock, tally: &tally)
                let evidence = EvidenceTexts(texts: texts, reader: reader, store: store)
                for change in changes {
                    // What was missed has no file.
                    if TaskPlace(change.task.state) != nil {
                        tasks.take(change.task, evidence: try evidence.whole(change.evidence))
                    }
                    note(change, in: &writes.counts)
                }
                writes.customers.append(
                    StoredCustomer(
                        customer: customer, state: one.state.encoded(), known: one.known,
                        deadline: one.state.nextDeadline))
                if isKept { held.append(one) }
            }
        }
        var rest = (touched + untouched)[...]
        while !rest.isEmpty {
            try fold(Array(rest.prefix(Settings.customersAtOnce)))
            rest = rest.dropFirst(Settings.customersAtOnce)
        }
        while writes.customers.count < Settings.customersPerTurn {
            let next = waiting.take(Settings.customersAtOnce)
            if next.isEmpty { break }
            try fold(next)
        }
        writes.tasks = tasks.list
        for (kind, count) in tally?.counts ?? [:] {
            let name = engine.program.rules[kind.rule].name
            writes.counts[Counter(.episode, Text("\(kind.outcome.rawValue) \(name)")), default: 0] += count
        }
        return held
    }

    /// The states of some customers, from the cache, from the store, or new ones; what each state does not know yet;
    /// and what is at hand of the texts of its events.
    private mutating func states(
        of customers: [WaitingCustomers.Next]
    ) throws -> [(customer: Text, one: CustomerCache.Held, arrivals: [Event], texts: [ArraySlice<UInt8>])] {
        var states: [(customer: Text, one: CustomerCache.Held, arrivals: [Event], texts: [ArraySlice<UInt8>])] = []
        states.reserveCapacity(customers.count)
        let cached = customers.map { next in next.texts == nil ? nil : cache.take(next.customer) }
        let missing = customers.indices.filter { cached[$0] == nil }.map { customers[$0].customer }
        let isInStore = customers.contains { $0.texts == nil }
        var loaded = try store.load(missing, onlyKnown: !isInStore)[...]
        for (place, next) in customers.enumerated() {
            var arrivals: [Event] = []
            arrivals.reserveCapacity(next.count)
            for text in next.texts ?? [] { text.withUnsafeBytes { foldReader.read(stored: $0, to: &arrivals) } }
            if var one = cached[place] {
                one.known += next.count
                states.append((next.customer, one, arrivals, next.texts ?? []))
                continue
            }
            let record = loaded.popFirst().flatMap { $0 } ?? CustomerRecord()
            let (state, unknown) = try record.restored(next.customer, foldReader)
            let one = CustomerCache.Held(
                state: state, known: next.texts == nil ? record.count : record.known + next.count)
            states.append(
                (
                    next.customer, one, next.texts == nil ? unknown : arrivals,
                    (record.text.isEmpty ? [] : [record.text[...]]) + (next.texts ?? [])
                ))
        }
        return states
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
        if change.kind == .opened { metrics.judged(after: change.task.openedAt - change.task.judgedAt) }
        // Where nobody reads it, it is not put together.
        guard log.logLevel <= .info else { return }
        let whose: Logger.Metadata = [
            "task": "\(change.task.id)", "rule": "\(change.task.rule)", "customer": "\(change.task.customer)",
        ]
        switch change.kind {
        case .opened: log.info("task opened", metadata: JournalMessage.taskOpened.metadata(whose))
        case .withdrawn: log.info("task withdrawn", metadata: JournalMessage.taskWithdrawn.metadata(whose))
        case .done, .dismissed, .missed: log.info("task \(name)", metadata: whose)
        case .updated: log.debug("task updated", metadata: whose)
        }
    }
}

/// The tasks whose files a turn owes: each once, as it is after its last change.
private struct TasksOwed {
    private(set) var list: [StoredTask] = []
    private var places: [TaskID: Int] = [:]

    mutating func take(_ record: TaskRecord, evidence: [Event]) {
        let task = StoredTask(
            id: record.id, customer: record.customer, rule: record.rule, state: record.state,
            body: TaskText.bytes(of: record, evidence: evidence))
        if let place = places[task.id] {
            list[place] = task
        } else {
            places[task.id] = list.count
            list.append(task)
        }
    }
}
