import Foundation
import TestSupport
import Testing

/// What the commands say, word for word. `RECORD=1 swift test --filter SaidTests` writes down what they say now; read every
/// change before you keep it.
@Suite("What a command says, and the code that it ends with,")
struct SaidTests {
    static let commands = [
        "run", "check", "format", "test", "replay", "backtest", "report", "explain", "events", "describe", "infer",
        "tasks",
        "tasks list",
        "tasks show", "status", "reload", "doctor", "plan", "route", "route test", "claim", "release", "done",
        "dismiss", "snooze",
    ]

    @Test("is written down for the help of each", arguments: ["help", "--version"] + commands.map { "help \($0)" })
    func help(_ command: String) throws {
        let line = try CommandLine()
        let outcome = try said(line, command, in: "help")
        #expect(outcome.code == 0)
        #expect(outcome.error == "")
        for text in outcome.output.split(separator: "\n") { #expect(text.count <= 80, "\(text)") }
    }

    @Test(
        "is written down for use that it does not know, which is 64",
        arguments: [
            "stauts", "help stauts", "tasks shwo abc", "nonsense", "--colour", "status --jsn",
            "explain --custmer c-1 --live",
            "run --rules late.rules --spool spool --state state --grace 1m",
            "run --rules late.rules --spool spool --state state --grace 60",
            "run --rules late.rules --spool spool --state state --now 2026-03-02T10:00Z",
            "plan --rules late.rules --state state --backfill 2days", "reload --backfill 1.5h",
            "replay events.ndjson", "replay --rules late.rules --until 2026-03-02T10:00",
            "replay --rules late.rules --until 2026-03-02", "explain --live --state state --customer c-1",
            "explain --customer c-1", "check", "describe", "format", "claim", "snooze 3fb2a91c",
            "snooze 3fb2a91c --for 0s", "tasks --class recovry", "tasks --zone Europe/Athnes", "tasks --color blue",
            "status --json --metrics", "tasks --held --closed", "release", "route test --rules late.rules",
            "backtest events.ndjson", "backtest --rules outcomes.rules --weights w.csv events.ndjson",
            "backtest --rules outcomes.rules --vary patience events.ndjson",
            "backtest --rules outcomes.rules --vary patience=1h --vary patience=2h events.ndjson",
            "backtest --rules outcomes.rules --from 2026-03-03T10:00Z --until 2026-03-02T10:00Z events.ndjson",
            "report", "report --ledger ledger --since 2026-03-03T00:00Z --until 2026-03-02T00:00Z",
            "events", "events --state state --since 2026-03-03T00:00Z --until 2026-03-02T00:00Z",
        ])
    func usage(_ command: String) throws {
        let outcome = try said(try .withSamples(), command, in: "usage")
        #expect(outcome.code == 64)
        #expect(outcome.output == "")
        for text in outcome.error.split(separator: "\n") { #expect(text.count <= 80, "\(text)") }
    }

    @Test(
        "is written down for a file that is not there, which is 66",
        arguments: [
            "check gone.rules", "format gone.rules", "test gone.rules", "describe gone.rules", "infer gone.ndjson",
            "backtest --rules gone.rules events.ndjson", "backtest --rules outcomes.rules gone.ndjson",
            "backtest --rules outcomes.rules --weights gone.csv --weight-key order events.ndjson",
            "replay --rules gone.rules events.ndjson", "replay --rules late.rules gone.ndjson",
            "explain --rules late.rules --customer c-42 gone.ndjson", "explain --rules gone.rules --customer c-42",
            "explain --rules late.rules --customer c-42 --state gone", "plan --rules late.rules --state gone",
            "tasks --spool gone", "tasks show 3fb2a91c --spool gone", "done 3fb2a91c --spool gone",
            "run --rules gone.rules --spool spool --state state --once", "events --state gone",
            "report --ledger gone", "report --ledger spool",
        ])
    func missing(_ command: String) throws {
        let outcome = try said(try .withSamples(), command, in: "missing")
        #expect(outcome.code == 66)
        #expect(outcome.output == "")
    }

    @Test(
        "is written down for rules with a mistake, which is 1",
        arguments: [
            "check wrong.rules", "test wrong.rules", "describe wrong.rules", "replay --rules wrong.rules events.ndjson",
            "explain --rules wrong.rules --customer c-42 events.ndjson", "plan --rules wrong.rules --state state",
            "run --rules wrong.rules --spool spool --state state --once", "describe late.rules --rule late-not-tol",
            "explain --rules late.rules --customer c-24 events.ndjson", "backtest --rules wrong.rules events.ndjson",
            "backtest --rules outcomes.rules --weights wrong.csv --weight-key order events.ndjson",
        ])
    func wrong(_ command: String) throws {
        let outcome = try said(try .withSamples(), command, in: "wrong")
        #expect(outcome.code == 1)
        #expect(outcome.output == "")
    }

    @Test(
        "is written down for a daemon that is not there, which is 69",
        arguments: ["status", "status --metrics", "reload", "explain --live --customer c-42"])
    func unavailable(_ command: String) throws {
        let outcome = try said(try .withSamples(), "\(command) --control gone", in: "no-daemon")
        #expect(outcome.code == 69)
        #expect(outcome.output == "")
    }

    @Test(
        "is written down for what is well, which is 0",
        arguments: [
            "check late.rules", "format --check late.rules", "describe late.rules", "infer events.ndjson",
            "replay --rules late.rules events.ndjson", "explain --rules late.rules --customer c-42 events.ndjson",
            "explain --rules late.rules --customer c-44 --rule late-not-told events.ndjson",
            "backtest --rules outcomes.rules outcomes.ndjson", "backtest --rules late.rules events.ndjson",
            "backtest --rules outcomes.rules --json outcomes.ndjson",
            "backtest --rules outcomes.rules --vary patience=1h,4h,3d --verdicts outcomes.ndjson",
            "backtest --rules outcomes.rules --weights weights.csv --weight-key order outcomes.ndjson",
            "report --ledger ledger", "report --ledger ledger --json",
            "report --ledger ledger --since 2026-03-02T12:00Z --until 2026-03-20T00:00Z",
        ])
    func well(_ command: String) throws {
        let outcome = try said(try .withSamples(), command, in: "well")
        #expect(outcome.code == 0)
    }

    /// Runs a command and compares it with what is written down.
    private func said(_ line: CommandLine, _ command: String, in folder: String) throws -> CommandLine.Outcome {
        let outcome = try line.run(command.split(separator: " ").map(String.init))
        var text = "$ outreachd \(command)\n\(outcome.output)"
        if !outcome.error.isEmpty { text += "--- standard error\n\(outcome.error)" }
        text += "--- exit code \(outcome.code)\n"
        let name = command.replacing(#/[^A-Za-z0-9.]+/#, with: "-")
        let expected = try Checkout.expected("Tests/CommandTests/Said/\(folder)/\(name).expected", recording: text)
        #expect(text == expected)
        return outcome
    }
}
