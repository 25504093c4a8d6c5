import Foundation
import TestSupport
import Testing

/// What the commands say of their own accord: slips in rules and events, and what they wait for.
@Suite("A command")
struct AdviceTests {
    @Test("names types that no rule file declares, and rules that heard nothing of their unless")
    func unheard() throws {
        let events = [
            Samples.event("e-1", "delivery.delayed", "c-1", "2026-03-02T10:00:00Z", #"{"order":"o-1","days":2}"#),
            Samples.event("e-2", "order.delivered", "c-1", "2026-03-02T11:00:00Z", #"{"order":"o-1"}"#),
            Samples.event("e-3", "order.delivered", "c-1", "2026-03-02T20:00:00Z", #"{"order":"o-1"}"#),
            Samples.event("e-4", "page.viewed", "c-1", "2026-03-02T20:00:00Z", "{}"),
        ]
        let outcome = try CommandLine.withSamples().run(
            ["replay", "--rules", "late.rules"], input: events.joined(separator: "\n"))
        #expect(outcome.code == 0)
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(
            outcome.error == """
                outreachd: 2 events of type 'order.delivered', which no rule file declares; did you mean 'delivery.delivered'?
                outreachd: 1 event of type 'page.viewed', which no rule file declares
                outreachd: rule late-not-told: nothing of its `unless` was in the input: no call.completed, no delivery.delivered

                """)
    }

    @Test("that counts names rules that nothing in the input starts")
    func unstarted() throws {
        let events = Samples.event("e-1", "delivery.delivered", "c-1", "2026-03-02T11:00:00Z", #"{"order":"o-1"}"#)
        let outcome = try CommandLine.withSamples().run(["backtest", "--rules", "late.rules"], input: events)
        #expect(outcome.code == 0)
        #expect(
            outcome.error == """
                outreachd: rule late-not-told: nothing that starts it was in the input: no delivery.delayed
                outreachd: rule thanks: nothing that starts it was in the input: no call.completed

                """)
    }

    @Test("has nothing to say where all was heard, or nothing began")
    func heard() throws {
        let line = try CommandLine.withSamples()
        #expect(try line.run(["replay", "--rules", "late.rules", "events.ndjson"]).error == "")
        let other = Samples.event("e-1", "delivery.delivered", "c-1", "2026-03-02T10:00:00Z", #"{"order":"o-1"}"#)
        #expect(try line.run(["replay", "--rules", "late.rules"], input: other).error == "")
    }

    @Test(
        "reads rules from standard input",
        arguments: [["check", "-"], ["format", "-"], ["format", "--check", "-"], ["describe", "-"], ["test", "-"]])
    func standardInput(_ words: [String]) throws {
        let line = try CommandLine()
        #expect(try line.run(words, input: Samples.rules).code == 0)
        let wrong = try line.run(words, input: "rule x \"X\"\n  when\n")
        #expect(wrong.code == 1)
        #expect(wrong.error.hasPrefix("-:"))
    }

    @Test(
        "that waits for what is typed says so",
        arguments: [
            ["replay", "--rules", "late.rules"], ["explain", "--rules", "late.rules", "--customer", "c-42"], ["infer"],
            ["check", "-"], ["format", "-"],
        ])
    func terminal(_ words: [String]) throws {
        let outcome = try CommandLine.withSamples().onTerminal(words, columns: 80, typing: "\u{4}")
        #expect(outcome.error.hasPrefix("outreachd: reading what you type, until Ctrl-D"))
    }

    @Test("that is told nothing but a customer asks the daemon, unless somebody hands it events without rules")
    func explainNothing() throws {
        let line = try CommandLine()
        let words = ["explain", "--customer", "c-42", "--control", "gone"]
        let asked = try line.onTerminal(words, columns: 80)
        #expect(asked.code == 69 && asked.error.contains("gone: no daemon listens there"))
        #expect(try line.shell("exec outreachd \"$@\" </dev/null", words).code == 69)
        let handed = try line.run(words, input: Samples.events)
        #expect(
            handed.code == 64 && handed.error.contains("Name the rules with --rules, or ask the daemon with --live."))
    }

    @Test(
        "ends with 1 for rules that are too long, like for any other mistake", arguments: ["check", "describe", "test"])
    func tooLong(command: String) throws {
        let half = String(repeating: "# nothing to see here\n", count: 400_000)
        let line = try CommandLine.withSamples(["rules/a.rules": half, "rules/b.rules": half])
        let outcome = try line.run([command, "rules"])
        #expect(outcome.code == 1)
        #expect((outcome.output + outcome.error).contains("the rules of a program have at most 16 MiB, which end here"))
        let run = try line.run(["run", "--rules", "rules", "--spool", "spool", "--state", "state", "--once"])
        #expect(run.code == 1 && run.error.contains("16 MiB"))
    }

    @Test("gives programs what they can read", arguments: ["bash", "zsh", "fish"])
    func forPrograms(_ shell: String) throws {
        let line = try CommandLine()
        let script = try line.run(["--generate-completion-script", shell])
        #expect(!script.output.contains("U+0"))
        try line.folder.write(script.output, to: "script")
        if shell == "bash" { #expect(try line.shell("bash -n script").code == 0) }
        let dump = try line.run(["--experimental-dump-help"])
        #expect(dump.code == 0)
        #expect(try JSONSerialization.jsonObject(with: Data(dump.output.utf8)) is [String: Any])
    }

    @Test("tells in one line of the rules that never started")
    func neverStarted() throws {
        let more = (1...5).map {
            """

            event other.n\($0) x text
            rule other-\($0) "Other \($0)"
              when other.n\($0)
              task recovery to care
              say "Other."

            """
        }
        let line = try CommandLine.withSamples(["more.rules": more.joined()])
        let words = [
            "explain", "--rules", "late.rules", "--rules", "more.rules", "--customer", "c-42", "events.ndjson",
        ]
        let outcome = try line.run(words)
        #expect(!outcome.output.contains("Other 1"))
        #expect(
            outcome.output.contains(
                """

                6 rules never started, for nothing that starts them has come; --rule NAME tells
                of one, other-1 for example

                """))
        let asked = try line.run(words + ["--rule", "other-1"])
        #expect(asked.output.contains("=> nothing is owed: no other.n1 has come, so it never started"))
    }

    @Test("that tests says why a test fails")
    func failingTest() throws {
        let line = try CommandLine.withSamples([
            "failing.rules": """
            test "a call ends it"
              at 2026-03-02T10:00Z delivery.delayed customer c-1 order o-9 days 2
              at +3h call.completed customer c-1 outcome "spoke"
              at +4h expect task late-not-told customer c-1 order o-9

            """
        ])
        let outcome = try line.run(["test", "late.rules", "failing.rules"])
        #expect(outcome.code == 1)
        let said = try Checkout.expected("Tests/CommandTests/Said/failing-test.expected", recording: outcome.output)
        #expect(outcome.output == said)
        #expect(try line.run(["test", "--json", "late.rules", "failing.rules"]).output.contains(#""why":["why, for"#))
    }

    @Test(
        "fits a terminal of 80 columns, whatever it has to say against it",
        arguments: [
            "replay --rules late.rules", "explain --rules late.rules --customer c-24 events.ndjson",
            "check wrong.rules",
            "done nothing --spool spool", "claim c-42 --spool spool", "tasks --zone Europe/Athnes[",
            "status --control a/rather/long/path/to/the/socket/of/some/daemon/that/is/not/there/at/all",
            "doctor --state gone --spool spool", "doctor --state state --spool spool --repair --archive a",
            "plan --rules late.rules --state state", "test late.rules", "replay --rules late.rules other.ndjson",
            "done $id --spool spool",
        ])
    func narrowErrors(_ command: String) throws {
        let line = try CommandLine.withTasks()
        let other = Samples.event("e-9", "order.delivered-to-the-neighbour", "c-1", "2026-03-02T10:00:00Z", "{}")
        try line.folder.write(other + "\n", to: "other.ndjson")
        let id = try #require(line.taskIDs().first)
        let words = command.replacing("$id", with: id).split(separator: " ").map(String.init)
        let outcome = try line.onTerminal(words, columns: 80, typing: "\u{4}", showingErrors: true)
        for text in outcome.output.split(separator: "\n") where text.contains(" ") {
            #expect(text.count <= 80, "\(text)")
        }
    }

    @Test(
        "fits a terminal of 80 columns",
        arguments: [
            "describe late.rules", "explain --rules late.rules --customer c-42 events.ndjson", "help explain",
            "tasks show $id --spool spool", "test failing.rules late.rules",
        ])
    func narrow(_ command: String) throws {
        let line = try CommandLine.withTasks()
        try line.folder.write(
            "test \"x\"\n  at 2026-03-02T10:00Z delivery.delayed customer c-1 order o-9 days 2\n  at +5h expect nothing\n",
            to: "failing.rules")
        let id = try #require(line.taskIDs().first)
        let words = command.replacing("$id", with: id).split(separator: " ").map(String.init)
        let outcome = try line.onTerminal(words, columns: 80)
        for text in outcome.output.split(separator: "\n") where !text.contains("error: ") {
            #expect(text.count <= 80, "\(text)")
        }
    }
}
