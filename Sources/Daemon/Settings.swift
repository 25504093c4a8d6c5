package import Events

/// What the daemon is told by its command line.
package struct Settings: Sendable {
    /// The folder with `incoming/`, `rejected/` and `tasks/`.
    package var spool: String
    /// The folder of the database and of the lock.
    package var state: String
    /// A deadline is judged when the clock has passed it by this much, so that events on their way still count.
    package var grace: TimeSpan
    /// How long an event must have been known before it settles: what arrives then for an earlier time is too late.
    package var lateness: TimeSpan
    /// In bytes; a larger file is rejected unread.
    package var maxFile: Int
    /// For how long the file of a task that has ended stays in `tasks/closed/`; nil for ever.
    package var keepClosed: TimeSpan?
    /// The folder to which files move that have been read; nil if they are removed.
    package var archive: String?
    /// The folder of the ledger.
    package var ledger: String
    /// The text of the events in one turn, in bytes, by and large: enough that a transaction and the customers it
    /// touches cost little beside them, few enough that memory stays flat.
    var bytesPerTurn = 64 << 20

    package init(
        spool: String, state: String, grace: TimeSpan = .minutes(1), lateness: TimeSpan = .days(7),
        maxFile: Int = 256 << 20, keepClosed: TimeSpan? = .days(90), archive: String? = nil,
        ledger: String? = nil
    ) {
        self.spool = spool
        self.state = state
        self.grace = grace
        self.lateness = lateness
        self.maxFile = maxFile
        self.keepClosed = keepClosed
        self.archive = archive
        self.ledger = ledger ?? state + "/ledger"
    }

    /// When what may settle by now must have come, at the latest. It moves in steps of a quarter of the lateness, so that
    /// many events of a customer settle at once.
    static func settles(at now: Timestamp, lateness: TimeSpan) -> Timestamp {
        let (known, step) = ((now - lateness).seconds, stepOfSettling(lateness))
        return Timestamp(seconds: known - ((known % step) + step) % step)
    }

    /// When what came at an instant may settle.
    func settling(ofArrivalAt arrived: Timestamp) -> Timestamp {
        let step = Settings.stepOfSettling(lateness)
        let whole = arrived.seconds + (arrived.nanoseconds > 0 ? 1 : 0)
        return Timestamp(seconds: whole + ((-whole % step) + step) % step) + lateness
    }

    private static func stepOfSettling(_ lateness: TimeSpan) -> Int64 { max(1, lateness.seconds / 4) }

    /// An event further ahead of the clock than this is rejected: a contact in the future must not silence a rule
    /// today.
    static let aheadAtMost = TimeSpan.minutes(5)
    /// Customers in one turn that only judges, by and large.
    static let customersPerTurn = 10_000
    /// Customers that are read from the store and folded together: so few that their events are still in the
    /// processor's cache then.
    static let customersAtOnce = 64
    /// After more events than this in a round, memory goes back to the system.
    static let manyEvents = 10_000
    /// States are kept in memory after a turn that touched no more customers than this.
    static let customersToKeep = 2_000
    /// Events that are read before they are sorted and it is asked again whether the turn is full: so few that they
    /// are still in the processor's cache then.
    static let eventsAtOnce = 256
    /// How often `tasks/` is compared with the store while the daemon runs.
    static let checkTasksEvery = Duration.seconds(60)
    /// How often at least, where nothing was heard of it.
    static let lookThroughTasksEvery = Duration.seconds(3_600)
    /// Task files written before they are marked, when a crash left some owing.
    static let tasksAtOnce = 1_000
    /// For how long after a state was lost or built anew nothing is told again of what the ledger tells: by then whoever
    /// has kept events has dropped them once more.
    static let ledgerToldFor = TimeSpan.days(31)

    /// The ledger's lines of a turn are kept in pieces of about so many bytes.
    static let ledgerBlock = 8 << 20
    /// A file that brought the daemon down this often is rejected.
    static let crashesAtMost = 3
    /// What a task says may be so long, in bytes; SQLite holds 10^9 in a row, and JSON may need six for one.
    static let taskAtMost = 128 << 20
    /// Files in one turn.
    static let filesPerTurn = 10_000
    /// The bytes of a name from outside, a type or a source, where it is only counted and shown.
    static let nameAtMost = 256
    /// So many types that nobody declares are counted by their names.
    static let undeclaredAtMost = 1_000
}
