import ArgumentParser
import Events
import RuleLanguage

/// `outreachd claim ID`: somebody takes a task on.
struct ClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Say that somebody takes the task on.")
    @OptionGroup var answer: AnswerOptions
    func run() throws { try answer.drop("task.claimed") }
}
