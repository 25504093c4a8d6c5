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
    /// The rules of each outcome event, event by event in one list, and where each event's begin.
    private var rules: [OfRule] = []
    private var starts: [Int] = []

    /// Whether no task stands to any event.
    var areNone: Bool { rules.isEmpty }

    /// The rules of an outcome event.
    func rules(of event: Int) -> ArraySlice<OfRule> {
        rules[starts[event]..<(event + 1 < starts.count ? starts[event + 1] : rules.count)]
    }

    /// - Parameters:
    ///   - events: of the outcome, in the order of time.
    ///   - among: of its `among`.
    init(
        _ outcome: Outcome, _ points: [TaskPoint], _ index: TaskIndex, events: [CustomerFacts.Match],
        among: [CustomerFacts.Match], _ lens: Lens
    ) {
        tasks = Array(repeating: OfTask(), count: points.count)
        starts.reserveCapacity(events.count)
        for match in among {
            index.forEach(joinedBy: match.event, lens) { task in
                let out = points[task].out
                if out < match.time, match.time <= out + outcome.within { tasks[task].isAnswered = true }
            }
        }
        for match in events {
            let start = rules.count
            starts.append(start)
            index.forEach(joinedBy: match.event, lens) {
                note(task: $0, points, match.time, from: start, outcome.within)
            }
        }
    }

    /// - Parameter start: where the rules of the event in hand begin.
    private mutating func note(
        task: Int, _ points: [TaskPoint], _ time: Timestamp, from start: Int, _ within: TimeSpan
    ) {
        let (rule, out) = (points[task].rule, points[task].out)
        let standing: Standing
        if out < time {
            standing = time <= out + within ? .caught : .horizonOver
        } else {
            standing = out <= time + within ? .tooLate : .none
        }
        if standing == .none { return }
        let isOpen = standing == .caught && points[task].isOpen(at: time)
        var place = start
        while place < rules.count, rules[place].rule != rule { place += 1 }
        if place == rules.count { rules.append(OfRule(rule: rule, standing: standing)) }
        rules[place].standing = max(rules[place].standing, standing)
        guard standing == .caught else { return }
        tasks[task].first = tasks[task].first ?? time
        if isOpen {
            tasks[task].isOpen = true
            rules[place].isOpen = true
        }
        rules[place].earliest = min(rules[place].earliest, out)
    }
}
