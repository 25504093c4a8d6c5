import Events
import Logging
import Store
import Systemd

/// The customers whose turn could not be done. Their events are kept in the store, their states know nothing of them,
/// and all other customers go on.
struct UnfinishedCustomers {
    private var customers: [Text: UnfinishedCustomer]
    /// Whether the store has others.
    private(set) var areChanged = false

    /// - Parameter known: as the store has them.
    init(_ known: [UnfinishedCustomer] = []) {
        customers = Dictionary(known.map { ($0.customer, $0) }, uniquingKeysWith: { $1 })
    }

    var isEmpty: Bool { customers.isEmpty }
    var all: [UnfinishedCustomer] { customers.values.sorted { $0.customer < $1.customer } }
    /// Whether some are to be tried again.
    var areToBeTried: Bool { customers.values.contains { !$0.isSetAside } }

    func contains(_ customer: Text) -> Bool { customers[customer] != nil }
    func isSetAside(_ customer: Text) -> Bool { customers[customer]?.isSetAside ?? false }

    /// Notes that somebody's turn could not be done.
    /// - Parameters:
    ///   - reason: one sentence without a full stop.
    ///   - time: of the turn.
    ///   - isFinal: whether another try would come to the same.
    mutating func note(_ customer: Text, _ reason: Text, at time: Timestamp, isFinal: Bool = false, _ log: Logger) {
        let before = customers[customer]?.tries ?? 0
        let tries = isFinal ? UnfinishedCustomer.triesAtMost : before + 1
        let noted = UnfinishedCustomer(customer: customer, tries: tries, at: time, reason: reason)
        customers[customer] = noted
        areChanged = true
        if noted.isSetAside {
            log.error(
                "a customer is set aside: \(reason)",
                metadata: JournalMessage.customerSetAside.metadata(["customer": "\(customer)"]))
        } else {
            log.warning("a customer's turn is tried again: \(reason)", metadata: ["customer": "\(customer)"])
        }
    }

    /// Notes that somebody's turn is done.
    /// - Parameter hasMore: whether events came meanwhile that the state does not know.
    mutating func done(_ customer: Text, hasMore: Bool) {
        guard let known = customers[customer] else { return }
        areChanged = true
        customers[customer] = hasMore ? released(known) : nil
    }

    /// Everybody is tried anew.
    mutating func release() {
        for (name, known) in customers {
            customers[name] = released(known)
            areChanged = true
        }
    }

    private func released(_ known: UnfinishedCustomer) -> UnfinishedCustomer {
        UnfinishedCustomer(customer: known.customer, tries: 0, at: known.at, reason: known.reason)
    }

    /// Notes that the store has them.
    mutating func committed() { areChanged = false }
}

extension UnfinishedCustomer {
    /// For whoever asks why nothing is judged, one sentence without a full stop.
    package var sentence: String {
        "customer \"\(customer)\" is set aside since \(at), for \(reason); the events are kept and not judged until other rules "
            + "are loaded, or outreachd doctor --repair releases the customer"
    }
}
