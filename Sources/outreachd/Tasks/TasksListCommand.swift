import ArgumentParser
import Engine
import Events
import RuleLanguage
import TaskFiles

/// `outreachd tasks list`.
struct TasksListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the open tasks, the most urgent first.")

    @OptionGroup var spool: SpoolOptions

    @Flag(help: "List the closed tasks instead.")
    var closed = false

    @Option(help: "Only this queue.")
    var queue: String?

    @Option(name: .customLong("class"), help: "Only this class: recovery or relationship.")
    var taskClass: String?

    @Option(help: "Only this customer.")
    var customer: String?

    @Flag(help: "Print each task as JSON, one a line.")
    var json = false

    func run() throws {
        let place: TaskPlace = closed ? .closed : .open
        var tasks = try spool.documents(place)
        tasks.removeAll { task in
            (queue.map { $0 != task.queue } ?? false) || (taskClass.map { $0 != task.taskClass } ?? false)
                || (customer.map { Text($0) != Text(task.customer) } ?? false)
        }
        tasks.sort {
            ($0.urgency, $0.dueAt ?? "9", $0.openedAt, $0.id) < ($1.urgency, $1.dueAt ?? "9", $1.openedAt, $1.id)
        }
        var output = StandardOutput()
        if json {
            for task in tasks {
                if let bytes = try? spool.tasks.read(TaskID(Text(task.id)), place) { output.line(oneLine(bytes)) }
            }
        } else {
            for line in table(tasks) { output.line(line) }
        }
        output.flush()
    }

    private func table(_ tasks: [TaskDocument]) -> [String] {
        if tasks.isEmpty { return ["no \(closed ? "closed" : "open") tasks"] }
        let head = ["TASK", "PRIORITY", closed ? "STATE" : "DUE", "QUEUE", "CUSTOMER", "KEY", "SAY"]
        let rows = tasks.map { task in
            [
                String(task.id.prefix(8)), task.priority,
                closed ? task.state + (task.because.map { ", " + $0 } ?? "") : task.dueAt.map(shortTime) ?? "-",
                task.queue,
                task.customer,
                task.key.map { "\($0.name) \($0.value)" }.joined(separator: ", "), task.say,
            ]
        }
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        return ([head] + rows).map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
            }.joined()
        }
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

/// A task's file on one line: its line ends stand between its parts, never inside a string.
func oneLine(_ bytes: [UInt8]) -> [UInt8] {
    var line: [UInt8] = []
    var atLineStart = false
    for byte in bytes {
        if byte == 0x0a {
            atLineStart = true
        } else if !(atLineStart && byte == 0x20) {
            atLineStart = false
            line.append(byte)
        }
    }
    return line
}

/// `2026-03-02 14:00Z` of `2026-03-02T14:00:31.5Z`: a list needs no seconds.
private func shortTime(_ time: String) -> String { time.prefix(10) + " " + time.dropFirst(11).prefix(5) + "Z" }
