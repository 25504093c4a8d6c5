import ArgumentParser
import Events
import RuleLanguage

/// `outreachd dismiss ID`.
struct DismissCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Say that the task is not worth doing.")
    @OptionGroup var answer: AnswerOptions
    @Option(help: "Why not.")
    var reason: String?
    func run() throws { try answer.drop("task.dismissed", [("reason", reason)]) }
}
