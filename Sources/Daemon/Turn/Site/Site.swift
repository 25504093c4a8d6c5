import CloudEvents
import Engine
import Events
import RuleLanguage
import Store
import TaskDispatch

/// Owns what is known beyond single customers: how far the feeds are heard, and what customers share of their tasks.
///
/// Like a customer's state it is a value that is changed on the side, and put back when the change is durable.
struct Site {
    private(set) var heard: HeardFeeds
    /// What `Dispatcher` is handed.
    var state: SiteState
    /// The bytes of `state` in the store.
    private var stored: [UInt8]
    /// Since when these feeds are declared: of one that was never heard, nothing is missed before.
    private(set) var began: Timestamp
    /// The names of feeds that the journal knows to be silent.
    var toldSilent: Set<Text> = []

    /// Under this name the store has the bytes.
    private static let name: Text = "site"

    /// As the store has it, for some rules that were put in force.
    init(_ engine: RuleEngine, of store: StateStore) throws(DaemonError) {
        do throws(StoreError) {
            heard = HeardFeeds(
                engine.program.origin.feeds, engine.calendars, heard: try Self.heard(engine.program, store))
            began = try store.rulesLoaded() ?? .distantPast
            stored = try store.dispatch()[Self.name] ?? []
        } catch {
            throw .store(error)
        }
        do throws(StateError) {
            state = stored.isEmpty ? SiteState(heard: heard.heard) : try SiteState(bytes: stored)
        } catch {
            throw .site(error)
        }
        for (prefix, time) in heard.heard { state.hear(prefix, at: time) }
    }

    /// The same for other rules that are in force now.
    mutating func use(_ engine: RuleEngine, of store: StateStore) throws(DaemonError) {
        let told = toldSilent
        self = try Site(engine, of: store)
        toldSilent = told
    }

    /// Makes known what the feeds of some rules have said, as far as it is not.
    static func hear(_ program: Program, in store: StateStore) throws(StoreError) {
        let reader = WholeEventReader()
        try store.hear(HeardFeeds.prefixes(of: program.origin.feeds)) { reader.eachMoment(of: $0, $1) }
    }

    private static func heard(_ program: Program, _ store: StateStore) throws(StoreError) -> [Text: Timestamp?] {
        let reader = WholeEventReader()
        return try store.heard(HeardFeeds.prefixes(of: program.origin.feeds)) { reader.eachMoment(of: $0, $1) }
    }

    /// Takes what came with a turn, and adds to `writes` what follows from it.
    mutating func hear(_ intake: Intake, _ writes: inout TurnWrites) {
        if heard.feeds.isEmpty { return }
        writes.heard.prefixes = heard.take(intake.latestBySource)
        writes.heard.feeds = heard.heard(by: writes.heard.prefixes)
        for (prefix, time) in writes.heard.prefixes { state.hear(prefix, at: time) }
    }

    /// Adds to `writes` what has become of it in a turn.
    mutating func write(to writes: inout TurnWrites) {
        guard state.hasChanged else { return }
        state.hasChanged = false
        let bytes = state.encoded()
        if bytes == stored || stored.isEmpty && bytes == SiteState().encoded() { return }
        stored = bytes
        writes.dispatch[Self.name] = bytes
    }
}
