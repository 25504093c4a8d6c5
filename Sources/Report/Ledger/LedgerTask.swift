import Events

/// What is remembered of one task while a ledger is read. `distantFuture` is never.
struct LedgerTask {
    var rule: Int32
    /// A hash: two of a million customers fall together once in thirty million ledgers.
    var customer: Int
    /// When its verdict was due.
    var judged = Timestamp.distantFuture
    /// When it first came out, and when the last time.
    var out = Timestamp.distantFuture
    var lastOut = Timestamp.distantFuture
    /// The earliest touches of each side.
    var ours = Timestamp.distantFuture
    var theirs = Timestamp.distantFuture
    /// The gates that have held it, by their places.
    var gates: UInt16 = 0
    var isClaimed = false
    var isHeldOut = false
    /// Whether it began with a touch of theirs.
    var isTheirs = false

    init(rule: Int32, customer: Int) {
        self.rule = rule
        self.customer = customer
    }

    var isOut: Bool { out != .distantFuture }
}
