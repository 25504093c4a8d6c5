import ArgumentParser
import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// Which tasks are of interest.
struct TaskSelection: ParsableArguments {
    @Option(help: "Only this queue; may be repeated.")
    var queue: [String] = []

    @Option(name: .customLong("class"), help: "Only this class.")
    var taskClass: ClassArgument?

    @Option(help: "Only this customer.")
    var customer: String?

    @Option(help: "Only tasks of this rule.")
    var rule: String?

    @Option(help: ArgumentHelp("Only tasks that opened longer ago than this, as 2h.", valueName: "duration"))
    var olderThan: SpanArgument?

    @Option(help: ArgumentHelp("Only tasks that opened within this, as 1d.", valueName: "duration"))
    var newerThan: SpanArgument?

    /// Those that are meant: open ones by urgency, then by when they are due; of closed ones the last that ended first.
    func chosen(of tasks: [TaskDocument], closed: Bool, now: Timestamp) -> [TaskDocument] {
        tasks.filter { contains($0, now: now) }.sorted {
            if closed { return ($1.history.last?.at ?? "", $0.id) < ($0.history.last?.at ?? "", $1.id) }
            return ($0.urgency, $0.dueAt ?? "9", $0.openedAt, $0.id) < ($1.urgency, $1.dueAt ?? "9", $1.openedAt, $1.id)
        }
    }

    private func contains(_ task: TaskDocument, now: Timestamp) -> Bool {
        if !queue.isEmpty && !queue.contains(where: { Text($0) == Text(task.queue) }) { return false }
        if let taskClass, taskClass.rawValue != task.taskClass { return false }
        if let customer, Text(customer) != Text(task.customer) { return false }
        if let rule, Text(rule) != Text(task.rule) { return false }
        let age = timestamp(task.openedAt).map { now - $0 } ?? .zero
        if let olderThan, age < olderThan.span { return false }
        if let newerThan, age > newerThan.span { return false }
        return true
    }
}

extension TaskDocument {
    /// 0 is the most urgent.
    var urgency: Int {
        Priority(rawValue: priority).flatMap { Priority.allCases.firstIndex(of: $0) }.map {
            Priority.allCases.count - $0
        } ?? 9
    }
}
