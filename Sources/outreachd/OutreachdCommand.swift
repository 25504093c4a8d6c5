import ArgumentParser

/// The program: one command with a subcommand for each job.
struct OutreachdCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outreachd",
        abstract: "Customer events in, outreach tasks out.",
        version: "0.1.0",
        subcommands: [
            RunCommand.self, CheckCommand.self, FormatCommand.self, TestCommand.self, ReplayCommand.self,
            BacktestCommand.self, ReportCommand.self,
            ExplainCommand.self, EventsCommand.self, DescribeCommand.self, InferCommand.self,
            TasksCommand.self, RouteCommand.self, StatusCommand.self, ReloadCommand.self, DoctorCommand.self,
            PlanCommand.self,
            ClaimCommand.self, ReleaseCommand.self, DoneCommand.self, DismissCommand.self, SnoozeCommand.self,
        ])
}
