import Engine
import TaskDispatch
import Events
import Spool
import Store

/// What a turn has decided so far. Nothing of it is on disk before the commit.
struct TurnBatch {
    /// The times that the turn works with.
    let clock: Clock
    /// What becomes durable in one transaction.
    var writes = TurnWrites()
    /// Tasks that changed and have a file.
    var tasks = ChangedTasks()
    /// What the ledger tells of the turn.
    var ledger: LedgerLines
    /// States to keep in memory when the batch is durable; none if they are too many.
    private(set) var folded: [CustomerCache.Held] = []

    /// What is known beyond single customers, with what came.
    var site: Site

    /// Answers of people that came, if there are incidents that they may name; one event each.
    let answers: [Text]
    /// What came of those in whose name incidents were ended.
    var answering: [EvidenceTexts.Arriving] = []

    /// How many new events came from each source.
    let eventsBySource: [Text: Int]

    /// - Parameters:
    ///   - input: whose intake is taken out, so that what was read needs no memory any more.
    ///   - schema: by which the events were read.
    ///   - undeclared: names the types that are not of the schema.
    ///   - gone: names of files that are out of `incoming/`.
    ///   - site: as it was before.
    ///   - ledger: where the turn's lines go.
    init(
        of input: inout TurnInput, schema: Schema, undeclared: inout UndeclaredTypes, gone: [SpoolName], site: Site,
        ledger: Ledger
    ) {
        self.ledger = ledger.begin(at: input.clock.now)
        clock = input.clock
        self.site = site
        self.site.hear(input.intake, &writes)
        answers = site.state.incidents.isEmpty ? [] : input.intake.texts { schema.types[$0].name.hasPrefix("task.") }
        writes.clock = clock.now
        writes.arrived = clock.now
        writes.taken = input.taken
        writes.gone = gone.map(\.bytes)
        writes.counts = input.intake.counts(by: schema)
        undeclared.count(input.intake.undeclaredCounts, in: &writes.counts)
        eventsBySource = input.intake.countsBySource
        writes.arrivals = input.intake.arranged()
        input.intake = Intake()
    }

    /// While files wait to be read, events are only kept.
    var isKeptOnly: Bool { clock.judged == .nothing }

    /// Takes a customer as it is after the fold.
    mutating func take(_ customer: CustomerCache.Held, keeping isKept: Bool) {
        let state = customer.state
        writes.customers.append(
            StoredCustomer(
                customer: state.customer, state: state.encoded(), known: customer.known, deadline: state.nextDeadline,
                feedWaits: state.feedWaits, unsettled: customer.unsettled))
        if isKept { folded.append(customer) }
    }
}
