import Backtest
import Events

/// Outcome events, found by the task that they are told of.
struct Catches {
    /// The outcome events of a task lie beside each other, by time.
    private var events: [(task: Int32, outcome: Int32, at: Timestamp)]
    private let names: [Text]
    private let isBad: [Bool]

    init(_ tally: LedgerTally) {
        events = Array(tally.caught)
        events.sort { ($0.task, $0.at) < ($1.task, $1.at) }
        names = tally.outcomeNames.names
        isBad = names.map { name in tally.rules.outcomes.first { $0.name == name }.map { !$0.isGood } ?? false }
    }

    private func events(of task: Int) -> ArraySlice<(task: Int32, outcome: Int32, at: Timestamp)> {
        var (low, high) = (0, events.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(events[middle].task) < task { low = middle + 1 } else { high = middle }
        }
        return events[low...].prefix { Int($0.task) == task }
    }

    /// The first bad outcome in (start, start + within]; nil if there was none.
    func firstBad(after start: Timestamp, task: Int, within: TimeSpan) -> Timestamp? {
        events(of: task).first { isBad[Int($0.outcome)] && $0.at > start && $0.at <= start + within }?.at
    }

    /// Whether one of an outcome came in (start, start + within].
    func contains(_ outcome: Text, task: Int, after start: Timestamp, within: TimeSpan) -> Bool {
        guard let place = names.firstIndex(of: outcome) else { return false }
        return events(of: task).contains { Int($0.outcome) == place && $0.at > start && $0.at <= start + within }
    }
}

/// Who was heard of first, counted task by task.
struct TouchTally {
    private var customers: Set<Int> = []
    private var touched = 0
    private var ours = 0
    private var ahead: [TimeSpan] = []
    private var behind: [TimeSpan] = []

    /// - Parameter bad: the first bad outcome, which is theirs if it came before our touch, or with it.
    mutating func take(_ task: LedgerTask, bad: Timestamp?, within: TimeSpan) {
        let end = task.out + within
        let isOurs = task.ours <= end
        if task.isTheirs || !isOurs && task.theirs > end { return }
        touched += 1
        customers.insert(task.customer)
        let other = min(task.theirs, bad ?? .distantFuture)
        if isOurs, task.ours < other {
            ours += 1
            if other <= end { ahead.append(other - task.ours) }
        } else if isOurs {
            behind.append(task.ours - other)
        }
    }

    var figures: FirstToKnow {
        var figures = FirstToKnow()
        figures.ours = Rate(hits: ours, of: touched, customers: customers.count)
        figures.ahead = Spread(ahead)
        figures.behind = Spread(behind)
        return figures
    }
}

/// Outcomes that came in spite of outreach, counted task by task.
struct SpiteTally {
    struct Counts {
        var hits = 0
        var decided = 0
        var waiting = 0
        var customers: Set<Int> = []

        func figures(_ outcome: Text) -> InSpite {
            InSpite(
                outcome: outcome, share: Rate(hits: hits, of: decided, customers: customers.count), waiting: waiting)
        }
    }
    private let outcomes: [LedgerRules.Outcome]
    private let catches: Catches
    private let end: Timestamp
    private var ofRules: [[Counts]]
    private var ofAll: [Counts]
    private let isRecovery: [Bool?]

    init(_ tally: LedgerTally, _ catches: Catches) {
        outcomes = tally.rules.outcomes
        self.catches = catches
        end = tally.end
        ofAll = outcomes.map { _ in Counts() }
        ofRules = tally.names.map { [outcomes] _ in outcomes.map { _ in Counts() } }
        isRecovery = tally.names.map { name in tally.rules.rules.first { $0.name == name }?.isRecovery }
    }

    mutating func take(_ task: LedgerTask, _ place: Int) {
        let rule = Int(task.rule)
        for (number, outcome) in outcomes.enumerated() {
            // Recovery beside bad ones, relationship beside good ones.
            if let isRecovery = isRecovery[rule], isRecovery == outcome.isGood { continue }
            guard task.out + outcome.within <= end else {
                ofRules[rule][number].waiting += 1
                ofAll[number].waiting += 1
                continue
            }
            let isHit = catches.contains(outcome.name, task: place, after: task.out, within: outcome.within)
            ofRules[rule][number].take(task, isHit)
            ofAll[number].take(task, isHit)
        }
    }

    func figures(ofRule place: Int, isRecovery: Bool?) -> [InSpite] {
        zip(outcomes, ofRules[place]).compactMap { outcome, counts in
            isRecovery.map { $0 == outcome.isGood } ?? false ? nil : counts.figures(outcome.name)
        }
    }

    var figuresOfAll: [InSpite] { zip(outcomes, ofAll).map { $1.figures($0.name) } }
}

extension SpiteTally.Counts {
    fileprivate mutating func take(_ task: LedgerTask, _ isHit: Bool) {
        decided += 1
        if isHit { hits += 1 }
        customers.insert(task.customer)
    }
}
