import ArgumentParser
import Events

/// `outreachd snooze ID`.
struct SnoozeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze", abstract: "Put the task off.",
        discussion: "Until then outreachd tasks leaves it out, unless it is asked for --all.")
    @OptionGroup var answer: AnswerOptions
    @Option(
        help: ArgumentHelp("Until this time, as 2026-03-02T10:00+01:00.", valueName: "time"),
        transform: TimeArgument.reading)
    var until: TimeArgument?
    @Option(
        name: .customLong("for"), help: ArgumentHelp("For this long, as 2h or 1d.", valueName: "duration"),
        completion: .durations("1h", "4h", "1d", "3d", "1w"), transform: SpanArgument.reading)
    var length: SpanArgument?

    func validate() throws {
        switch (until, length) {
        case (nil, nil), (.some, .some): throw ValidationError("Say either --until TIME or --for DURATION.")
        case (let until?, nil):
            let now = wallClock()
            if until.time <= now {
                throw ValidationError("--until \(until.time) is in the past: it is \(now.description.prefix(16))Z now.")
            }
        case (nil, let length?):
            if length.span <= .zero { throw ValidationError("--for must be longer than 0s.") }
        }
    }

    func run() throws {
        let time = until?.time ?? wallClock() + (length?.span ?? .zero)
        try answer.drop("task.snoozed", for: answer.taskThatIsOut(), [("until", time.description)])
    }
}
