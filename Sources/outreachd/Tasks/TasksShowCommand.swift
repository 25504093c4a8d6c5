import ArgumentParser
import Engine
import TaskDispatch
import Events
import TaskFiles

/// `outreachd tasks show ID`.
struct TasksShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one task with its story in plain words.")

    @OptionGroup var spool: SpoolOptions

    @Argument(help: "The task's id, or as much of its start as is unique.")
    var id: String

    @Flag(help: "Print the task as JSON.")
    var json = false

    @Option(help: "Colours: auto, always or never. NO_COLOR in the environment turns them off too.")
    var color = ColorChoice.auto

    func run() throws {
        let (task, place) = try spool.task(id)
        var output = StandardOutput()
        if json {
            if let bytes = try? spool.tasks.read(TaskID(Text(task.id)), place) { output.line(oneLine(bytes)) }
        } else {
            for line in TaskStory(task: task, now: wallClock(), style: color.style).lines { output.line(line) }
        }
        output.flush()
    }
}
