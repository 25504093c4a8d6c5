import CLinux
import CloudEvents
import Engine
import TaskDispatch
package import Events
package import Logging
import RuleLanguage
package import Spool
import Store
import Systemd

/// Owns all that the daemon knows, and does its work turn by turn.
///
/// It is a plain value with one owner and does nothing by itself: whoever owns it calls `round()` when there may be
/// something to do. The time is handed in, so that a test can be at any moment.
package struct TurnProcessor {
    let settings: Settings
    /// How the rules were put in force with which it started.
    let adoption: RuleActivation
    let store: StateStore
    var inbox: Inbox
    var customers: Customers
    var outbox: TaskOutbox
    var clock: TurnClock
    var site: Site
    var undeclared: UndeclaredTypes
    let log: Logger
    /// Where turns are measured.
    package var metrics = Metrics()
    /// What the store has of `--lateness`, for who builds the state again.
    var latenessKept: TimeSpan?
    /// Called after each arrow of a turn; a test throws here to stop the machine.
    var afterStep: (TurnStep) throws -> Void = { _ in }

    /// Opens the folders and the state. Nothing is read or judged yet.
    ///
    /// - Parameters:
    ///   - settling: when a file that is written in place counts as whole.
    ///   - clock: the time to judge by; the machine's, unless a test or `--now` says another.
    ///   - elapsed: a clock that nobody sets.
    ///   - fileClock: the clock that the times of files go by, whatever `clock` says.
    ///   - accounts: the users and groups that own files.
    /// - Throws: `DaemonError`, also when another daemon works on this state.
    package init(
        settings: Settings, rules: RuleSet, settling: SpoolDirectory.Settling = .leftAlone, log: Logger,
        clock: @escaping @Sendable () -> Timestamp = WallClock.now,
        elapsed: @escaping @Sendable () -> TimeSpan = WallClock.sinceStart,
        fileClock: @escaping @Sendable () -> Timestamp = WallClock.now, accounts: Accounts = .machine
    ) throws(DaemonError) {
        do {
            self.settings = settings
            self.log = log
            // First the lock: what follows changes folders.
            store = try StateStore(folder: settings.state, identities: WholeEventReader().identities)
            inbox = try Inbox(
                settings: settings, program: rules.program, accounts: accounts, key: store.hashKey, settling: settling,
                fileClock: fileClock,
                taken: try store.takenFiles(), log: log)
            undeclared = UndeclaredTypes(try store.counters())
            outbox = try TaskOutbox(
                path: settings.spool + "/tasks",
                ledger: Ledger(path: settings.ledger, store: store, at: clock(), log: log),
                keepClosed: settings.keepClosed, log: log)
            self.clock = TurnClock(wallClock: clock, elapsed: elapsed, worked: try store.clock(), log: log)
            let (engine, adoption) = try Self.adopt(rules, in: store, at: self.clock.latest, backfill: .zero)
            customers = Customers(
                engine: engine, watch: FoldWatch(state: settings.state), lateness: settings.lateness,
                keepClosed: settings.keepClosed)
            site = try Site(engine, of: store)
            latenessKept = try store.lateness()
            outbox.ledger.use(rules.program)
            self.adoption = adoption
            // Last, for the mark is gone with it: a start that fails must not take it along.
            try recallFault()
            tellUnknownOwners()
        } catch {
            throw DaemonError(error)
        }
    }

    /// Reads all that waits in the spool, then judges what is due.
    ///
    /// - Parameter shouldStop: asked between turns; what is left then waits for the next round.
    /// - Throws: `DaemonError`. What was committed stays; the next round does the rest again.
    package mutating func round(shouldStop: () -> Bool = { false }) throws(DaemonError) -> Report {
        var report = Report()
        defer { inbox.spool.rest() }
        do {
            try store.checkFolder()
            // Before `tasks/` is put right: a spool that was unmounted is not to be made anew under its mount point.
            try inbox.beginRound()
            try customers.recallWaiting(from: store)
            try outbox.check(against: store, wall: clock.wall)
            try deliverOwed()
            // The clock before the listing: what lay in the spool by then has been read before a deadline is judged.
            let through = clock.read().judging - settings.grace
            var work = RoundWork(queue: try inbox.list(), judgesThrough: through)
            while !shouldStop() {
                guard let input = try read(&work) else {
                    customers.watch.isCareful = false
                    site.tellSilence(at: clock.read().judging, log)
                    break
                }
                try turn(input, report: &report)
            }
            giveBackMemory(after: report)
            return report
        } catch is FoldWatch.Stopped {
            customers.forget()
            inbox.suspects.noteRest()
            return report
        } catch {
            customers.forget()
            let error = DaemonError(error)
            if error.isOrderly { inbox.suspects.noteRest() }
            throw error
        }
    }

    /// Blames whoever brought the process before down: the customer that it was working on, if there was one, else the
    /// files that it was reading.
    private mutating func recallFault() throws {
        let isFault = FaultMark.take(state: settings.state)
        let blamed = customers.watch.blamed()
        if let blamed {
            var unfinished = UnfinishedCustomers(try store.unfinishedCustomers())
            unfinished.note(
                blamed, "the daemon ended without a word while it worked on it", at: clock.latest, log)
            try store.keep(unfinished: unfinished.all)
            customers.watch.clear()
        }
        inbox.suspects.recall(isFault: isFault && blamed == nil)
        customers.watch.isCareful = isFault || blamed != nil
    }

    /// - Parameter ask: is asked each second of a turn whether it shall be given up, for the daemon shall end.
    func whileWorking(_ ask: @escaping () -> Bool) { customers.watch.mustEnd = ask }

    /// After many events: what they needed is not needed any more.
    private func giveBackMemory(after report: Report) {
        if report.events > Settings.manyEvents { giveBackMemory() }
    }

    /// After work that needed much for a while, as reading rules with large tables does.
    func giveBackMemory() {
        store.releaseMemory()
        memory_trim()
    }

    /// When the next deadline may be judged, grace included; nil if there is none.
    func nextDue() throws(DaemonError) -> Timestamp? {
        do { return try store.nextDeadline().map { $0 + settings.grace } } catch { throw DaemonError(error) }
    }

    /// When there is next something to do without a new event; nil if never. Never at once: after a round there is
    /// nothing left to do.
    package func nextWake() throws(DaemonError) -> Timestamp? {
        do {
            let soon = clock.wall + TimeSpan(seconds: 1)
            if customers.areWaiting { return soon }
            let due = [try store.nextDeadline(), site.state.nextDeadline].compactMap(\.self).min()
            let settles = try store.oldestUnsettled().map(settings.settling)
            let next = [due.map { $0 + settings.grace }, site.nextSilence(after: clock.wall), settles]
            return next.compactMap(\.self).min().map { max($0, soon) }
        } catch {
            throw DaemonError(error)
        }
    }

    /// Closes the state, so that the next start can tell that nothing changed since. The processor is no use afterwards.
    /// Without it, as after a crash, the next start looks more closely.
    package mutating func close() {
        if !inbox.taken.gone.isEmpty {
            // So that a file that comes again by then, name and content, is a new one.
            var writes = TurnWrites()
            writes.gone = inbox.taken.gone.map(\.bytes)
            if (try? store.commit(writes)) != nil { inbox.taken.committed([]) }
        }
        store.close()
    }

    /// Keeps what the metrics have learned of the feeds, if that is more than before.
    func keepFeeds() throws(DaemonError) {
        guard let feeds = metrics.takeFeeds() else { return }
        do { try store.keep(feeds: feeds) } catch { throw DaemonError(error) }
    }

    /// Goes on with what was learned of them by an earlier process.
    func resumeFeeds() throws(DaemonError) {
        do { metrics.resume(FeedActivity(bytes: try store.feeds() ?? [], now: clock.latest)) } catch {
            throw DaemonError(error)
        }
    }

    /// Watches the spool and the tasks from now on.
    mutating func watch() throws(SpoolError) -> SpoolWatch {
        outbox.startWatch()
        return try inbox.spool.startWatch()
    }

    /// Files that wait and are not read yet, because they may not be whole, by name.
    package var unsettledFiles: [UnsettledFile] { inbox.spool.unsettledFiles }

    /// Files that were read and still lie in `incoming/`, because they may grow.
    var filesReadInDoubt: Set<SpoolName> { inbox.spool.filesReadInDoubt }

    /// Notes that files came whole, by rename, as a watch has told.
    mutating func note(movedIn names: [SpoolName]) { inbox.spool.note(movedIn: names) }

    /// Whether the last round met a file that may still be written: it is to be looked at again soon.
    package var someoneIsWriting: Bool { inbox.someoneIsWriting }

    /// What it judges by.
    var engine: RuleEngine { customers.engine }

    /// How many tasks are open.
    package func openTasks() throws(DaemonError) -> Int {
        do { return try store.openTasks() } catch { throw DaemonError(error) }
    }

    /// The clock on the wall, wherever it was set.
    var wall: Timestamp { clock.wall }
}
