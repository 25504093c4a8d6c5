import ArgumentParser
import Control
import Events
import Glibc

/// `outreachd status`: what the running daemon sees.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what the running daemon sees.",
        discussion: """
            For people and for monitoring. Exit codes: 0 all is well; 1 something needs a look, which the last lines \
            say; 69 no daemon listens. A feed that the rules declare is silent, and needs a look, when it was not heard for \
            longer than they say. Of other sources what is usual is learned: one is silent when nothing has come \
            for three times the longest that it ever was silent, and needs a look when it has been known for a week; after \
            four weeks of silence it is forgotten.
            """)

    @OptionGroup var control: ControlOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Print metrics in Prometheus' text format; then the exit code is 0 if the daemon answers.")
    var metrics = false

    @Option(
        help: ArgumentHelp(
            "With --metrics: write them to this file, renamed when it is whole, as the textfile collector wants it.",
            valueName: "file"), completion: .file())
    var output: String?

    func validate() throws {
        if json && metrics { throw ValidationError("--json or --metrics, not both.") }
        if output != nil && !metrics { throw ValidationError("--output is only for --metrics.") }
    }

    func run() throws {
        if metrics { return try printMetrics() }
        let answer = try control.ask(ControlRequest(.status))
        guard let status = answer.status else {
            throw failure("the daemon answered something else", .badAnswer)
        }
        var output = StandardOutput()
        if json {
            output.json(status.line)
        } else {
            for line in StatusReport(status).lines { output.line(line) }
        }
        output.flush()
        if !status.attention.isEmpty { throw ExitCode.wrong }
    }
}

extension StatusCommand {
    private func printMetrics() throws {
        guard let text = try control.ask(ControlRequest(.metrics)).metrics else {
            throw failure("the daemon answered something else", .badAnswer)
        }
        guard let output else {
            var output = StandardOutput()
            if outputIsTerminal {
                for line in text.split(separator: "\n") { output.line(String(line)) }
            } else {
                output.raw(text.utf8)
            }
            return
        }
        let new = output + ".\(getpid())"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        let isWritten = descriptor >= 0 && writeAll(Array(text.utf8), to: descriptor)
        if descriptor >= 0 { close(descriptor) }
        guard isWritten, rename(new, output) == 0 else {
            let code = errno
            unlink(new)
            throw failure("\(output): \(String(cString: strerror(code)))", .cannotCreate)
        }
    }
}
