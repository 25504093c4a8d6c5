import CloudEvents
import Engine
package import TaskDispatch
package import Events
import Spool
import Store

/// Looks into the state of a daemon, which may work on it meanwhile, and changes nothing.
package struct StateReader {
    /// What the daemon knows of one customer.
    package struct Story {
        /// With the events of types that the rules declare.
        package var state: CustomerState
        /// Who brought the events, where that was noted.
        package var bringers: [EventIdentity: Text]
        /// Why the daemon judges nothing of the customer at present, one sentence; nil if it does.
        package var setAside: String?
    }

    let store: StateStore
    private let reader: FieldReader

    /// - Parameters:
    ///   - folder: of the database.
    ///   - schema: of the rules, by which the events are read.
    package init(folder: String, schema: Schema) throws(DaemonError) {
        do { store = try StateStore(reading: folder) } catch { throw .store(error) }
        reader = FieldReader(schema: schema)
    }

    /// The events and tasks of a customer; nil if the daemon knows nothing of them.
    package func story(of customer: Text) throws(DaemonError) -> Story? {
        do {
            guard let stored = try store.load(customer: customer) else { return nil }
            var (state, arrivals) = try stored.restored(customer, reader)
            state.take(arrivals)
            let unfinished = try store.unfinishedCustomers().first { $0.customer == customer && $0.isSetAside }
            return Story(
                state: state,
                bringers: WholeEventReader().bringers(of: stored.text, try store.bringers(of: customer)),
                setAside: unfinished?.sentence)
        } catch {
            throw DaemonError(error)
        }
    }

    /// The instants that rules look back to which were added later, by name.
    package func since() throws(DaemonError) -> [Text: Timestamp] {
        do {
            return Dictionary(
                try store.knownRules().compactMap { rule in rule.since.map { (rule.name, $0) } },
                uniquingKeysWith: { $1 })
        } catch {
            throw DaemonError(error)
        }
    }

    /// Everybody the daemon knows, sorted.
    package func customers() throws(DaemonError) -> [Text] {
        do { return try store.customers() } catch { throw .store(error) }
    }

    /// The latest time that the daemon has worked with; nil before its first turn.
    package func clock() throws(DaemonError) -> Timestamp? {
        do { return try store.clock() } catch { throw .store(error) }
    }
}
