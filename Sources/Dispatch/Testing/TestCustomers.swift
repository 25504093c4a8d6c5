import Engine
import Events
import RuleLanguage

/// The customers of a test, and their tasks that are open or held.
struct TestCustomers {
    private var run: SiteRun
    /// The tasks that are open, and those that are held, by rule.
    private var open: [Text: [TaskID: TaskRecord]] = [:]
    private var held: [Text: [TaskID: TaskRecord]] = [:]

    init(_ dispatcher: Dispatcher, _ feeds: [FeedRecord]) {
        run = SiteRun(dispatcher, SiteState(hearing: .recorded(feeds)))
    }

    /// Brings all customers to a time.
    mutating func advance(to end: Horizon) -> [Change] { noted(run.pass(to: end)) }

    /// An event arrives.
    /// - Parameter judged: before the time, unless the instant was settled already.
    mutating func deliver(_ event: Event, at t: Timestamp, judged: Horizon) -> [Change] {
        noted(run.arrive([event], at: t, judged: judged))
    }

    private mutating func noted(_ changes: [Change]) -> [Change] {
        for change in changes {
            let task = change.task
            open[task.rule, default: [:]][task.id] = task.state == .open ? task : nil
            held[task.rule, default: [:]][task.id] = task.state == .held ? task : nil
        }
        return changes
    }

    // MARK: What there is

    var all: some Sequence<CustomerState> { run.states.values }

    /// Who they are, sorted.
    var names: [Text] { run.states.keys.sorted() }

    /// Every open task, in the order of rule, customer and id.
    var openTasks: [TaskRecord] { open.values.flatMap(\.values).sorted { TestCustomers.precedes($0, $1) } }

    /// Whether a task is open now.
    func isOpen(_ task: TaskRecord) -> Bool { open[task.rule]?[task.id] != nil }

    /// Whether an open task of a rule is one of those.
    func hasOpenTask(of rule: Text, _ fits: (TaskRecord) -> Bool) -> Bool {
        open[rule]?.values.contains(where: fits) ?? false
    }

    /// The first open task of a rule that is one of those.
    func firstOpenTask(of rule: Text, _ fits: (TaskRecord) -> Bool) -> TaskRecord? {
        open[rule]?.values.lazy.filter(fits).min { TestCustomers.precedes($0, $1) }
    }

    /// The first held task of a rule that is one of those.
    func firstHeldTask(of rule: Text, _ fits: (TaskRecord) -> Bool) -> TaskRecord? {
        held[rule]?.values.lazy.filter(fits).min { TestCustomers.precedes($0, $1) }
    }

    private static func precedes(_ a: TaskRecord, _ b: TaskRecord) -> Bool {
        (a.rule, a.customer, a.id) < (b.rule, b.customer, b.id)
    }
}
