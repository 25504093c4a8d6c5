import Backtest
import Events
import TestSupport
import Testing

@testable import Report

@Suite("Called and held out")
struct HoldoutTests {
    @Test(
        "differ by an interval that is known",
        arguments: [
            // Newcombe 1998, table II, method 10: (a) 56/70 and 48/80, (c) 6/7 and 2/7, (d) 5/56 and 0/29, (g) 10/10 and 0/10.
            ((56, 70), (48, 80), 0.0524, 0.3339), ((6, 7), (2, 7), 0.0582, 0.8062), ((5, 56), (0, 29), -0.0381, 0.1926),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] as [((Int, Int), (Int, Int), Double, Double)])
    func newcombe(first: (Int, Int), second: (Int, Int), low: Double, high: Double) {
        let difference = Difference(newcombe: (first.0, first.1), (second.0, second.1))
        #expect(abs(difference.low - low) < 1e-4 && abs(difference.high - high) < 1e-4)
    }

    /// Customers of whom some are held out, and of all of whom some are unhappy within the horizon.
    private func figures(
        seed: UInt64, customers: Int, called: Double, heldOut: Double, percent: Int = 30
    ) throws -> HoldoutFigures {
        var random = SplitMix64(seed: seed)
        func happens(_ share: Double) -> Bool { Double(random.next() >> 11) / Double(1 << 53) < share }
        var tally = LedgerTally(since: nil, until: nil)
        tally.take(try Ledgers.read(Ledgers.rules))
        var place: UInt64 = 0
        for customer in 0..<customers {
            place += 1
            let isHeldOut = random.chance(percent)
            let task = TaskNumber(seed, place)
            let name = Text("c-\(customer)")
            let at = Ledgers.start + .minutes(Int64(customer))
            tally.take(
                .change(
                    LedgerLine(at: at, change: isHeldOut ? .heldOut : .opened, task: task, rule: "late", customer: name)
                ))
            guard happens(isHeldOut ? heldOut : called) else { continue }
            var unhappy = LedgerLine(
                at: at + .hours(Int64(1 + random.below(200))), change: .outcome, task: task, rule: "late",
                customer: name)
            unhappy.outcome = "unhappy"
            tally.take(.change(unhappy))
        }
        // The end of the data: every horizon is over.
        tally.take(
            .rules(
                LedgerRules(
                    rules: [.init(name: "late", isRecovery: true, holdsOut: true)],
                    outcomes: [.init(name: "unhappy", title: "", isGood: false, within: .days(10))]),
                at: Ledgers.start + .days(60)))
        return try #require(tally.figures().holdouts.first)
    }

    @Test("have an interval that covers the truth in 930 to 975 of a thousand simulations")
    func covers() throws {
        var covered = 0
        for seed in 1...1_000 as ClosedRange<UInt64> {
            let difference = try #require(
                figures(seed: seed, customers: 400, called: 0.20, heldOut: 0.32).difference)
            if difference.low <= -0.12, -0.12 <= difference.high { covered += 1 }
        }
        #expect((930...975).contains(covered), "\(covered)")
    }

    @Test("are not told apart where outreach does nothing, in 930 of a thousand simulations or more")
    func noEffect() throws {
        var same = 0
        for seed in 1...1_000 as ClosedRange<UInt64> {
            let figures = try figures(seed: seed, customers: 400, called: 0.25, heldOut: 0.25)
            if figures.sentence.contains("no difference can be told") { same += 1 }
        }
        #expect(same >= 930, "\(same)")
    }

    @Test("are not compared before each has thirty that are decided")
    func notEnough() throws {
        let few = try figures(seed: 1, customers: 80, called: 0.5, heldOut: 0.5, percent: 30)
        #expect(few.heldOut.decided < 30 && few.difference == nil)
        #expect(few.sentence.contains("not enough data yet"))
    }

    @Test("count a customer once, by the first episode, from when it was judged")
    func firstEpisode() throws {
        func line(_ change: String, _ task: Int, _ hours: Int64, customer: String, _ more: String = "") -> String {
            Ledgers.line(change, task, after: .hours(hours), more)
                .replacing(#""customer":"c-\#(task)""#, with: #""customer":"\#(customer)""#)
        }
        let figures = Ledgers.tally([
            Ledgers.rules,
            // Held by a gate from 0 on, out at 5: what came at 3 counts.
            line("held", 1, 0, customer: "a", #""because":"quiet""#),
            line("outcome", 1, 3, customer: "a", #""outcome":"unhappy""#),
            line("opened", 1, 5, customer: "a", #""judged":"2026-03-02T10:00:00Z""#),
            // The second episode does not count.
            line("opened", 2, 50, customer: "a"), line("outcome", 2, 51, customer: "a", #""outcome":"unhappy""#),
            line("held-out", 3, 0, customer: "b"), line("outcome", 3, 2, customer: "b", #""outcome":"unhappy""#),
            // Never out, and followed all the same.
            line("held", 4, 0, customer: "c", #""because":"quiet""#), line("missed", 4, 70, customer: "c"),
            line("opened", 5, 245, customer: "d"),
        ])
        let holdout = try #require(figures.holdouts.first)
        #expect(holdout.called.hits == 1 && holdout.called.decided == 2 && holdout.called.waiting == 1)
        #expect(holdout.heldOut.hits == 1 && holdout.heldOut.decided == 1)
    }
}
