import CloudEvents
import Engine
import TaskDispatch
import Events
import Logging
import RuleLanguage
import Store
import TaskFiles

extension Customers {
    /// Brings every customer that is touched, has waited, or is due to the clock: loads some, folds and dispatches each
    /// of them until neither changes anything, and goes on to the next.
    ///
    /// - Parameters:
    ///   - batch: with the arrivals of the turn; the states, the tasks that changed and the counts come to it.
    ///   - due: customers to judge without a new event.
    ///   - announcer: is told of each change.
    mutating func fold(
        _ batch: inout TurnBatch, due: [Text], _ store: StateStore, _ announcer: ChangeAnnouncer
    ) throws {
        let touched = batch.writes.arrivals.shares.map {
            WaitingCustomers.Next(
                customer: $0.customer, texts: [batch.writes.arrivals.text(of: $0)], count: $0.events.count,
                bringer: $0.brought.only)
        }
        let names = Set(due.isEmpty && unfinished.isEmpty ? [] : touched.map(\.customer))
        let untouched = due.filter { !names.contains($0) }.map { WaitingCustomers.Next(customer: $0, texts: []) }
        var work = FoldingWork(
            touched: names,
            // Of those who waited there are mostly more than are kept.
            isKept: waiting.isEmpty && touched.count + untouched.count <= Settings.customersToKeep)
        batch.site.state.decidesLater = dispatcher.hasSurges
        var rest = inOrder(touched + untouched)[...]
        while !rest.isEmpty {
            try fold(Array(rest.prefix(Settings.customersAtOnce)), &work, &batch, store, announcer)
            rest = rest.dropFirst(Settings.customersAtOnce)
        }
        while batch.writes.customers.count + work.undecided.count < Settings.customersPerTurn {
            let next = waiting.take(Settings.customersAtOnce)
            if next.isEmpty { break }
            try fold(next, &work, &batch, store, announcer)
        }
        let clock = batch.clock
        // What the surge decides may end a task, so that another comes out.
        while !work.undecided.isEmpty {
            let asked = work.undecided.sorted { $0.held.state.customer < $1.held.state.customer }
            work.undecided = []
            try noteShared(dispatcher.dropEmptyIncidents(&batch.site.state, clock: clock), &batch, store, announcer)
            for customer in asked { try fold(customer, &work, &batch, store, announcer) }
        }
        try noteShared(dispatcher.settle(&batch.site.state, clock: clock), &batch, store, announcer)
        if unfinished.areChanged { batch.writes.unfinished = unfinished.all }
        try note(work.episodes, work.unmatched, &batch, store, announcer)
    }

    /// What folding the customers of a turn has come to, beside the batch.
    private struct FoldingWork {
        /// Whom the turn touches, where somebody may come in it twice.
        let touched: Set<Text>
        /// Whether the states are kept in memory.
        let isKept: Bool
        var episodes: EpisodeCounts? = EpisodeCounts()
        var unmatched = UnmatchedAnswers()
        /// Of whom a surge has to decide first.
        var undecided: [LoadedCustomer] = []
    }

    private mutating func fold(
        _ customers: [WaitingCustomers.Next], _ work: inout FoldingWork, _ batch: inout TurnBatch,
        _ store: StateStore, _ announcer: ChangeAnnouncer
    ) throws {
        // Each has one owner, so that its state changes in its place.
        var loaded = Array(try load(customers.filter(mayBeFolded), store).reversed())
        let settling = loaded.indices.filter { maySettle(loaded[$0].held, batch.clock) }
        let rows = try store.arrivals(of: settling.map { loaded[$0].held.state.customer })
        for (place, rows) in zip(settling, rows) { loaded[place].rows = rows }
        while let customer = loaded.popLast() { try fold(customer, &work, &batch, store, announcer) }
    }

    /// One customer: settles what may settle of its past, folds and dispatches it, and notes what came of that, unless a
    /// surge has to decide before.
    private mutating func fold(
        _ customer: consuming LoadedCustomer, _ work: inout FoldingWork, _ batch: inout TurnBatch,
        _ store: StateStore, _ announcer: ChangeAnnouncer
    ) throws {
        let name = customer.held.state.customer
        try watch.begin(name)
        defer { watch.finish() }
        if customer.settling == nil {
            customer.settling = settle(
                &customer.held, known: customer.known, customer.rows, batch.clock, store.hashKey)
        }
        guard
            let changes = try advance(
                &customer, batch.clock, &batch.site.state, &work.episodes, &work.unmatched, announcer.log)
        else { return }
        let tooLate = customer.held.state.tooLate
        customer.settling?.tooLate += tooLate
        note(zonesIn: customer.arrivals, &batch, announcer)
        let told = dispatcher.follow(
            &customer.held.state, changes: changes, arrivals: customer.arrivals, clock: batch.clock,
            lateness: lateness)
        customer.told.notes += told.notes
        customer.told.meanings.merge(told.meanings) { $1 }
        customer.arrivals = []
        customer.changes += changes
        if customer.held.state.asksSurge { return work.undecided.append(customer) }
        try note(customer, &batch, store, announcer)
        note(customer.settling, of: &customer.held, at: batch.clock.now, &batch.writes)
        unfinished.done(name, hasMore: work.touched.contains(name))
        batch.take(customer.held, keeping: work.isKept)
    }

    /// Notes what changed for a customer, and what came of its tasks.
    private func note(
        _ customer: LoadedCustomer, _ batch: inout TurnBatch, _ store: StateStore,
        _ announcer: ChangeAnnouncer
    ) throws {
        let name = customer.held.state.customer
        if customer.changes.isEmpty, customer.told.notes.isEmpty { return }
        var texts = EvidenceTexts(texts: customer.texts, reader: wholeReader, store: store)
        texts.bringer = customer.bringer
        texts.answers = batch.answering
        if let share = batch.writes.arrivals.share(of: name) {
            texts.arriving = (batch.writes.arrivals.text(of: share), share.brought)
        }
        try note(customer.changes, meanings: customer.told.meanings, &batch, texts, announcer)
        for note in customer.told.notes {
            batch.ledger.take(note, brought: try texts.bringers(of: [note.by], customer: name)[0])
        }
    }

    /// Notes what was decided, and answers that name no task, nor an incident.
    private func note(
        _ episodes: EpisodeCounts?, _ unmatched: UnmatchedAnswers, _ batch: inout TurnBatch, _ store: StateStore,
        _ announcer: ChangeAnnouncer
    ) throws {
        let unknown = try unmatched.without { try store.task(TaskID($0))?.customer == "" }
        announcer.note(unknown, in: &batch.writes.counts)
        for (kind, count) in episodes?.counts ?? [:] {
            let name = engine.program.rules[kind.rule].name
            batch.writes.counts[Counter(.episode, Text(kind.outcome.rawValue), of: name), default: 0] += count
        }
    }

    /// Notes the zones that events name and nobody knows.
    private mutating func note(zonesIn arrivals: [Event], _ batch: inout TurnBatch, _ announcer: ChangeAnnouncer) {
        for event in arrivals {
            guard let zone = unknownZones.name(in: event) else { continue }
            batch.writes.counts[Counter(.zone, "unknown", of: zone), default: 0] += 1
            if unknownZones.isNews(zone) { announcer.note(unknownZone: zone, of: event.customer) }
        }
    }

    /// Takes answers to incidents, whoever their customers are.
    mutating func takeAnswers(_ batch: inout TurnBatch, _ store: StateStore, _ announcer: ChangeAnnouncer) throws {
        if batch.answers.isEmpty { return }
        let (events, clock) = (batch.answers.compactMap(reader.event(fromStored:)), batch.clock)
        let changes = dispatcher.takeAnswers(events, &batch.site.state, clock: clock)
        let ends = Set(changes.compactMap(\.by))
        batch.answering = Set(events.filter { ends.contains($0.identity) }.map(\.customer)).compactMap { customer in
            batch.writes.arrivals.share(of: customer).map { (batch.writes.arrivals.text(of: $0), $0.brought) }
        }
        try noteShared(changes, &batch, store, announcer)
    }

    /// Notes what happened to incidents, which have no evidence.
    private func noteShared(
        _ changes: [Change], _ batch: inout TurnBatch, _ store: StateStore, _ announcer: ChangeAnnouncer
    ) throws {
        var texts = EvidenceTexts(texts: [], reader: wholeReader, store: store)
        texts.answers = batch.answering
        try note(changes, &batch, texts, announcer)
    }

    private func note(
        _ changes: [Change], meanings: [EventIdentity: EventMeaning] = [:], _ batch: inout TurnBatch,
        _ texts: EvidenceTexts, _ announcer: ChangeAnnouncer
    ) throws {
        var brought: [EventIdentity: Text?] = [:]
        for change in changes {
            announcer.note(change, in: &batch.writes.counts)
            let bringer = try change.by.map { try brought[$0] ?? texts.bringer(of: $0, change.task) } ?? nil
            if let by = change.by { brought.updateValue(bringer, forKey: by) }
            batch.ledger.take(change, brought: bringer, meaning: change.by.flatMap { meanings[$0] })
        }
        try batch.tasks.take(changes, brought: brought, texts)
    }

    /// The order is seen where a surge counts the tasks of all customers.
    private func inOrder(_ customers: [WaitingCustomers.Next]) -> [WaitingCustomers.Next] {
        engine.program.rules.contains { $0.outreach.surge != nil }
            ? customers.sorted { $0.customer < $1.customer } : customers
    }

    /// Of a customer whose turn could not be done only the store has all events that the state does not know.
    private func mayBeFolded(_ next: WaitingCustomers.Next) -> Bool {
        if unfinished.isEmpty { return true }
        return next.texts == nil ? !unfinished.isSetAside(next.customer) : !unfinished.contains(next.customer)
    }

    /// Folds and dispatches one customer.
    /// - Returns: what changed, in the order in which it happened; nil if it could not be done, which is noted.
    private mutating func advance(
        _ customer: inout LoadedCustomer, _ clock: Clock, _ site: inout SiteState, _ counts: inout EpisodeCounts?,
        _ unmatched: inout UnmatchedAnswers, _ log: Logger
    ) throws -> [Change]? {
        let watch = watch
        let changes = dispatcher.advance(
            &customer.held.state, arrivals: customer.arrivals, clock: clock, site: &site, counts: &counts,
            unmatched: &unmatched, goesOn: { watch.goesOn() })
        let name = customer.held.state.customer
        guard let changes else {
            try watch.checkStop()
            unfinished.note(
                name, Text("judging it took longer than \(FoldWatch.limit)"), at: clock.now, log)
            return nil
        }
        if changes.contains(where: { $0.task.size > taskAtMost }) {
            unfinished.note(
                name, "a task would be longer than the database can hold", at: clock.now, isFinal: true, log)
            return nil
        }
        return changes
    }

    /// A customer as it was before the turn.
    private struct LoadedCustomer {
        /// It counts the arrivals as known already.
        var held: CustomerCache.Held
        /// How many of the events in the store the state knows.
        var known: Int
        /// Events that the state does not know yet.
        var arrivals: [Event]
        /// What is at hand of the texts of its events, one a line.
        var texts: [ArraySlice<UInt8>]
        /// Who brought all of its events, where it is known to be one.
        var bringer: Text?
        /// What has changed in the turn, as long as more may.
        var changes: [Change] = []
        /// What came of tasks.
        var told = FollowReport()
        /// Of its events in the store, where some of them may settle; else nil.
        var rows: [ArrivalRow]?
        /// What was settled of its past before the turn; nil until that is asked.
        var settling: SettlingPast.Kept?
    }

    /// Some customers, from the cache, from the store, or new ones.
    private mutating func load(
        _ customers: [WaitingCustomers.Next], _ store: StateStore
    ) throws -> [LoadedCustomer] {
        var all: [LoadedCustomer] = []
        all.reserveCapacity(customers.count)
        let cached = customers.map { next in next.texts == nil ? nil : cache.take(next.customer) }
        let missing = customers.indices.filter { cached[$0] == nil }.map { customers[$0].customer }
        let isInStore = customers.contains { $0.texts == nil }
        var loaded = try store.load(missing, onlyKnown: !isInStore)[...]
        for (place, next) in customers.enumerated() {
            var arrivals: [Event] = []
            arrivals.reserveCapacity(next.count)
            for text in next.texts ?? [] { text.withUnsafeBytes { reader.read(stored: $0, to: &arrivals) } }
            if var held = cached[place] {
                let known = held.known
                held.known += next.count
                all.append(LoadedCustomer(held: held, known: known, arrivals: arrivals, texts: next.texts ?? []))
                continue
            }
            let record = loaded.popFirst().flatMap { $0 } ?? CustomerRecord()
            let (state, unknown) = try record.restored(next.customer, reader)
            let known = next.texts == nil ? record.count : record.known + next.count
            all.append(
                LoadedCustomer(
                    held: CustomerCache.Held(state: state, known: known, unsettled: record.unsettled),
                    known: record.state == nil ? 0 : record.known, arrivals: next.texts == nil ? unknown : arrivals,
                    texts: (record.text.isEmpty ? [] : [record.text[...]]) + (next.texts ?? []),
                    // A state that knows no event leaves only those at hand.
                    bringer: record.text.isEmpty && record.known == 0 ? next.bringer : record.bringer))
        }
        return all
    }
}

extension TaskRecord {
    /// The bytes of what it says of itself, but for its evidence, by and large.
    fileprivate var size: Int {
        let texts = [say, title, customer, queue] + history.compactMap(\.note)
        return texts.reduce(0) { $0 + $1.withBytes(\.count) }
    }
}
