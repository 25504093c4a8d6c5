import Events
import RuleLanguage

/// How far the waits of an episode are whose rule may pause. They count from the anchor on, but not while it is paused.
struct WaitClock: Hashable, Sendable {
    enum Wait: Hashable, Sendable {
        /// So much of it is left from `since` on.
        case counting(left: TimeSpan)
        /// It was over at this instant, which nothing that comes later changes.
        case over(at: Timestamp)
    }

    private(set) var isPaused: Bool
    /// From when on it runs, or is paused.
    private(set) var since: Timestamp
    /// As `PausePlan.waits`.
    private(set) var waits: [Wait]

    init(isPaused: Bool, since: Timestamp, waits: [Wait]) {
        self.isPaused = isPaused
        self.since = since
        self.waits = waits
    }

    /// At the anchor.
    init(_ plan: PausePlan, at anchor: Timestamp, isPaused: Bool) {
        self.init(
            isPaused: isPaused, since: anchor,
            waits: plan.waits.map { wait in wait.isZero ? .over(at: anchor) : .counting(left: wait.span) })
    }

    /// When a wait is over, as far as is known; `Timestamp.distantFuture` while it is paused.
    func end(_ number: Int, _ plan: PausePlan, _ calendars: CalendarTable) -> Timestamp {
        switch waits[number] {
        case .over(let instant): return instant
        case .counting(let left):
            return isPaused ? .distantFuture : plan.waits[number].with(left).after(since, calendars)
        }
    }

    /// When the last of them is over.
    func end(_ plan: PausePlan, _ calendars: CalendarTable) -> Timestamp {
        waits.indices.map { end($0, plan, calendars) }.max() ?? since
    }

    /// Stops it. A wait that is over at this very instant is over.
    mutating func pause(at t: Timestamp, _ plan: PausePlan, _ calendars: CalendarTable) {
        guard !isPaused else { return }
        for number in waits.indices {
            guard case .counting(let left) = waits[number] else { continue }
            let end = end(number, plan, calendars)
            waits[number] =
                end <= t
                ? .over(at: end) : .counting(left: left - plan.waits[number].passed(from: since, to: t, calendars))
        }
        isPaused = true
        since = t
    }

    /// Lets it go on.
    mutating func goOn(at t: Timestamp) {
        guard isPaused else { return }
        isPaused = false
        since = t
    }

    /// What is left of the waits at an instant, the longest of each kind.
    func left(_ plan: PausePlan, at t: Timestamp, _ calendars: CalendarTable) -> [RuleDuration] {
        var left: [RuleDuration] = []
        for number in waits.indices {
            guard case .counting(let span) = waits[number] else { continue }
            let passed = isPaused ? TimeSpan.zero : plan.waits[number].passed(from: since, to: t, calendars)
            let rest = max(span - passed, .zero)
            if let same = left.firstIndex(where: { $0.calendar == plan.waits[number].calendar }) {
                if left[same].span < rest { left[same] = left[same].with(rest) }
            } else {
                left.append(plan.waits[number].with(rest))
            }
        }
        return left
    }

    /// Whether some of it is left.
    var isCounting: Bool {
        waits.contains {
            switch $0 {
            case .counting: return true
            case .over: return false
            }
        }
    }
}

extension RuleDuration {
    /// Its length; nothing for working days, which are not paused.
    fileprivate var span: TimeSpan {
        switch self {
        case .elapsed(let span), .open(let span, _): return span
        case .workingDays: return .zero
        }
    }

    /// So much instead, of the same kind.
    func with(_ left: TimeSpan) -> RuleDuration {
        switch self {
        case .elapsed: return .elapsed(left)
        case .open(_, let calendar): return .open(left, on: calendar)
        case .workingDays: return self
        }
    }

    /// How much of its kind of time there is from one instant to another.
    func passed(from start: Timestamp, to end: Timestamp, _ calendars: CalendarTable) -> TimeSpan {
        switch self {
        case .elapsed: return end - start
        case .open(_, let calendar): return calendars[calendar].openTime(from: start, to: end)
        case .workingDays: return .zero
        }
    }
}
