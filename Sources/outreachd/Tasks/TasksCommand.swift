import ArgumentParser
import TaskFiles

/// `outreachd tasks`: for the people who work the tasks.
struct TasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "List and show tasks, and answer them.",
        subcommands: [
            TasksListCommand.self, TasksShowCommand.self, ClaimCommand.self, ReleaseCommand.self, DoneCommand.self,
            DismissCommand.self, SnoozeCommand.self,
        ],
        defaultSubcommand: TasksListCommand.self)
}
