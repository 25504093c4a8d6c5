import Foundation
import TestSupport
import Testing

/// Text that came from outside: no control or format character of it reaches a terminal.
@Suite("What people never see, or a terminal obeys,")
struct UnseenTextTests {
    @Test(
        "is shown by its number, wherever text from events is shown",
        arguments: [
            "tasks --spool spool", "tasks show $id --spool spool", "claim $id --spool spool", "done $id --spool spool",
            "done '' --spool spool", "dismiss $id --spool spool", "snooze $id --for 1h --spool spool",
            "explain --rules late.rules --customer \"$customer\" events.ndjson", "infer events.ndjson",
            "replay --rules late.rules events.ndjson", "explain --rules late.rules --customer x events.ndjson",
        ])
    func events(_ command: String) throws {
        let unseen = Samples.unseen.joined()
        let line = try Self.line(unseen)
        let id = try #require(line.taskIDs().first)
        let outcome = try line.shell("id=$1 customer=$2; outreachd \(command)", [id, "c\(unseen)-1"])
        expectClean(outcome)
        if !command.hasPrefix("infer"), !command.hasPrefix("replay"), !command.contains("customer x") {
            expectNumbers(outcome.output + outcome.error)
        }
    }

    @Test(
        "is shown by its number where a message echoes what was typed",
        arguments: [
            ["\u{0}"], ["tasks", "\u{0}"], ["tasks", "show", "\u{0}", "--spool", "spool"], ["--\u{0}"],
            ["tasks", "--queue\u{0}"], ["tasks", "--color=\u{0}"], ["check", "\u{0}"], ["format", "\u{0}"],
            ["replay", "--rules", "\u{0}"], ["replay", "--rules", "late.rules", "\u{0}"],
            ["status", "--control", "\u{0}"],
            ["explain", "--rules", "late.rules", "--customer", "\u{0}", "events.ndjson"],
            ["describe", "late.rules", "--rule", "\u{0}"], ["tasks", "--spool", "\u{0}"],
            ["plan", "--rules", "late.rules", "--state", "\u{0}"],
            ["run", "--rules", "late.rules", "--spool", "spool", "--state", "s", "--grace", "\u{0}"],
            ["explain", "--rules", "late.rules", "--customer", "c", "--at", "\u{0}"],
        ])
    func echoes(_ words: [String]) throws {
        let words = words.map { $0.replacingOccurrences(of: "\u{0}", with: "x\(Samples.unseen.joined())y") }
        let outcome = try Self.shared.get().run(words)
        expectClean(outcome)
        #expect(outcome.code != 0)
        expectNumbers(outcome.error.replacing("\n  ", with: ""))
    }

    @Test(
        "is escaped in JSON, which says the same",
        arguments: [
            "tasks --spool spool --json", "tasks show $id --spool spool --json", "claim $id --spool spool --json",
            "explain --json --rules late.rules --customer \"$customer\" events.ndjson",
            "replay --rules late.rules --until 2026-03-03T00:00Z events.ndjson",
        ])
    func json(_ command: String) throws {
        let unseen = Samples.unseen.joined()
        let line = try Self.line(unseen)
        let id = try #require(line.taskIDs().first)
        let outcome = try line.shell("id=$1 customer=$2; outreachd \(command)", [id, "c\(unseen)-1"])
        expectClean(outcome)
        let objects = try outcome.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(objects.contains { ($0["customer"] ?? $0["subject"]) as? String == "c\(unseen)-1" })
    }

    @Test("is escaped in what a rejected event is echoed as")
    func rejected() throws {
        let event = Samples.event("e", "delivery.delayed", "c", "never", "{\"order\":\"\u{9b}2J\u{202e}\"}")
        let outcome = try CommandLine.withSamples().run(["replay", "--rules", "late.rules"], input: event + "\n")
        expectClean(outcome)
        #expect(outcome.error.contains(#"\u009b2J\u202e"#))
    }

    @Test("is never offered to a shell")
    func completion() throws {
        let line = try Self.line("\u{1b}[31m")
        let outcome = try line.shell(
            "outreachd ---completion tasks list -- --customer 6 0 outreachd tasks list --spool spool --customer ''")
        #expect(outcome.output == "\n" || outcome.output == "")
    }

    @Test(
        "is left alone where it is how a name is written", arguments: ["می\u{200c}خواهم", "👩\u{200d}👧", "Zoë", "日本語"])
    func names(_ name: String) throws {
        let line = try Self.line("", customer: name)
        #expect(try line.run(["tasks", "--spool", "spool"]).output.contains(name))
    }

    @Test("of a megabyte does not fill the list")
    func long() throws {
        let line = try Self.line("", customer: String(repeating: "x", count: 1 << 20))
        let outcome = try line.run(["tasks", "--spool", "spool"])
        #expect(outcome.output.utf8.count < 1_000)
        #expect(outcome.output.contains("xxx…"))
    }

    // MARK: Parts

    /// For what changes nothing.
    private static let shared = Result { try CommandLine.withTasks() }

    /// A folder where one customer, whose name and data hold some text, has a task.
    private static func line(_ unseen: String, customer: String? = nil) throws -> CommandLine {
        let escaped = try String(
            decoding: JSONEncoder().encode(["c\(unseen)-1", "o\(unseen)"]), as: UTF8.self)
        let names = escaped.dropFirst(2).dropLast(2).components(separatedBy: "\",\"")
        let event = Samples.event(
            "e-1", "delivery.delayed", customer ?? names[0], "2026-03-02T10:00:00Z",
            #"{"order":"\#(names[1])","days":2}"#)
        let line = try CommandLine.withTasks(event + "\n")
        try line.folder.write(event + "\n", to: "events.ndjson")
        return line
    }

    private func expectNumbers(_ text: String) {
        for scalar in Samples.unseen.compactMap(\.unicodeScalars.first) {
            let number = "U+" + String(format: "%04X", scalar.value)
            #expect(text.contains(number), "no \(number) in \(text)")
        }
    }

    private func expectClean(_ outcome: CommandLine.Outcome) {
        for scalar in (outcome.output + outcome.error).unicodeScalars where scalar != "\n" {
            let category = scalar.properties.generalCategory
            #expect(
                category != .control && category != .format && category != .lineSeparator,
                "U+\(String(scalar.value, radix: 16)) in \(outcome)")
        }
    }
}
