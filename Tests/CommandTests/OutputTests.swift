import Foundation
import TestSupport
import Testing

/// Output that cannot be written, by whichever command.
@Suite("Output that cannot be written")
struct OutputTests {
    static let commands = [
        "replay --rules late.rules events.ndjson", "infer events.ndjson", "infer --json events.ndjson",
        "explain --rules late.rules --customer c-42 events.ndjson",
        "explain --json --rules late.rules --customer c-42 events.ndjson", "describe late.rules",
        "describe --json late.rules", "check --json wrong.rules", "test tested.rules", "test --json tested.rules",
        "format - < late.rules", "format --check loose.rules", "tasks --spool spool", "tasks --spool spool --json",
        "tasks --spool spool --closed", "events --state state", "plan --rules late.rules --state state",
        "doctor --state state --spool spool", "help", "help run", "run --help", "--version",
        "--generate-completion-script bash",
        "--generate-completion-script zsh",
        "---completion tasks list -- --queue 6 0 outreachd tasks list --spool spool --queue ''",
    ]

    @Test("is told, and the command ends with 74", arguments: commands, [">/dev/full", ">&-"])
    func unwritable(_ command: String, to place: String) throws {
        let outcome = try Self.shared.get().shell("outreachd \(command) \(place)")
        #expect(outcome.code == 74)
        let reason = place == ">&-" ? "Bad file descriptor" : "No space left on device"
        #expect(outcome.error.contains("outreachd: standard output cannot be written: \(reason)\n"))
    }

    @Test(
        "is told too where a task is shown or answered", arguments: ["tasks show", "claim", "done", "snooze --for 1h"])
    func answers(_ command: String) throws {
        let line = try Self.line()
        let id = try #require(line.taskIDs().first)
        let outcome = try line.shell("outreachd \(command) \(id) --spool spool >/dev/full")
        #expect(outcome.code == 74)
        #expect(outcome.error.contains("No space left on device"))
    }

    @Test(
        "ends a command quietly where nobody reads on, as Unix tools end",
        arguments: [
            "replay --rules late.rules --until 2026-03-03T00:00Z many.ndjson", "tasks --spool spool", "help run",
        ])
    func closedPipe(_ command: String) throws {
        let line = try Self.shared.get()
        let outcome = try line.withoutReader("exec outreachd \(command)")
        #expect(outcome.error == "")
        #expect(outcome.code == -SIGPIPE)
        // Where the signal is ignored, as services have it, nothing changes.
        let ignored = try line.withoutReader("trap '' PIPE; exec outreachd \(command)")
        #expect(ignored.error == "")
        #expect(ignored.code == -SIGPIPE)
    }

    @Test("is no matter where there is nothing to write")
    func nothing() throws {
        let line = try Self.shared.get()
        #expect(try line.shell("outreachd format --check late.rules >&-").code == 0)
        #expect(try line.shell("outreachd check late.rules >/dev/full").code == 0)
    }

    @Test("on standard error is no success either")
    func standardError() throws {
        let line = try Self.shared.get()
        #expect(try line.shell("outreachd check late.rules 2>/dev/full").code == 74)
        #expect(try line.shell("outreachd check late.rules 2>&-").code == 74)
        #expect(try line.shell("outreachd check wrong.rules 2>/dev/full").code == 1)
    }

    @Test("never lands in a file that was opened later")
    func closedStreams() throws {
        let line = try Self.line()
        let before = try line.folder.read("late.rules")
        #expect(try line.shell("outreachd replay --rules late.rules events.ndjson <&- >&- 2>&-").code == 74)
        #expect(
            try line.shell(
                "outreachd run --rules late.rules --spool spool --state state --once <&- >&- 2>&-; echo $? >code"
            ).code == 0)
        #expect(try line.run(["doctor", "--state", "state", "--spool", "spool"]).code == 0)
        #expect(try line.folder.read("late.rules") == before)
    }

    /// For what changes nothing.
    private static let shared = Result(catching: line)

    private static func line() throws -> CommandLine {
        let line = try CommandLine.withTasks()
        try line.folder.write(
            Samples.rules + """
                test "nobody calls"
                  at 2026-03-02T10:00Z delivery.delayed customer c-1 order o-1 days 2
                  at +4h expect task late-not-told customer c-1 order o-1

                """, to: "tested.rules")
        try line.folder.write("event a.b\n   x text\n", to: "loose.rules")
        try line.folder.write(
            (0..<2_000).map {
                Samples.event(
                    "m-\($0)", "delivery.delayed", "c-\($0)", "2026-03-02T10:00:00Z", #"{"order":"o","days":1}"#)
            }.joined(separator: "\n"), to: "many.ndjson")
        return line
    }
}
