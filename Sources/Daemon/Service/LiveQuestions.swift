import CloudEvents
import Control
import Engine
import TaskDispatch
import Events
import RuleLanguage
import Store

/// What people who work the tasks ask of customers: what comes, what was, what if. The store is only read, and what is
/// folded for an answer is thrown away.
struct LiveQuestions {
    let engine: RuleEngine
    let store: StateStore
    let grace: TimeSpan
    /// The clock that never goes back.
    let now: Timestamp
    /// Asked now and then whether the work of an answer may go on.
    let goesOn: () -> Bool

    /// Of so many events a customer's story is told.
    private static let eventsAtMost = 20_000

    init(
        engine: RuleEngine, settings: Settings, now: Timestamp, goesOn: @escaping () -> Bool
    ) throws(DaemonError) {
        self.engine = engine
        self.goesOn = goesOn
        grace = settings.grace
        do {
            store = try StateStore(reading: settings.state)
            self.now = max(try store.clock() ?? .distantPast, now)
        } catch {
            throw .store(error)
        }
    }

    var program: Program { engine.program }

    /// The customer as of now by these rules: what the store has, folded up to the clock; nil if it knows nothing of them.
    /// - Parameter record: what the store has.
    func state(of customer: Text, _ record: CustomerRecord, with more: [Event] = []) throws(DaemonError)
        -> (state: CustomerState, changes: [Change])?
    {
        let reader = FieldReader(schema: program.schema)
        var (state, arrivals) = try record.restored(customer, reader)
        var site = SiteState()
        var counts: EpisodeCounts?
        var unmatched = UnmatchedAnswers()
        // Now and then an event is a moment ahead of the clock.
        let latest = more.map(\.time).max() ?? .distantPast
        let clock = Clock(now: max(now, latest), judged: Horizon(before: now - grace), lateness: .byClock)
        guard
            let changes = Dispatcher(engine: engine).advance(
                &state, arrivals: arrivals + more, clock: clock, site: &site, counts: &counts, unmatched: &unmatched,
                goesOn: goesOn)
        else { return nil }
        return (state, changes)
    }

    /// What the store has of a customer, if that is little enough to be gone through while somebody waits.
    func record(of customer: Text) throws -> CustomerRecord? {
        guard let record = try store.load(customer: customer) else { return nil }
        return record.count > Self.eventsAtMost ? nil : record
    }

    /// Why there is no answer about a customer, and what tells more.
    func untold(_ customer: Text) throws -> String {
        guard try store.load(customer: customer) != nil else {
            return "the daemon knows no customer \"\(customer)\""
        }
        let setAside = try store.unfinishedCustomers().first { $0.customer == customer && $0.isSetAside }
        return (setAside?.sentence ?? "there is more of customer \"\(customer)\" than the daemon answers at once")
            + "; outreachd explain --live --customer \"\(customer)\" tells what there is"
    }

    /// `order o-9`
    func written(_ key: [KeyValue]) -> String {
        let words = SiteWords(zone: engine.zones.site)
        return key.map { "\($0.name) \(words.written($0.value))" }.joined(separator: ", ")
    }

    /// The key of something that is waited for.
    func key(_ name: PendingDeadline.Name, of rule: Rule) -> String {
        written(zip(rule.keys, name.key).map { KeyValue(name: $0, value: $1) })
    }
}
