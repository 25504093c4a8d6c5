import Events
import Store

/// Looks now and then at the work on one customer, so that it holds up neither all others nor the end of the daemon; and
/// notes whom it is on when that takes long, so that the next start can tell who brought the process down.
final class FoldWatch {
    /// The daemon shall end: what the turn has come to is done again by the next start.
    struct Stopped: Error {}

    /// Work on one customer that takes longer is given up.
    static let limit = TimeSpan.minutes(1)
    private static let pause = TimeSpan(seconds: 1)

    /// A clock that nobody sets.
    var elapsed: () -> TimeSpan = WallClock.sinceStart
    /// Asked each second, during a turn too: whether the daemon shall end.
    var mustEnd: () -> Bool = { false }
    /// Called before the work on a customer; a test brings the process down there.
    var beforeFold: (Text) throws -> Void = { _ in }
    /// Whether everybody is noted, for somebody may have brought the process before down.
    var isCareful = false

    private let note: FoldNote
    private var customer: Text = ""
    private var began = TimeSpan.zero
    private var asked = TimeSpan.zero
    private var isNoted = false
    private var isStopped = false

    /// - Parameter folder: of the state.
    init(state folder: String) { note = FoldNote(folder: folder) }

    /// Whom the process before was working on when it ended without a word.
    func blamed() -> Text? { note.read() }

    /// Forgets that.
    func clear() { note.clear() }

    /// Begins the work on a customer.
    /// - Throws: `Stopped`.
    func begin(_ customer: Text) throws {
        self.customer = customer
        began = elapsed()
        if isCareful { write() }
        try beforeFold(customer)
        ask(at: began)
        try checkStop()
    }

    /// Whether the work may go on. Called often.
    func goesOn() -> Bool {
        let now = elapsed()
        if now - asked >= Self.pause {
            if !isNoted { write() }
            ask(at: now)
        }
        return !isStopped && now - began <= Self.limit
    }

    /// - Throws: `Stopped`, if it is for that that the work was given up.
    func checkStop() throws { if isStopped { throw Stopped() } }

    /// The work on a customer is over.
    func finish() {
        if isNoted { note.clear() }
        isNoted = false
    }

    private func ask(at now: TimeSpan) {
        if now - asked < Self.pause { return }
        asked = now
        isStopped = mustEnd()
    }

    private func write() {
        note.write(customer)
        isNoted = true
    }
}
