import Control
import Events
import Store
import Synchronization

/// What the loop measures of itself: noted by it at each step, read by any thread at any time.
package final class Metrics: Sendable {
    struct Readings: Sendable {
        var timings = Timings()
        var rate: EventRate
        var feeds = FeedActivity()
        /// Accepted and files read, since the start.
        var events = 0
        var files = 0
        /// When the turn at hand began, and when its last step was done.
        var turnBegan: Double?
        var lastStep: Double?
        /// Steps that have something to write in the turn at hand; a turn without them is none.
        var writing: Set<TurnStep> = []
    }

    private let readings: Mutex<Readings>
    private let elapsed: @Sendable () -> Double

    /// Counts from now on, by the clock that nobody sets.
    package convenience init() { self.init(elapsed: { WallClock.sinceStart().inSeconds }) }

    init(elapsed: @escaping @Sendable () -> Double) {
        self.elapsed = elapsed
        readings = Mutex(Readings(rate: EventRate(began: elapsed())))
    }

    var now: Readings { readings.withLock { $0 } }

    /// Events accepted in a second, on average over the last minute, five, and a quarter of an hour.
    var rate: [String: Double] {
        let now = elapsed()
        return readings.withLock { readings in
            ["1m": 60.0, "5m": 300, "15m": 900].mapValues { readings.rate.perSecond(over: $0, at: now) }
        }
    }

    // MARK: What the loop notes

    /// A turn may begin.
    func begin() {
        let now = elapsed()
        readings.withLock {
            $0.turnBegan = now
            $0.lastStep = now
            $0.writing = []
        }
    }

    /// No turn is under way.
    func rest() {
        readings.withLock {
            $0.turnBegan = nil
            $0.lastStep = nil
        }
    }

    /// A step of the turn is done.
    func passed(_ step: TurnStep) {
        let now = elapsed()
        readings.withLock { readings in
            if let last = readings.lastStep, let name = step.waitsForDisk, readings.writing.contains(step) {
                readings.timings.sync[name, default: Histogram(bounds: Timings.work)].observe(now - last)
            }
            if readings.lastStep != nil { readings.lastStep = now }
            guard step == .spoolRemoved, let began = readings.turnBegan else { return }
            if !readings.writing.isEmpty { readings.timings.turn.observe(now - began) }
            readings.turnBegan = nil
            readings.lastStep = nil
        }
    }

    /// What a turn has made durable.
    /// - Parameter counts: the new events by their source.
    func committed(_ writes: TurnWrites, events counts: [Text: Int]) {
        if writes.isEmpty { return }
        var writing: Set<TurnStep> = [.committed]
        if !writes.ledger.isEmpty { writing.formUnion([.ledgerWritten, .tasksMarked]) }
        if !writes.tasks.isEmpty { writing.formUnion([.tasksWritten, .tasksMarked]) }
        if !writes.taken.isEmpty { writing.insert(.spoolRemoved) }
        let events = counts.values.reduce(0, +)
        let now = elapsed()
        readings.withLock { readings in
            readings.writing = writing
            readings.events += events
            readings.files += writes.counts[Counter(.input, "files")] ?? 0
            readings.rate.note(events, at: now)
            for (source, events) in counts { readings.feeds.note(events, of: source, at: writes.clock ?? .distantPast) }
        }
    }

    /// A task opened so much later than its judging time.
    func judged(after span: TimeSpan) { readings.withLock { $0.timings.judging.observe(span.inSeconds) } }

    // MARK: What the store keeps

    /// Goes on with what an earlier process has learned of the feeds.
    func resume(_ feeds: FeedActivity) { readings.withLock { $0.feeds = feeds } }

    /// What is to be kept of the feeds; nil if nothing has come since it was last asked for.
    func takeFeeds() -> [UInt8]? {
        readings.withLock { readings in
            defer { readings.feeds.isChanged = false }
            return readings.feeds.isChanged ? readings.feeds.bytes : nil
        }
    }
}

extension TurnStep {
    /// What the metrics call the steps that end with an fsync; nil for the others.
    fileprivate var waitsForDisk: String? {
        switch self {
        case .committed: return "commit"
        case .ledgerWritten: return "ledger"
        case .tasksWritten: return "tasks"
        case .tasksMarked: return "marks"
        case .spoolRemoved: return "spool"
        case .folded, .tasksMoved, .rejectionsWritten: return nil
        }
    }
}

extension TimeSpan {
    var inSeconds: Double { Double(seconds) + Double(nanoseconds) / 1e9 }
}
