@testable import Backtest
import Engine
import Events
import RuleLanguage
import TaskDispatch

/// The figures of a back-test, written from their description alone: slow, and obviously right.
///
/// Patterns are asked by the test (`matches`), tasks come from the lines of a replay.
struct Reference {
    let program: Program
    let events: [Event]
    let changes: [Change]
    let settings: BacktestSettings
    let zone: Zone
    let weigh: (Text, [Text: Value]) -> Double
    /// Whether an event matches a pattern of this program.
    let matches: (Pattern, Event) -> Bool
    let tasks: [ReferenceTask]
    private var outcomes: [Text: [Event]] = [:]
    private var found: [[Text]: [Instance: Timestamp]] = [:]
    /// For each outcome, what each task caught.
    private var catches: [Text: [[Event]]] = [:]

    init(
        program: Program, events: [Event], changes: [Change], settings: BacktestSettings, zone: Zone,
        weigh: @escaping (Text, [Text: Value]) -> Double, matches: @escaping (Pattern, Event) -> Bool
    ) {
        (self.program, self.events, self.changes, self.settings) = (program, events, changes, settings)
        (self.zone, self.weigh, self.matches) = (zone, weigh, matches)
        var tasks = ReferenceTask.all(changes, program).sorted {
            ($0.out ?? .distantFuture, $0.rule.name) < ($1.out ?? .distantFuture, $1.rule.name)
        }
        for number in tasks.indices { tasks[number].number = number }
        self.tasks = tasks
        for keys in program.rules.map(\.keys) + program.outcomes.map(\.keys) { found[keys] = allInstances(keys) }
        for outcome in program.outcomes {
            outcomes[outcome.name] = events.filter { matches(outcome.pattern, $0) }.sorted()
            catches[outcome.name] = tasks.map { caughtEvents(by: $0, outcome) }
        }
    }

    // MARK: Time

    var first: Timestamp { events.map(\.time).min() ?? .distantFuture }
    var begin: Timestamp { settings.from ?? first }
    var end: Timestamp { settings.until ?? events.map(\.time).max() ?? .distantPast }
    var split: Timestamp { settings.split ?? begin + ((end - begin).divided(by: 2) ?? .zero) }
    func half(_ t: Timestamp) -> Int { t < split ? 1 : 2 }
    func isCounted(_ t: Timestamp) -> Bool { t >= (settings.from ?? .distantPast) }
    func day(_ t: Timestamp) -> Int { Int(zone.local(t).date.days) }

    // MARK: Instances

    struct Instance: Hashable {
        var customer: Text
        var key: [Text: Value]
    }

    func joins(_ event: Event, _ customer: Text, _ key: [Text: Value]) -> Bool {
        let carried = event.carried(program.schema)
        return event.customer == customer && key.allSatisfy { carried[$0] == nil || carried[$0] == $1 }
    }

    /// Each with the time of its first event.
    func instances(_ names: [Text]) -> [Instance: Timestamp] { found[names] ?? [:] }

    private func allInstances(_ names: [Text]) -> [Instance: Timestamp] {
        var found: [Instance: Timestamp] = [:]
        for event in events {
            let carried = event.carried(program.schema)
            guard names.allSatisfy({ carried[$0] != nil }) else { continue }
            let instance = Instance(customer: event.customer, key: carried.filter { names.contains($0.key) })
            found[instance] = min(found[instance] ?? .distantFuture, event.time)
        }
        return found
    }

    func half(of task: ReferenceTask, at t: Timestamp) -> Int {
        if task.key.isEmpty { return half(t) }
        return half(instances(task.rule.keys)[Instance(customer: task.customer, key: task.key)] ?? t)
    }

    // MARK: Catching

    func outcomeEvents(_ outcome: Outcome) -> [Event] { outcomes[outcome.name] ?? [] }

    func caught(by task: ReferenceTask, _ outcome: Outcome) -> [Event] { catches[outcome.name]?[task.number] ?? [] }

    private func caughtEvents(by task: ReferenceTask, _ outcome: Outcome) -> [Event] {
        guard let out = task.out else { return [] }
        return outcomeEvents(outcome).filter {
            joins($0, task.customer, task.key) && $0.time > out && $0.time <= out + outcome.within
        }
    }

    func isOpen(_ task: ReferenceTask, at t: Timestamp) -> Bool { task.ended.map { t <= $0 } ?? true }

    func isOver(_ task: ReferenceTask, _ outcome: Outcome) -> Bool {
        task.out.map { $0 + outcome.within <= end } ?? false
    }

    func isDecided(_ task: ReferenceTask, _ outcome: Outcome) -> Bool {
        guard let out = task.out, isOver(task, outcome) else { return false }
        guard let among = outcome.among else { return true }
        return events.contains {
            matches(among, $0) && joins($0, task.customer, task.key) && $0.time > out
                && $0.time <= out + outcome.within
        }
    }

    // MARK: Rates

    /// - Parameter items: whether it is hit, whose it is, and its weight.
    func rate(_ items: [(isHit: Bool, customer: Text, weight: Double)]) -> Rate {
        let hits = items.filter(\.isHit)
        let customers = Dictionary(grouping: items, by: \.customer).values
        var n = Double(customers.count)
        var share = items.isEmpty ? nil : Double(hits.count) / Double(items.count)
        if settings.weights != nil {
            let means = customers.map { some in some.map(\.weight).reduce(0, +) / Double(some.count) }
            let squares = means.map { $0 * $0 }.reduce(0, +)
            n = squares == 0 ? 0 : means.reduce(0, +) * means.reduce(0, +) / squares
            let all = items.map(\.weight).reduce(0, +)
            share = all == 0 ? nil : hits.map(\.weight).reduce(0, +) / all
        }
        return Rate(
            hits: hits.count, of: items.count, share: share, customers: customers.count, n: n,
            interval: share.map { ShareInterval(wilson: min(1, $0), of: n) })
    }
}
