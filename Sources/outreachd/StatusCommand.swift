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
            say; 69 no daemon listens. A feed is what events name as their source; it is silent when nothing has come \
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
            complain("outreachd: the daemon answered something else")
            throw ExitCode(76)  // EX_PROTOCOL
        }
        var output = StandardOutput()
        if json {
            output.line(status.line)
        } else {
            for line in StatusReport(status).lines { output.line(line) }
        }
        output.flush()
        if !status.attention.isEmpty { throw ExitCode(1) }
    }
}

extension StatusCommand {
    private func printMetrics() throws {
        guard let text = try control.ask(ControlRequest(.metrics)).metrics else {
            complain("outreachd: the daemon answered something else")
            throw ExitCode(76)  // EX_PROTOCOL
        }
        guard let output else {
            writeAll(Array(text.utf8), to: STDOUT_FILENO)
            return
        }
        let new = output + ".\(getpid())"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        let isWritten = descriptor >= 0 && writeAll(Array(text.utf8), to: descriptor)
        if descriptor >= 0 { close(descriptor) }
        guard isWritten, rename(new, output) == 0 else {
            complain("outreachd: \(output): \(String(cString: strerror(errno)))")
            unlink(new)
            throw ExitCode(73)  // EX_CANTCREAT
        }
    }
}

/// A status for a person.
struct StatusReport {
    private let status: StatusAnswer

    init(_ status: StatusAnswer) { self.status = status }

    var lines: [String] {
        var lines = [
            "daemon     \(status.daemon.state.rawValue), process \(status.daemon.pid), since \(short(status.daemon.started))"
                + (status.daemon.lastTurn.map { ", last turn \(short($0))" } ?? ""),
            "incoming   \(plural(status.incoming.files, "file"))"
                + (status.incoming.oldest.map { ", the oldest of \(short($0))" } ?? ""),
            "deadlines  "
                + (status.behind > 0
                    ? "behind by \(status.behind) s"
                    : status.nextDeadline.map { "next \(short($0))" } ?? "none"),
            "tasks      \(status.openTasks) open" + counts(status.tasks, before: "; so far "),
        ]
        for queue in status.queues {
            lines.append(
                "           \(queue.queue): \(queue.open) open"
                    + (queue.overdue > 0 ? ", \(queue.overdue) overdue" : "")
                    + (queue.oldestDue.map { ", the first due \(short($0))" } ?? ""))
        }
        let events = status.events
        let rate = ["1m", "5m", "15m"].compactMap { events.rate[$0] }.map { "\($0)" }.joined(separator: ", ")
        lines.append(
            "events     \(events.accepted) accepted, \(plural(events.duplicates, "duplicate")), "
                + "\(total(events.rejected)) rejected, \(events.tooLate) too late, of \(plural(events.files, "file"))")
        if !rate.isEmpty { lines.append("           in a second: \(rate) (the last 1, 5, 15 minutes)") }
        if !events.rejected.isEmpty { lines.append("           rejected" + counts(events.rejected, before: ": ")) }
        if !events.undeclared.isEmpty {
            lines.append("           of types that no rule file declares" + counts(events.undeclared, before: ": "))
        }
        let silent = status.feeds.filter(\.isSilent)
        if !status.feeds.isEmpty {
            lines.append(
                "feeds      \(status.feeds.count)"
                    + (status.feeds.first { !$0.isSilent }.map { ", the latest \($0.source) at \(short($0.last))" }
                        ?? ""))
        }
        for feed in silent.prefix(Self.namesShown) {
            lines.append(
                "           silent: \(feed.source) since \(short(feed.last)), before never for longer than "
                    + "\(TimeSpan(seconds: Int64(feed.longestSilence)))")
        }
        lines.append("rules      \(status.rules.count) in force, loaded \(short(status.rules.loaded))")
        if !status.rules.neverFired.isEmpty {
            lines.append("           never fired: \(list(status.rules.neverFired))")
        }
        if !status.rejects.isEmpty { lines.append("rejects    the latest:") }
        for reject in status.rejects {
            lines.append(
                "           \(short(reject.at))  \(reject.file)" + (reject.detail.map { ": \($0)" } ?? ""))
        }
        for sentence in status.attention { lines.append("LOOK       \(sentence)") }
        return lines.map(printable)
    }

    private static let namesShown = 10

    private func list(_ names: [String]) -> String {
        let more = names.count - Self.namesShown
        return names.prefix(Self.namesShown).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private func counts(_ counts: [String: Int], before: String) -> String {
        if counts.isEmpty { return "" }
        return before
            + list(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" })
    }

    private func total(_ counts: [String: Int]) -> Int { counts.reduce(0) { $0 + $1.value } }

    /// `2026-03-02 14:00:31Z` of `2026-03-02T14:00:31.5Z`.
    private func short(_ time: String) -> String { "\(time.prefix(10)) \(time.dropFirst(11).prefix(8))Z" }
}
