import ArgumentParser
import Events

/// `outreachd dismiss ID`.
struct DismissCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Say that the task is not worth doing.")
    @OptionGroup var answer: AnswerOptions
    @Option(help: ArgumentHelp("Why not.", valueName: "text"))
    var reason: String?
    func run() throws { try answer.drop("task.dismissed", for: answer.openTask(), [("reason", reason)]) }
}
