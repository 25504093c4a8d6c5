import ArgumentParser
import Events
import RuleLanguage

/// `outreachd done ID`.
struct DoneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "done", abstract: "Say that the task is done.")
    @OptionGroup var answer: AnswerOptions
    @Option(help: "What came of it.")
    var outcome: String?
    func run() throws { try answer.drop("task.done", [("outcome", outcome)]) }
}
