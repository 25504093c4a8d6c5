import ArgumentParser
import Control
import Events
import Glibc

/// `outreachd reload`: the running daemon reads its rules again.
struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Let the running daemon read its rules again.",
        discussion: """
            Returns when the rules judge and every customer is in line with them, or when they were refused: then \
            every mistake is printed, the exit code is 1, and the rules of before stay. A rule that was never there \
            before looks back to this moment, less --backfill; what triggered before starts nothing. \
            Exit code 69: no daemon listens.
            """)

    @OptionGroup var control: ControlOptions

    @Option(
        help: ArgumentHelp("How far new rules look back, as 7d.", valueName: "duration"),
        completion: .durations("1d", "7d", "30d"), transform: SpanArgument.reading)
    var backfill: SpanArgument?

    @Flag(help: "Print the daemon's answer as JSON.")
    var json = false

    @Flag(help: "Print nothing of what became of it: the exit code tells, and the daemon's log says the rest.")
    var quiet = false

    func validate() throws {
        if json && quiet { throw ValidationError("--json or --quiet, not both.") }
    }

    func run() throws {
        let answer = try control.ask(ControlRequest(.reload, backfill: backfill?.span.description))
        guard let reload = answer.reload else {
            throw failure("the daemon answered something else", .badAnswer)
        }
        if !quiet { tell(answer, reload) }
        if !reload.live { throw ExitCode.wrong }
    }

    private func tell(_ answer: ControlAnswer, _ reload: ReloadAnswer) {
        var output = StandardOutput()
        if json {
            output.json(answer.line)
        } else if reload.live {
            for line in lines(reload) { output.sentence(line) }
        } else {
            for diagnostic in reload.diagnostics ?? [] { complain(lines: diagnostic) }
            complain("outreachd: the rules were refused; those of before stay (\(plural(reload.rules, "rule")))")
        }
        output.flush()
    }

    private func lines(_ reload: ReloadAnswer) -> [String] {
        var lines = ["\(plural(reload.rules, "rule")) in force"]
        if let new = reload.new, !new.isEmpty {
            lines.append(
                "new: " + new.joined(separator: ", ") + (reload.since.map { " (looking back to \($0))" } ?? ""))
        }
        if let removed = reload.removed, !removed.isEmpty {
            lines.append("removed: " + removed.joined(separator: ", "))
        }
        let tasks = (reload.tasks ?? [:]).sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        if !tasks.isEmpty { lines.append("tasks: " + tasks.joined(separator: ", ")) }
        if let waiting = reload.waiting { lines.append("waiting: \(waiting)") }
        return lines
    }
}
