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

    @Argument(help: "The task's id, or as much of its start as is unique.", completion: .taskIDs)
    var id: String

    @OptionGroup var times: ClockOptions

    @Flag(help: "Print the task as JSON.")
    var json = false

    @Option(help: "Colours: auto, always or never. NO_COLOR in the environment turns them off too.")
    var color = ColorChoice.auto

    func run() throws {
        let (task, place) = try spool.task(id)
        var output = StandardOutput(style: color.style)
        if json {
            if let bytes = try? spool.tasks.read(TaskID(Text(task.id)), place) { output.json(oneLine(bytes)) }
        } else {
            let story = TaskStory(task: task, now: wallClock(), clock: times.clock(of: spool))
            for line in story.lines { output.line(line) }
        }
    }
}
