import TestSupport
import Testing

/// What a daemon has kept, as programs and people read it.
@Suite("The events that a daemon has kept")
struct EventsTests {
    /// Customers, and times, that came in no order; the last is of a type that no rule declares.
    static let kept = [
        Samples.event("e-2", "call.completed", "c-44", "2026-03-02T11:00:00Z", #"{"outcome":"content"}"#),
        Samples.event("e-3", "delivery.delayed", "c-42", "2026-03-02T12:00:00+01:00", #"{"order":"o-9","days":2}"#),
        Samples.event("e-1", "delivery.delayed", "c-42", "2026-03-02T10:00:00Z", #"{"order":"o-8","days":1}"#),
        Samples.event("e-0", "page.seen", "c-42", "2026-03-02T13:00:00Z", #"{"page":"/help"}"#),
    ]

    static func line() throws -> CommandLine {
        let line = try CommandLine.withSamples(["spool/incoming/a.ndjson": kept[0] + "\n" + kept[3] + "\n"])
        try line.round(at: "2026-03-02T13:10:00Z")
        try line.folder.write(kept[1] + "\n" + kept[2] + "\n", to: "spool/incoming/b.ndjson")
        try line.round(at: "2026-03-02T13:20:00Z")
        return line
    }

    @Test("are printed as they came, customer by customer, as they happened")
    func all() throws {
        let outcome = try Self.line().run(["events", "--state", "state"])
        #expect(outcome.code == 0 && outcome.error == "")
        let expected = [Self.kept[2], Self.kept[1], Self.kept[3], Self.kept[0]]
        #expect(outcome.output == expected.joined(separator: "\n") + "\n")
    }

    @Test(
        "are chosen by customer, by type, and by the time at which they happened, ends included",
        arguments: [
            (["--customer", "c-44"], ["e-2"]), (["--customer", "c-44", "--customer", "c-9"], ["e-2"]),
            (["--type", "delivery.delayed"], ["e-1", "e-3"]),
            (["--type", "page.seen", "--type", "call.completed"], ["e-0", "e-2"]),
            (["--since", "2026-03-02T11:00Z"], ["e-3", "e-0", "e-2"]),
            (["--until", "2026-03-02T11:00Z"], ["e-1", "e-3", "e-2"]),
            (
                ["--since", "2026-03-02T10:30Z", "--until", "2026-03-02T14:00+01:00", "--customer", "c-42"],
                ["e-3", "e-0"]
            ),
            (["--type", "delivery"], []),
        ])
    func chosen(_ words: [String], _ ids: [String]) throws {
        let outcome = try Self.line().run(["events", "--state", "state"] + words)
        #expect(outcome.code == 0 && outcome.error == "")
        let found = outcome.output.split(separator: "\n").compactMap { line in
            ["e-0", "e-1", "e-2", "e-3"].first { line.contains("\"id\":\"\($0)\"") }
        }
        #expect(found == ids)
    }

    @Test("are what replay reads")
    func replayed() throws {
        let line = try Self.line()
        let replayed = try line.shell("outreachd events --state state | outreachd replay --rules late.rules -")
        #expect(replayed.code == 0)
        let asGiven = try line.run(["replay", "--rules", "late.rules", "-"], input: Self.kept.joined(separator: "\n"))
        #expect(replayed.output == asGiven.output)
    }

    @Test("hold nothing that a terminal obeys")
    func unseen() throws {
        let data = "{\"outcome\":\"\u{202e}\"}"
        let event = Samples.event("e-7", "call.completed", "c-44", "2026-03-02T11:00:00Z", data)
        let line = try CommandLine.withSamples(["spool/incoming/a.ndjson": event + "\n"])
        try line.round(at: "2026-03-02T13:10:00Z")
        #expect(try line.run(["events", "--state", "state"]).output.contains(#""outcome":"\u202e""#))
    }
}
