import ArgumentParser
import Engine
import Events
import TaskFiles

/// `outreachd tasks show ID`.
struct TasksShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one task with its story.")

    @OptionGroup var spool: SpoolOptions

    @Argument(help: "The task's id, or as much of its start as is unique.")
    var id: String

    @Flag(help: "Print the task as JSON.")
    var json = false

    func run() throws {
        let (task, place) = try spool.task(id)
        var output = StandardOutput()
        if json {
            if let bytes = try? spool.tasks.read(TaskID(Text(task.id)), place) { output.line(oneLine(bytes)) }
        } else {
            for line in story(task) { output.line(line) }
        }
        output.flush()
    }

    private func story(_ task: TaskDocument) -> [String] {
        var lines = [task.say, ""]
        func field(_ name: String, _ value: String?) {
            if let value { lines.append(name + String(repeating: " ", count: max(1, 11 - name.count)) + value) }
        }
        field("task", task.id)
        field("state", task.state + (task.because.map { ", \($0)" } ?? ""))
        field("rule", "\(task.rule) (\(task.title))")
        field("customer", task.customer)
        for (name, value) in task.key { field(name, value) }
        field("queue", "\(task.queue), \(task.taskClass), \(task.priority) priority")
        field("opened", task.openedAt)
        field("due", task.dueAt)
        lines += ["", "because of"]
        for event in task.evidence { lines.append("  \(event.time)  \(event.type)  (\(event.source) \(event.id))") }
        lines += ["", "what happened to it"]
        for entry in task.history {
            let because = entry.because.map { ", \($0)" } ?? ""
            let by = entry.by.map { " by \($0)" } ?? ""
            let note = entry.note.map { ": \($0)" } ?? ""
            lines.append("  \(entry.at)  \(entry.change)\(because)\(by)\(note)")
        }
        return lines
    }
}
