import ArgumentParser
import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// Which tasks are of interest.
struct TaskSelection: ParsableArguments {
    @Option(help: ArgumentHelp("Only this queue; may be repeated.", valueName: "name"), completion: .queues)
    var queue: [String] = []

    @Option(name: .customLong("class"), help: "Only this class.")
    var taskClass: ClassArgument?

    @Option(help: ArgumentHelp("Only this customer.", valueName: "id"), completion: .customers)
    var customer: String?

    @Option(help: ArgumentHelp("Only tasks of this rule.", valueName: "name"), completion: .rulesOfTasks)
    var rule: String?

    @Option(
        help: ArgumentHelp("Only tasks that opened longer ago than this, as 2h.", valueName: "duration"),
        completion: .durations("1h", "1d", "7d"), transform: SpanArgument.reading)
    var olderThan: SpanArgument?

    @Option(
        help: ArgumentHelp("Only tasks that opened within this, as 1d.", valueName: "duration"),
        completion: .durations("1h", "1d", "7d"), transform: SpanArgument.reading)
    var newerThan: SpanArgument?

    @Flag(help: "List those too that somebody has put off.")
    var all = false

    /// Those that are meant, and how many more sleep: open ones by urgency, then by when they are due, held ones by
    /// urgency, then by when they were judged; of closed ones the last that ended first.
    /// - Parameter place: the folder in which all of them lie.
    func chosen(
        _ tasks: [TaskDocument], of place: TaskPlace, now: Timestamp
    ) -> (tasks: [TaskDocument], asleep: Int) {
        let meant = tasks.filter { contains($0, now: now) }
        if place == .closed {
            return (meant.sorted { ($1.ending?.at ?? "", $0.id) < ($0.ending?.at ?? "", $1.id) }, 0)
        }
        let shown = all ? meant : meant.filter { !$0.isSnoozed(at: now) }
        let sorted = shown.sorted {
            ($0.urgency, $0.dueAt ?? "9", $0.since, $0.id) < ($1.urgency, $1.dueAt ?? "9", $1.since, $1.id)
        }
        return (sorted, meant.count - shown.count)
    }

    private func contains(_ task: TaskDocument, now: Timestamp) -> Bool {
        if !queue.isEmpty && !queue.contains(where: { Text($0) == Text(task.queue) }) { return false }
        if let taskClass, taskClass.rawValue != task.taskClass { return false }
        if let customer, Text(customer) != Text(task.customer) { return false }
        if let rule, Text(rule) != Text(task.rule) { return false }
        let age = timestamp(task.since).map { now - $0 } ?? .zero
        if let olderThan, age < olderThan.span { return false }
        if let newerThan, age > newerThan.span { return false }
        return true
    }

    // MARK: Slips

    /// A sentence for each name that no task has, where one that is near has some.
    func slips(among tasks: [TaskDocument]) -> [String] {
        queue.compactMap { slip("for queue", $0, tasks.map(\.queue)) }
            + [customer.flatMap { slip("about customer", $0, tasks.map(\.customer)) }].compactMap(\.self)
            + [rule.flatMap { slip("of rule", $0, tasks.map(\.rule)) }].compactMap(\.self)
    }

    private func slip(_ what: String, _ name: String, _ names: [String]) -> String? {
        let names = Set(names.map { Text($0) })
        if names.contains(Text(name)) { return nil }
        return nearMiss(Text(name), among: names.sorted()).map {
            "no task is \(what) '\(name.shown(upTo: 64))'; did you mean '\($0.string.shown(upTo: 64))'?"
        }
    }
}
