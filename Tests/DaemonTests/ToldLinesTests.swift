import Testing

@testable import Daemon

/// What a ledger tells already is not news; what it does not is.
@Suite("Lines that are told")
struct ToldLinesTests {
    /// A line of a task; `by` stands for whose event it is.
    private func line(_ change: String, by: String? = nil, _ more: String = "") -> String {
        let task = String(repeating: "a", count: 32)
        let by = by.map { #","by":"/s \#($0)""# } ?? ""
        return #"{"seq":1,"at":"2026-03-02T10:00:00Z","change":"\#(change)"\#(by)\#(more),"rule":"r","customer":"c","#
            + #""task":"\#(task)"}"# + "\n"
    }

    /// Which lines are news behind those that were read.
    private func news(_ lines: [String], behind read: [String] = []) -> [Bool] {
        var told = ToldLines()
        for line in read {
            Array(line.utf8.dropLast()).withUnsafeBufferPointer { told.read($0) }
        }
        return lines.map { told.isNews(Array($0.utf8)[...]) }
    }

    @Test("an answer by another event is news, one by the same is not")
    func answers() {
        let read = [line("opened"), line("claimed", by: "1"), line("snoozed", by: "2")]
        #expect(news(read, behind: read) == [false, false, false])
        let more = [line("snoozed", by: "3"), line("claimed", by: "4"), line("claimed", by: "1")]
        #expect(news(more, behind: read) == [true, true, false])
    }

    @Test("each step of an escalation is told once, and again after another opening")
    func escalations() {
        let first = line("escalated", by: nil, #","queue":"lead","priority":"high""#)
        let second = line("escalated", by: nil, #","queue":"lead","priority":"urgent""#)
        #expect(news([first, second], behind: [line("opened"), first]) == [false, true])
        let again = [line("withdrawn"), line("opened"), first]
        #expect(news(again, behind: [line("opened"), first]) == [true, true, true])
    }

    @Test("held for another reason is news", arguments: [("quiet", false), ("budget", true)])
    func held(because: String, isNews: Bool) {
        let read = [line("held", by: nil, #","because":"quiet""#)]
        #expect(news([line("held", by: nil, #","because":"\#(because)""#)], behind: read) == [isNews])
    }

    @Test("a task that is over is not missed", arguments: ["done", "dismissed", "withdrawn", "held-out"])
    func over(change: String) {
        #expect(news([line("missed")], behind: [line("opened"), line(change, by: "1")]) == [false])
    }

    @Test("a touch and an outcome are told once for each event")
    func followed() {
        let touch = line("touched", by: "1", #","first":"theirs""#)
        let outcome = line("outcome", by: "1", #","outcome":"kept""#)
        let read = [line("opened"), touch]
        #expect(news([touch, outcome, outcome], behind: read) == [false, true, false])
        #expect(news([line("touched", by: "2", #","then":"ours""#)], behind: read) == [true])
    }
}
