import Engine
import TaskDispatch
import Events
import Store

extension TurnProcessor {
    /// One turn, from top to bottom. After each step the machine may die: the next start does the rest, with the same
    /// outcome.
    mutating func turn(_ input: consuming TurnInput, report: inout Report) throws {
        var batch = TurnBatch(
            of: &input, schema: customers.schema, undeclared: &undeclared, gone: inbox.taken.gone, site: site,
            ledger: outbox.ledger)
        outbox.ledger.tellRules(in: &batch)
        try customers.takeAnswers(&batch, store, announcer)
        if !batch.isKeptOnly { try customers.fold(&batch, due: input.due, store, announcer) }
        batch.site.write(to: &batch.writes)
        batch.writes.tasks = outbox.render(&batch.tasks)
        batch.writes.ledger = batch.ledger.blocks
        try afterStep(.folded)

        try outbox.setAsideStrays(before: batch.writes.tasks, store)
        try outbox.ledger.look(before: batch.writes.ledger, store)
        try commit(&batch)
        report.add(batch.writes.counts)
        try afterStep(.committed)

        try deliver(batch.writes.tasks, batch.writes.ledger)
        outbox.mayOwe = false

        try inbox.writeRejections(of: &input.finished)
        try afterStep(.rejectionsWritten)

        // All that follows from a file is durable when every event that is kept has been folded.
        inbox.leaving += input.finished
        let files = customers.areWaiting ? [] : inbox.leaving

        try inbox.release(files, at: batch.clock.now)
        try afterStep(.spoolRemoved)
        inbox.suspects.noteRest()
    }

    /// What the next turn works on, before it begins: files, as long as some wait; then whoever is due. Nil if there is
    /// nothing left.
    mutating func read(_ work: inout RoundWork) throws -> TurnInput? {
        let time = clock.read()
        if !work.queue.isEmpty {
            var input = TurnInput(clock: clock.times(of: time, judged: .nothing))
            try inbox.read(&work.queue, into: &input, now: max(clock.latest, time.wall), store)
            if work.queue.isEmpty, !customers.areWaiting { input.clock.judged = horizon(of: &work) }
            return input
        }
        let horizon = horizon(of: &work)
        var input = TurnInput(clock: clock.times(of: time, judged: horizon))
        if !customers.areWaiting {
            input.due = try store.dueCustomers(horizon, limit: Settings.customersPerTurn, except: work.judged)
            let called = site.state.called.filter { !work.judged.contains($0) }
            input.due += Set(called.prefix(Settings.customersPerTurn)).subtracting(input.due)
            let isSiteDue = !work.isSettled && site.state.nextDeadline.map(horizon.contains) ?? false
            if input.due.isEmpty, !isSiteDue {
                input.due = try settling(&work, at: input.clock)
                if input.due.isEmpty { return nil }
            }
            work.isSettled = true
            work.judged.formUnion(input.due)
        }
        return input
    }

    /// Whose past may be settled, of whom nothing comes: some in each round, and more as long as nothing else is to be done.
    private mutating func settling(_ work: inout RoundWork, at clock: Clock) throws -> [Text] {
        if work.hasSettled {
            let due = try store.nextDeadline().map { $0 + settings.grace <= self.clock.wall } ?? false
            if due { return [] }
            if try inbox.filesWait() { return [] }
        }
        work.hasSettled = true
        return try store.customersToSettle(
            through: Settings.settles(at: clock.learned, lateness: settings.lateness),
            limit: Settings.customersPerTurn, except: work.judged)
    }

    /// What of the deadlines may be judged. The first time in a round it ends the reading: only when no file waits.
    private mutating func horizon(of work: inout RoundWork) -> Horizon {
        let horizon = work.horizon ?? inbox.finishReading(judgingThrough: work.judgesThrough)
        work.horizon = horizon
        return horizon
    }

    /// Makes a batch durable, and notes in memory what is so now.
    private mutating func commit(_ batch: inout TurnBatch) throws {
        batch.writes.leavesNothingWaiting =
            !customers.areWaiting && (!batch.isKeptOnly || batch.writes.arrivals.shares.isEmpty)
        // Before the commit: whatever fails from here on, the next round looks.
        outbox.mayOwe = !batch.writes.tasks.isEmpty || !batch.writes.ledger.isEmpty
        if latenessKept != settings.lateness { batch.writes.lateness = settings.lateness }
        if !batch.writes.isEmpty {
            try store.commit(batch.writes)
            latenessKept = settings.lateness
        }
        site = batch.site
        customers.committed(batch)
        outbox.ledger.committed(batch)
        inbox.taken.committed(batch.writes.taken)
        metrics.committed(batch.writes, events: batch.eventsBySource)
    }

    /// Writes the lines of the ledger and the files of tasks that the store has, and marks them as written.
    private func deliver(_ tasks: [StoredTask], _ lines: [LedgerBlock]) throws {
        try outbox.write(tasks)
        try afterStep(.tasksWritten)
        try outbox.removeElsewhere(tasks)
        try afterStep(.tasksMoved)
        // A person waits for a task, nobody for its line.
        let end = try outbox.ledger.write(lines, store)
        try afterStep(.ledgerWritten)
        if end != nil || !tasks.isEmpty { try store.markWritten(tasks.map(\.id), ledger: end.map { (lines, $0) }) }
        try afterStep(.tasksMarked)
    }

    /// Writes the files and the lines that an interrupted turn left owing.
    mutating func deliverOwed() throws {
        while outbox.mayOwe {
            let (lines, owed) = (try store.owedLedger(), try store.owedTasks(limit: Settings.tasksAtOnce))
            if owed.isEmpty, lines.isEmpty { outbox.mayOwe = false } else { try deliver(owed, lines) }
        }
    }

    private var announcer: ChangeAnnouncer { ChangeAnnouncer(log: log, metrics: metrics) }
}
