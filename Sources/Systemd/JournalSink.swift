import Dispatch
import Synchronization

/// Where entries of all loggers go: past the rate limit, into the journal.
package final class JournalSink: Sendable {
    private let limit: Mutex<RateLimit>
    private let span: Double
    private let clock: @Sendable () -> Double
    private let transport: @Sendable (JournalEntry) -> Void
    private let later: @Sendable (Double, @escaping @Sendable () -> Void) -> Void

    /// The journal of this machine. Of each kind 1,000 entries in 30 s: all kinds together stay below the 10,000 at
    /// which journald begins to drop.
    package convenience init() {
        let start = ContinuousClock.now
        self.init(
            burst: 1_000, span: 30,
            clock: {
                let passed = start.duration(to: .now).components
                return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
            },
            transport: { $0.send() },
            later: { delay, work in DispatchQueue.global().asyncAfter(deadline: .now() + delay, execute: work) })
    }

    /// - Parameters:
    ///   - clock: seconds from any moment on.
    ///   - later: does something after so many seconds.
    init(
        burst: Int, span: Double, clock: @escaping @Sendable () -> Double,
        transport: @escaping @Sendable (JournalEntry) -> Void,
        later: @escaping @Sendable (Double, @escaping @Sendable () -> Void) -> Void
    ) {
        limit = Mutex(RateLimit(burst: burst, span: span))
        self.span = span
        self.clock = clock
        self.transport = transport
        self.later = later
    }

    /// Sends an entry, unless too many of its kind went before it.
    func send(_ entry: JournalEntry, kind: String) {
        let now = clock()
        switch limit.withLock({ $0.verdict(on: kind, at: now) }) {
        case .pass: transport(entry)
        case .hold: break
        // Told even if nothing else is ever logged.
        case .holdFirst: later(span) { [self] in tellHeld() }
        }
    }

    /// One entry for each kind of which some were held back.
    private func tellHeld() {
        let now = clock()
        for (kind, held) in limit.withLock({ $0.overdue(at: now) }) {
            var entry = JournalEntry()
            entry.add("MESSAGE", "\(held) more entries of the kind \(kind) were not written: too many at once")
            entry.add("PRIORITY", "4")
            entry.add("SYSLOG_IDENTIFIER", "outreachd")
            entry.add("OUTREACHD_HELD", String(held))
            entry.add("OUTREACHD_KIND", kind)
            transport(entry)
        }
    }
}
