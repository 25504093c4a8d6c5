import ArgumentParser
import Events

/// `outreachd done ID`.
struct DoneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "done", abstract: "Say that the task is done.")
    @OptionGroup var answer: AnswerOptions
    @Option(help: ArgumentHelp("What came of it.", valueName: "text"))
    var outcome: String?
    func run() throws { try answer.drop("task.done", for: answer.openTask(), [("outcome", outcome)]) }
}
