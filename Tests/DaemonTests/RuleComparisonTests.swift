import Events
import Foundation
import RuleLanguage
import Spool
import Testing
import TestSupport

@testable import Daemon

/// `plan` says what other rules would change, and changes nothing.
@Suite struct RuleComparisonTests {
    let house: House
    init() throws {
        house = try House()
        // Two open tasks, one wait, one that was called in time.
        try house.drop(
            "a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2"),
            House.late("e-3", "c-3", "o-3", after: .hours(3)), House.late("e-4", "c-4", "o-4"),
            House.call("e-5", "c-4", after: .hours(2)))
        try house.once(after: .hours(5))
    }

    func plan(
        _ rules: String, after span: TimeSpan = .hours(5), backfill: TimeSpan = .zero
    ) throws -> RuleComparison {
        var comparison = try RuleComparison(
            state: house.settings.state, rules: try RuleLoader.check([Source(path: "new.rules", text: rules)]),
            backfill: backfill, grace: .minutes(1), now: House.start + span)
        try comparison.run()
        return comparison
    }

    func changed(_ from: String, _ to: String) -> String { House.rules.replacingOccurrences(of: from, with: to) }

    @Test func theSameRulesChangeNothing() throws {
        let comparison = try plan("# a comment\n" + House.rules)
        #expect(comparison.total.isEmpty)
        #expect(comparison.customers == 4)
    }

    @Test func aLongerWindowWithdrawsAndMoves() throws {
        // The tasks of c-1 and c-2 would wait again; the wait of c-3 would last longer.
        let comparison = try plan(changed("within 4h", "within 8h"))
        #expect(comparison.rules == ["late-not-told": .init(withdraws: 2, moves: 1, starts: 2)])
    }

    @Test func anotherPatternOpens() throws {
        #expect(try plan(changed("unless call.made or", "unless")).total == .init(opens: 1))
    }

    @Test func anotherQueueUpdates() throws {
        #expect(try plan(changed("to care", "to nights")).total == .init(updates: 2))
    }

    @Test func aRemovedRuleWithdrawsAndDrops() throws {
        let comparison = try plan(changed("late-not-told", "other"))
        #expect(comparison.rules["late-not-told"] == .init(withdraws: 2, drops: 1))
        #expect(comparison.adoption.removed == ["late-not-told"])
        // The new one looks back no further than now.
        #expect(comparison.adoption.new == ["other"])
        #expect(comparison.rules["other"] == nil)
    }

    @Test func aNewRuleLooksBackAsFarAsItIsTold() throws {
        #expect(try plan(House.rules + ReloadTests.second).total.isEmpty)
        let comparison = try plan(House.rules + ReloadTests.second, backfill: .hours(2))
        #expect(comparison.rules == ["second": .init(opens: 1)])
    }

    @Test func whatIsTooOldToOpenIsTold() throws {
        let comparison = try plan(changed("unless call.made or", "unless"), after: .days(5))
        // c-3 would have opened by the rules in force as well, had the daemon run.
        #expect(comparison.total == .init(misses: 1))
    }

    @Test func whatIsDueAnywayIsNotTheirDoing() throws {
        #expect(try plan("# a comment\n" + House.rules, after: .hours(8)).total.isEmpty)
        #expect(try plan(changed("to care", "to nights"), after: .hours(8)).total == .init(updates: 3))
    }

    @Test func itIsWhatAReloadThenDoes() throws {
        let rules = changed("unless call.made or", "unless")
        let comparison = try plan(rules)
        let report = try House(rules: rules, on: house.disk).once(after: .hours(5))
        #expect(report.tasks == ["opened": comparison.total.opens])
    }

    @Test func nothingIsTouchedAndTheDaemonMayRun() throws {
        let daemon = try house.processor(after: .hours(5))
        let database = house.disk.path + "/state/outreachd.sqlite"
        let before = try [database, database + "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        #expect(try plan(changed("to care", "to nights")).total == .init(updates: 2))
        let after = try [database, database + "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        #expect(before == after)
        #expect(try daemon.openTasks() == 2)
    }

    @Test func aFolderWithoutAStateIsSaidToBeNone() throws {
        #expect(throws: DaemonError.self) {
            _ = try RuleComparison(
                state: house.disk.path + "/nowhere", rules: try RuleLoader.check([]), backfill: .zero,
                grace: .zero)
        }
    }

    /// So many events of one wait that the fold asks on its way whether to go on.
    @Test func whoTakesTooLongIsLeftOutAndTheOthersAreCompared() throws {
        try house.disk.write(SetAsideTests.long, to: "spool/incoming/b.ndjson")
        try house.once(after: .hours(5))
        var comparison = try RuleComparison(
            state: house.settings.state,
            rules: try RuleLoader.check([Source(path: "new.rules", text: changed("unless call.made or", "unless"))]),
            backfill: .zero, grace: .minutes(1), now: House.start + .hours(5))
        // As on a machine so slow that more than a minute passes between two looks at the clock.
        var time = TimeSpan.zero
        try comparison.run(elapsed: {
            time = time + TimeSpan(seconds: 61)
            return time
        })
        #expect(comparison.leftOut == ["c-slow"])
        #expect(comparison.total == .init(opens: 1))
    }

    @Test func whoIsSetAsideIsLeftOut() throws {
        let other = try SetAsideTests()
        try other.setAside()
        var comparison = try RuleComparison(
            state: other.state, rules: house.rules, backfill: .zero, grace: .minutes(1),
            now: House.start + .hours(5))
        try comparison.run()
        #expect(comparison.leftOut == ["c-slow"])
        #expect(comparison.customers == 2)
    }
}
