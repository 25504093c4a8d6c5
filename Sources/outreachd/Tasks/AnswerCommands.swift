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

/// `outreachd done ID`.
struct DoneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "done", abstract: "Say that the task is done.")
    @OptionGroup var answer: AnswerOptions
    @Option(help: "What came of it.")
    var outcome: String?
    func run() throws { try answer.drop("task.done", [("outcome", outcome)]) }
}

/// `outreachd dismiss ID`.
struct DismissCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Say that the task is not worth doing.")
    @OptionGroup var answer: AnswerOptions
    @Option(help: "Why not.")
    var reason: String?
    func run() throws { try answer.drop("task.dismissed", [("reason", reason)]) }
}

/// `outreachd snooze ID`.
struct SnoozeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "snooze", abstract: "Put the task off.")
    @OptionGroup var answer: AnswerOptions
    @Option(help: "Until this time, RFC 3339 with an offset.")
    var until: TimeArgument?
    @Option(name: .customLong("for"), help: "For this long, like 2h or 1d.")
    var length: SpanArgument?

    func validate() throws {
        if (until == nil) == (length == nil) { throw ValidationError("say either --until TIME or --for DURATION") }
    }

    func run() throws {
        let time = until?.time ?? wallClock() + (length?.span ?? .zero)
        try answer.drop("task.snoozed", [("until", time.description)])
    }
}
