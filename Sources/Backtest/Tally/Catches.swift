import Events
import RuleLanguage

/// What a customer's tasks caught of one outcome.
struct Catches {
    /// Of a task.
    struct OfTask {
        /// The time of the first event that it caught; nil: none.
        var first: Timestamp?
        /// Whether it caught one while it was open.
        var isOpen = false
        /// Whether an event of `among` joined within its horizon.
        var isAnswered = false
    }

    /// How a rule stood to an event, the better the greater.
    enum Standing: Int, Comparable {
        case none, horizonOver, tooLate, caught
        static func < (a: Standing, b: Standing) -> Bool { a.rawValue < b.rawValue }
    }

    /// Of an event, for a rule one of whose tasks it joins.
    struct OfRule {
        var rule: Int
        var standing: Standing
        /// Whether a task caught it while it was open.
        var isOpen = false
        /// When the earliest task that caught it came out.
        var earliest = Timestamp.distantFuture
    }

    /// As the tasks.
    private(set) var tasks: [OfTask]
    /// For each outcome event the rules.
    private(set) var events: [[OfRule]]

    /// - Parameters:
    ///   - events: of the outcome, in the order of time.
    ///   - among: of its `among`.
    init(
        _ outcome: Outcome, _ points: [TaskPoint], _ index: TaskIndex, events: [CustomerFacts.Match],
        among: [CustomerFacts.Match], _ lens: Lens
    ) {
        tasks = Array(repeating: OfTask(), count: points.count)
        self.events = Array(repeating: [], count: events.count)
        if points.isEmpty { return }
        for match in among {
            index.forEach(joinedBy: match.event, lens) { task in
                let out = points[task].out
                if out < match.time, match.time <= out + outcome.within { tasks[task].isAnswered = true }
            }
        }
        for (number, match) in events.enumerated() {
            index.forEach(joinedBy: match.event, lens) { note(task: $0, points[$0], match.time, number, outcome) }
        }
    }

    private mutating func note(
        task: Int, _ point: TaskPoint, _ time: Timestamp, _ event: Int, _ outcome: Outcome
    ) {
        let standing: Standing
        if point.out < time {
            standing = time <= point.out + outcome.within ? .caught : .horizonOver
        } else {
            standing = point.out <= time + outcome.within ? .tooLate : .none
        }
        if standing == .none { return }
        let isOpen = standing == .caught && point.isOpen(at: time)
        let place: Int
        if let known = events[event].firstIndex(where: { $0.rule == point.rule }) {
            place = known
        } else {
            events[event].append(OfRule(rule: point.rule, standing: standing))
            place = events[event].count - 1
        }
        events[event][place].standing = max(events[event][place].standing, standing)
        guard standing == .caught else { return }
        tasks[task].first = tasks[task].first ?? time
        if isOpen {
            tasks[task].isOpen = true
            events[event][place].isOpen = true
        }
        events[event][place].earliest = min(events[event][place].earliest, point.out)
    }
}
