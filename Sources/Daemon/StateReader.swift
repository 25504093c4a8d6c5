public import Engine
public import Events
import Spool
import Store

/// Looks into the state of a daemon, which may work on it meanwhile, and changes nothing.
public struct StateReader {
    /// What the daemon knows of one customer.
    public struct Story {
        /// Those of types that the rules declare.
        public var events: [Event]
        public var tasks: [TaskRecord]
    }

    private let store: StateStore
    private let reader: EventReader

    /// - Parameters:
    ///   - folder: of the database.
    ///   - schema: of the rules, by which the events are read.
    public init(folder: String, schema: Schema) throws(DaemonError) {
        do { store = try StateStore(reading: folder) } catch { throw .store(error) }
        reader = EventReader(schema: schema)
    }

    /// The events and tasks of a customer; nil if the daemon knows nothing of them.
    public func story(of customer: Text) throws(DaemonError) -> Story? {
        do {
            guard let stored = try store.load(customer: customer) else { return nil }
            let (state, _) = try stored.restored(customer, reader)
            return Story(
                events: stored.events.compactMap { reader.event(fromStored: $0) }, tasks: state.tasks)
        } catch {
            throw DaemonError(error)
        }
    }

    /// The instants that rules look back to which were added later, by name.
    public func since() throws(DaemonError) -> [Text: Timestamp] {
        do {
            return Dictionary(
                try store.knownRules().compactMap { rule in rule.since.map { (rule.name, $0) } },
                uniquingKeysWith: { $1 })
        } catch {
            throw DaemonError(error)
        }
    }

    /// Everybody the daemon knows, sorted.
    public func customers() throws(DaemonError) -> [Text] {
        do { return try store.customers() } catch { throw .store(error) }
    }

    /// The latest time that the daemon has worked with; nil before its first turn.
    public func clock() throws(DaemonError) -> Timestamp? {
        do { return try store.clock() } catch { throw .store(error) }
    }
}
