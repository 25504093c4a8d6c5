import Backtest
import Events
import Testing

@testable import Report

@Suite("A report of a ledger")
struct LedgerFiguresTests {
    private func line(_ change: String, _ task: Int, _ hours: Int64, _ more: String = "") -> String {
        Ledgers.line(change, task, after: .hours(hours), more)
    }

    @Test("counts what happened to tasks, rule by rule")
    func counts() throws {
        let figures = Ledgers.tally([
            Ledgers.rules, line("opened", 1, 1), line("claimed", 1, 2, #""who":"ann""#),
            line("claimed", 1, 3, #""who":"bob""#), line("done", 1, 5, #""who":"ann""#), line("opened", 2, 1),
            line("withdrawn", 2, 2, #""because":"overtaken","was":"ours""#), line("opened", 3, 1),
            line("withdrawn", 3, 2, #""because":"overtaken","was":"theirs""#), line("opened", 4, 1),
            line("withdrawn", 4, 2, #""because":"late-evidence""#), line("opened", 5, 1), line("dismissed", 5, 2),
            line("held", 6, 1, #""because":"quiet""#), line("held", 6, 2, #""because":"budget""#),
            line("held", 6, 3, #""because":"quiet""#), line("missed", 6, 9, #""because":"quiet""#),
            line("held", 7, 1, #""because":"surge""#), line("held-out", 8, 1), line("withdrawn", 9, 1),
            line("opened", 10, 1, #""members":3"#), line("done", 10, 1, #""members":3"#), "no line",
        ])
        let late = try #require(figures.rules.first { $0.name == "late" })
        #expect(late.opened == 6 && late.customers == 6 && late.claimed == 1 && late.done == 1)
        #expect(late.dismissed == 1 && late.missed == 1 && late.heldOut == 1)
        #expect(late.withdrawn.byOurTouch == 1 && late.withdrawn.byTheirTouch == 1 && late.withdrawn.otherwise == 1)
        #expect(late.held == ["quiet": 1, "budget": 1, "surge": 1])
        #expect(figures.all.opened == 6 && figures.unread == 1 && figures.lines == 23)
        #expect(figures.neverFired == ["quiet"])
    }

    @Test("tells how long people took, by queue and by person")
    func pace() throws {
        let figures = Ledgers.tally([
            Ledgers.rules, line("opened", 1, 0), line("claimed", 1, 1, #""who":"ann""#), line("released", 1, 2),
            line("claimed", 1, 4, #""who":"bob""#), line("done", 1, 6, #""who":"bob""#),
            // What came out again counts from there.
            line("withdrawn", 1, 7), line("opened", 1, 10), line("claimed", 1, 12, #""who":"ann""#),
        ])
        let queue = try #require(figures.queues.first)
        #expect(queue.name == "care" && queue.toClaim?.count == 3 && queue.toClaim?.median == .hours(2))
        #expect(queue.toDone?.median == .hours(6))
        #expect(figures.people.map(\.name) == ["ann", "bob"])
        #expect(figures.people.map { $0.toClaim?.count } == [2, 1])
    }

    @Test("counts between two times; what was before is remembered")
    func between() throws {
        let lines = [
            Ledgers.rules, line("opened", 1, 0), line("opened", 2, 5), line("claimed", 1, 6, #""who":"ann""#),
            line("opened", 3, 10), line("done", 2, 11),
        ]
        let figures = Ledgers.tally(lines, since: Ledgers.start + .hours(4), until: Ledgers.start + .hours(10))
        #expect(figures.all.opened == 2 && figures.all.claimed == 1 && figures.all.done == 0)
        #expect(figures.people.first?.toClaim?.median == .hours(6))
        #expect(figures.end == Ledgers.start + .hours(10))
    }

    /// The story, after each task came out at 0; the horizon is ten days.
    /// 1 ours at 1h, theirs at 4h: ours, ahead by 3h. 2 theirs at 2h, ours at 4h: theirs, behind by 2h.
    /// 3 both in the very instant: theirs. 4 a bad review at 1h, ours at 2h: theirs. 5 ours at 1h, a bad review at 7h: ours,
    /// ahead by 6h. 6 began with a call of theirs: left out. 7 nobody was heard of: left out. 8 ours after eleven days: left
    /// out. 9 ours in the instant at which it came out: ours. 10 ours at 5h, and learned later theirs at 3h: theirs.
    static let firstStory: [String] = {
        func line(_ change: String, _ task: Int, _ hours: Int64, _ more: String = "") -> String {
            Ledgers.line(change, task, after: .hours(hours), more)
        }
        let ours = #""first":"ours""#
        let theirs = #""first":"theirs""#
        return [Ledgers.rules] + (1...10).map { line("opened", $0, 0) } + [
            line("touched", 1, 1, ours), line("touched", 1, 4, #""then":"theirs""#),
            line("touched", 2, 2, theirs), line("touched", 2, 4, #""then":"ours""#),
            line("touched", 3, 1, ours), line("touched", 3, 1, theirs),
            line("outcome", 4, 1, #""outcome":"unhappy""#), line("touched", 4, 2, ours),
            line("touched", 5, 1, ours), line("outcome", 5, 7, #""outcome":"unhappy""#),
            line("touched", 6, 1, ours + #","anchor":"theirs""#), line("touched", 8, 264, ours),
            line("touched", 9, 0, ours), line("touched", 10, 5, ours), line("touched", 10, 3, theirs),
        ]
    }()

    @Test("tells who knew first")
    func first() throws {
        let first = Ledgers.tally(Self.firstStory).all.first
        #expect(first.ours.of == 7 && first.ours.hits == 3 && first.ours.customers == 7)
        #expect(first.ahead?.count == 2 && first.ahead?.p10 == .hours(3) && first.ahead?.p90 == .hours(6))
        // Of 2 by 2h, of 3 by nothing, of 4 by 1h, of 10 by 2h.
        #expect(first.behind?.count == 4 && first.behind?.p10 == .zero && first.behind?.p90 == .hours(2))
        let interval = try #require(first.ours.interval)
        #expect(abs(interval.low - 0.1582) < 1e-4 && abs(interval.high - 0.7495) < 1e-4)
    }

    @Test("tells which outcomes came in spite of outreach, of tasks whose horizon is over")
    func inSpite() throws {
        let spite = try #require(Ledgers.tally(Self.firstStory).rules.first { $0.name == "late" }?.inSpite.first)
        #expect(spite.outcome == "unhappy" && spite.share.of == 10 && spite.share.hits == 2 && spite.waiting == 0)
        let early = Ledgers.tally(Self.firstStory, until: Ledgers.start + .days(9))
        #expect(early.all.inSpite.map(\.waiting) == [10] && early.all.inSpite.map(\.share.share) == [nil])
        // An outcome in the very instant at which a task came out is none of its own, one after the horizon neither.
        let edges = Ledgers.tally([
            Ledgers.rules, line("opened", 1, 0), line("outcome", 1, 0, #""outcome":"unhappy""#),
            line("opened", 2, 0), line("outcome", 2, 240, #""outcome":"unhappy""#), line("opened", 3, 0),
            line("outcome", 3, 241, #""outcome":"unhappy""#),
        ])
        #expect(edges.all.inSpite.map(\.share.hits) == [1])
    }

    @Test("names rules that never fired, were always withdrawn, or often dismissed")
    func odd() {
        let withdrawn = (1...5).flatMap { [line("opened", $0, 0), line("withdrawn", $0, 1)] }
        #expect(Ledgers.tally([Ledgers.rules] + withdrawn).alwaysWithdrawn == ["late"])
        #expect(Ledgers.tally([Ledgers.rules] + withdrawn.dropLast(2)).alwaysWithdrawn == [])
        let dismissed = (1...5).flatMap { [line("opened", $0, 0), line($0 > 2 ? "dismissed" : "done", $0, 1)] }
        #expect(Ledgers.tally([Ledgers.rules] + dismissed).oftenDismissed == ["late"])
        #expect(Ledgers.tally([Ledgers.rules]).neverFired == ["late", "quiet"])
    }

    @Test("says what ran to the second, however exact the ledger is")
    func introduction() {
        var figures = Ledgers.tally([Ledgers.rules])
        figures.since = Timestamp(seconds: 0, nanoseconds: 5)
        figures.end = Timestamp(seconds: 60, nanoseconds: 194_479_354)
        let page = figures.page.lines(width: 80).joined(separator: " ")
        #expect(page.contains("What ran from 1970-01-01T00:00:00Z until 1970-01-01T00:01:00Z, by"))
    }

    @Test("of nothing says so, and divides by nothing")
    func nothing() {
        let figures = Ledgers.tally([])
        #expect(figures.page.lines(width: 80).contains { $0.contains("tells of no task yet") })
        var bytes: [UInt8] = []
        figures.json.write(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self).contains(#""ours":{"hits":0,"of":0,"customers":0,"share":null"#))
    }
}
