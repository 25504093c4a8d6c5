import ArgumentParser
import Events
import RuleLanguage

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
