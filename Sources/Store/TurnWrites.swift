package import Events

/// All that one turn decided: it becomes durable as a whole or not at all.
package struct TurnWrites: Sendable {
    /// New events. That the store holds none of them already is the caller's business: `known`.
    package var arrivals = Arrivals()
    /// When the arrivals came, by the clock of the turn.
    package var arrived = Timestamp.distantPast
    /// Whether no customer has arrivals any more that its state does not know.
    package var leavesNothingWaiting = true
    package var customers: [StoredCustomer] = []
    /// With which lateness pasts settle from now on; nil: as before. It makes no transaction by itself.
    package var lateness: TimeSpan?
    /// Rows of earlier arrivals of which some events are settled.
    package var settled: [SettledRow] = []
    /// What Dispatch knows beyond single customers, by name, in a form of its own that begins with its version; nil: it
    /// is forgotten.
    package var dispatch: [Text: [UInt8]?] = [:]
    package var heard = Heard()
    /// Tasks whose files shall be written.
    package var tasks: [StoredTask] = []
    /// Lines of the ledger, numbered on from the last.
    package var ledger: [LedgerBlock] = []
    /// Spool files that this turn has read, or read on.
    package var taken: [TakenFile] = []
    /// Names of spool files that are out of `incoming/`, so that nothing needs to be remembered of them.
    package var gone: [[UInt8]] = []
    /// Customers whose turn could not be done, all of them; nil: they are those of before.
    package var unfinished: [UnfinishedCustomer]?
    /// To add.
    package var counts: [Counter: Int] = [:]
    /// The time that the turn worked with; a store that has a later one keeps it.
    package var clock: Timestamp?

    /// What was not heard so far before.
    package struct Heard: Sendable {
        /// How far prefixes of feeds are heard.
        package var prefixes: [Text: Timestamp] = [:]
        /// By the name of a feed how far it is heard: whoever waits for that is made due.
        package var feeds: [Text: Timestamp] = [:]
    }

    package init() {}

    /// Whether there is anything worth a transaction.
    package var isEmpty: Bool {
        arrivals.shares.isEmpty && customers.isEmpty && settled.isEmpty && tasks.isEmpty && taken.isEmpty
            && gone.isEmpty && counts.isEmpty && ledger.isEmpty && dispatch.isEmpty && heard.prefixes.isEmpty
            && unfinished == nil
    }
}
