import TestSupport
import Testing

/// `explain`, of a customer with so many events that telling why takes longer than somebody wants to wait.
@Suite("explain, given up")
struct ExplainTests {
    static let many = (100..<300).map { number in
        Samples.event(
            "m-\(number)", "delivery.delayed", "c-7", "2026-03-02T10:00:\(number % 60 / 10)\(number % 10)Z",
            #"{"order":"o-\#(number)","days":2}"#)
    }.joined(separator: "\n")

    /// Where the events come from.
    static let sources = [["--state", "state"], ["events.ndjson"]]

    @Test("says how far it came, which events there are, and what to do", arguments: sources)
    func inWords(source: [String]) throws {
        let line = try CommandLine.withTasks(Self.many)
        try line.folder.write(Self.many, to: "events.ndjson")
        let outcome = try line.run(
            ["explain", "--rules", "late.rules", "--customer", "c-7", "--give-up-after", "0s"] + source)
        #expect(outcome.code == 1)
        #expect(outcome.output.hasPrefix("customer c-7, as of 2026-03-02 "))
        let told = outcome.output.replacing("\n  ", with: " ")
        #expect(told.contains("200 events from 2026-03-02 12:00 to 2026-03-02 12:00:59: 200 delivery.delayed"))
        #expect(told.contains("given up after 0s, at 2026-03-02 12:00"))
        #expect(told.contains("of 200 events looked at; --give-up-after gives it more time"))
        #expect(told.contains("\ntasks") == source.contains("state"))
    }

    @Test("tells a program the same")
    func forPrograms() throws {
        let line = try CommandLine.withTasks(Self.many)
        let words = ["explain", "--rules", "late.rules", "--customer", "c-7", "--state", "state", "--json"]
        let outcome = try line.run(words + ["--give-up-after", "0s"])
        #expect(outcome.code == 1)
        #expect(outcome.output.contains(#""given_up":{"after":"0s","at":"2026-03-02T10:00:"#))
        #expect(outcome.output.contains(#""of":200},"types":{"delivery.delayed":200},"tasks":[{"task":"#))
        #expect(try line.run(words).output.contains(#""timeline":[{"time":"#))
    }
}
