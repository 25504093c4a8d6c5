import ArgumentParser

/// `outreachd route`: what the routes of the rules do.
struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Say who gets a task.", subcommands: [RouteTestCommand.self])
}
