import CloudEvents
import Engine
import TaskDispatch
import Events
import RuleLanguage
import Store

/// Owns what is known of customers in memory, and brings them to the clock.
///
/// Nothing here is trusted over the store: after an error it is forgotten and read anew.
struct Customers {
    let dispatcher: Dispatcher
    /// Reads events that are in the store, or are about to be.
    private(set) var reader: FieldReader
    /// Finds those of them that are the evidence of a task.
    let wholeReader = WholeEventReader()
    var cache = CustomerCache()
    var unknownZones: UnknownZones
    /// Customers whose states do not know all of their events yet.
    var waiting = WaitingCustomers()
    /// Customers whose turn could not be done.
    var unfinished = UnfinishedCustomers()
    /// Gives up what takes too long.
    let watch: FoldWatch
    /// How late events may still come: so long an event has to be known before it settles.
    let lateness: TimeSpan
    /// For how long a task that has ended is remembered; nil for ever.
    let keepClosed: TimeSpan?
    /// What a task says may be so long, in bytes.
    var taskAtMost = Settings.taskAtMost
    /// Whether `waiting` and `unfinished` hold what the store holds.
    private var waitingIsKnown = false

    init(engine: RuleEngine, watch: FoldWatch, lateness: TimeSpan, keepClosed: TimeSpan?) {
        self.watch = watch
        self.lateness = lateness
        self.keepClosed = keepClosed
        dispatcher = Dispatcher(engine: engine)
        unknownZones = UnknownZones(engine)
        reader = FieldReader(schema: engine.program.schema)
    }

    /// The types by which it reads events.
    var engine: RuleEngine { dispatcher.engine }
    var schema: Schema { engine.program.schema }

    /// Judges by another engine from now on.
    mutating func use(_ engine: RuleEngine) {
        // Events in memory have the fields that the old rules declared.
        self = Customers(engine: engine, watch: watch, lateness: lateness, keepClosed: keepClosed)
    }

    /// Forgets what it knows from memory, so that it is read anew.
    mutating func forget() {
        cache.forgetAll()
        waiting = WaitingCustomers()
        waitingIsKnown = false
    }

    /// Whether there are customers whose states do not know all of their events.
    var areWaiting: Bool { !waiting.isEmpty }

    /// Reads who waits, unless it is known.
    mutating func recallWaiting(from store: StateStore) throws(StoreError) {
        if waitingIsKnown { return }
        unfinished = UnfinishedCustomers(try store.unfinishedCustomers())
        waiting = WaitingCustomers(inStore: try store.customersWaiting())
        waitingIsKnown = true
    }

    /// Notes that a batch is durable.
    mutating func committed(_ batch: TurnBatch) {
        if batch.isKeptOnly { waiting.keep(batch.writes.arrivals) }
        for state in batch.folded { cache.put(state) }
        unfinished.committed()
        // From the store, for only there are all of their events; in the next round.
        if unfinished.areToBeTried { waitingIsKnown = false }
    }
}
