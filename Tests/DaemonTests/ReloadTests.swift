import Engine
import TaskDispatch
import Events
import Foundation
import RuleLanguage
import Spool
import Store
import Synchronization
import Testing
import TestSupport

@testable import Daemon

/// Rules change while the daemon runs, and while it is down.
@Suite struct ReloadTests {
    let house: House
    let hand: Hand
    init() throws {
        house = try House()
        hand = Hand()
    }

    var disk: TemporaryFolder { house.disk }
    var open: [String] { disk.names("spool/tasks/open") }
    var closed: [String] { disk.names("spool/tasks/closed") }

    /// The hand of the clock.
    final class Hand: Sendable {
        private let span = Locked(TimeSpan.zero)
        var now: Timestamp { House.start + span.value }
        func turn(to new: TimeSpan) { span.value = new }
    }

    func set(_ text: String) throws -> RuleSet {
        try RuleLoader.check([Source(path: "house.rules", text: text)])
    }

    func start(_ rules: String = House.rules) throws -> TurnProcessor {
        try TurnProcessor(
            settings: house.settings, rules: try set(rules), settling: .closed, log: House.silent,
            clock: { [hand] in hand.now }, elapsed: { [hand] in hand.now - House.start })
    }

    static let second = """

        rule second "Another"
          per    order
          when   parcel.late
          task   recovery to care
          say    "Second {order.id}"
        """

    /// The texts of all tasks of a folder.
    func texts(_ place: String) throws -> [String] {
        try disk.names("spool/tasks/" + place).map { try disk.read("spool/tasks/\(place)/\($0)") }
    }

    // MARK: What changed

    @Test func anUnchangedRuleKeepsItsState() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2", after: .hours(4)))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        let before = house.taskFiles
        #expect(before.count == 1)
        // A comment above, another rule below.
        let adoption = try processor.adopt(try set("# new\n" + House.rules + Self.second))
        #expect(adoption.new == ["second"])
        try House.drain(&processor)
        #expect(house.taskFiles == before)
        // The one that waited goes on waiting.
        hand.turn(to: .hours(9))
        try House.drain(&processor)
        #expect(open.count == 2)
    }

    @Test func aCommentMakesNobodyDue() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        let adoption = try processor.adopt(try set("# new\n" + House.rules))
        #expect(!adoption.judgesAnew)
        // Nothing is waited for but that what came settles.
        #expect(try processor.nextWake() == house.settings.settling(ofArrivalAt: House.start + .hours(5)))
    }

    @Test(arguments: [
        ("Order {delay.order} is", "Call about {delay.order},", #""say": "Call about o-1, 2 days late.""#),
        ("to care", "to nights", #""queue": "nights""#), ("priority high", "priority urgent", #""priority": "urgent""#),
        ("due 2h", "due 3h", #""due_at": "2026-03-02T18:00:00Z""#),
        ("Late, not told", "Tell them", #""title": "Tell them""#),
    ])
    func otherWordsOnTheTaskUpdateTheOpenOnes(from: String, to: String, line: String) throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        let name = try #require(open.first)
        #expect(!(try disk.read("spool/tasks/open/" + name)).contains(line))
        _ = try processor.adopt(try set(House.rules.replacingOccurrences(of: from, with: to)))
        try House.drain(&processor)
        #expect(open == [name])
        #expect(try disk.read("spool/tasks/open/" + name).contains(line))
    }

    @Test func aLongerWindowTakesTasksBackAndOpensThemAgainInTime() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        let task = open
        _ = try processor.adopt(try set(House.rules.replacingOccurrences(of: "within 4h", with: "within 6h")))
        try House.drain(&processor)
        #expect(open == [])
        let text = try #require(try texts("closed").first)
        #expect(text.contains(#""because": "rule-changed""#))
        hand.turn(to: .hours(7))
        try House.drain(&processor)
        #expect(open == task)
        #expect(closed == [])
    }

    @Test func aShorterWindowOpensWhatIsTrueByIt() throws {
        try house.drop(
            "a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2"),
            House.call("e-3", "c-1", after: .minutes(30)), House.call("e-4", "c-2", after: .hours(2)))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        #expect(house.taskFiles == [:])
        _ = try processor.adopt(try set(House.rules.replacingOccurrences(of: "within 4h", with: "within 1h")))
        try House.drain(&processor)
        // By the new rule it opened at 11:00, and the call of hour 2 overtook it: a task learned only after it ended
        // is none.
        #expect(house.taskFiles == [:])
        _ = try processor.adopt(
            try set(
                House.rules.replacingOccurrences(
                    of: "unless call.made or parcel.delivered", with: "unless parcel.delivered")))
        try House.drain(&processor)
        #expect(open.count == 2)
    }

    @Test func anotherPatternJudgesTheRetainedTimeline() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), House.call("e-2", "c-1", after: .hours(1)))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        #expect(open == [])
        _ = try processor.adopt(
            try set(House.rules.replacingOccurrences(of: "unless call.made or", with: "unless")))
        try House.drain(&processor)
        #expect(open.count == 1)
        _ = try processor.adopt(try set(House.rules))
        try House.drain(&processor)
        #expect(open == [])
        #expect(closed.count == 1)
    }

    @Test func aGuardThatHoldsNoMoreTakesTasksBack() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        #expect(open.count == 1)
        _ = try processor.adopt(try set(House.rules.replacingOccurrences(of: "days >= 1", with: "days >= 3")))
        try House.drain(&processor)
        #expect(open == [])
    }

    @Test func aRemovedRuleTakesItsTasksAlong() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(5))
        var processor = try start(House.rules + Self.second)
        try House.drain(&processor)
        #expect(open.count == 2)
        let adoption = try processor.adopt(try set(House.rules))
        #expect(adoption.removed == ["second"])
        try House.drain(&processor)
        #expect(open.count == 1)
        let text = try #require(try texts("closed").first)
        #expect(text.contains(#""because": "rule-removed""#))
        #expect(text.contains(#""rule": "second""#))
    }

    @Test func aRuleThatReturnsIsTheOneThatItWas() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(5))
        var processor = try start(House.rules + Self.second)
        try House.drain(&processor)
        let before = open
        for rules in [House.rules, House.rules + Self.second] {
            _ = try processor.adopt(try set(rules))
            try House.drain(&processor)
        }
        #expect(open == before)
        #expect(closed == [])
    }

    @Test func answersOutliveARuleChange() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        let id = try #require(open.first).dropLast(5)
        try house.drop("b.json", House.event("e-2", "task.done", "c-1", after: .hours(5), #"{"task":"\#(id)"}"#))
        hand.turn(to: .hours(6))
        try House.drain(&processor)
        let done = house.taskFiles
        _ = try processor.adopt(try set(House.rules.replacingOccurrences(of: "within 4h", with: "within 3h")))
        try House.drain(&processor)
        #expect(house.taskFiles == done)
    }

    // MARK: New rules

    @Test func aNewRuleDoesNotFlood() throws {
        let past = (0..<20).map { House.late("e-\($0)", "c-\($0)", "o-\($0)", after: .minutes(Int64($0))) }
        try disk.write(past.joined(separator: "\n"), to: "spool/incoming/a.ndjson")
        hand.turn(to: .hours(1))
        var processor = try start()
        try House.drain(&processor)
        let adoption = try processor.adopt(try set(House.rules + Self.second))
        #expect(adoption.new == ["second"])
        #expect(adoption.since == House.start + .hours(1))
        try House.drain(&processor)
        #expect(open == [])
        // From its first moment on, that moment included, it judges.
        try house.drop("b.ndjson", House.late("e-90", "c-1", "p-1", after: .hours(1)))
        hand.turn(to: .hours(1) + .minutes(2))
        try House.drain(&processor)
        #expect(open.count == 1)
    }

    @Test func aNewRuleLooksBackAsFarAsItIsTold() throws {
        try house.drop(
            "a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2", after: .hours(1)),
            House.late("e-3", "c-3", "o-3", after: .hours(2)))
        hand.turn(to: .hours(3))
        var processor = try start()
        try House.drain(&processor)
        let adoption = try processor.adopt(try set(House.rules + Self.second), backfill: .hours(2))
        #expect(adoption.since == House.start + .hours(1))
        try House.drain(&processor)
        #expect(open.count == 2)
    }

    @Test func whatANewRuleLooksBackToOutlivesARestart() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(1))
        do {
            var processor = try start()
            try House.drain(&processor)
            _ = try processor.adopt(try set(House.rules + Self.second))
            try House.drain(&processor)
        }
        hand.turn(to: .hours(2))
        var processor = try start(House.rules + Self.second)
        try House.drain(&processor)
        #expect(open == [])
        // Nor does a change of the rule make it look back further.
        _ = try processor.adopt(try set(House.rules + Self.second.replacingOccurrences(of: "care", with: "nights")))
        try House.drain(&processor)
        #expect(open == [])
    }

    @Test func filesThatChangedWhileTheDaemonWasDownAreALoading() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(1))
        do {
            var processor = try start()
            try House.drain(&processor)
        }
        hand.turn(to: .hours(2))
        var processor = try start(House.rules + Self.second)
        try House.drain(&processor)
        #expect(open == [])
    }

    @Test func theFirstRulesOfAllJudgeTheHistoryThatIsLoaded() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(1))
        var processor = try start(House.rules + Self.second)
        try House.drain(&processor)
        #expect(open.count == 1)
    }

    @Test func theFirstRuleAfterNoneIsANewOne() throws {
        let vocabulary = String(House.rules.prefix(upTo: try #require(House.rules.range(of: "rule ")).lowerBound))
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(1))
        var processor = try start(vocabulary)
        try House.drain(&processor)
        #expect(try processor.adopt(try set(House.rules + Self.second)).since == House.start + .hours(1))
        try House.drain(&processor)
        #expect(open == [])
    }

    // MARK: Refused, stopped

    @Test func rulesThatDoNotCheckAreRefusedAndTheOldOnesStay() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(5))
        var processor = try start()
        try House.drain(&processor)
        let wrong = House.rules.replacingOccurrences(of: "days >= 1", with: "dais >= 1")
        let refusal = #expect(throws: RulesRefused.self) { try set(wrong) }
        #expect(refusal?.summary.hasPrefix("house.rules:7:37: error: ") == true)
        try House.drain(&processor)
        #expect(open.count == 1)
    }

    @Test func eventsThatTheNewRulesReadOtherwiseAreReadByThem() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        hand.turn(to: .hours(1))
        var processor = try start()
        try House.drain(&processor)
        // The field was there all the time, and nobody had declared it.
        let more = House.rules.replacingOccurrences(of: "order text  days number", with: "days number  order text")
        _ = try processor.adopt(try set(more))
        hand.turn(to: .hours(5))
        try House.drain(&processor)
        #expect(open.count == 1)
        #expect(try texts("open")[0].contains(#""say": "Order o-1 is 2 days late.""#))
    }

    /// A reload that dies after any step ends, after one restart, as the one that nobody disturbed.
    @Test func aStopAnywhereInTheRoundsAfterAReloadChangesNothingInTheEnd() throws {
        func play(stoppedAt stop: Int?) throws -> ([String: String], stopped: Bool) {
            let test = try ReloadTests()
            try test.house.drop(
                "a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2"),
                House.call("e-3", "c-2", after: .hours(1)))
            test.hand.turn(to: .hours(5))
            let other = House.rules.replacingOccurrences(of: "unless call.made or", with: "unless")
                .replacingOccurrences(of: "to care", with: "to nights")
            var stopped = false
            do {
                var processor = try test.start()
                try House.drain(&processor)
                _ = try processor.adopt(try test.set(other))
                var steps = 0
                processor.afterStep = { _ in
                    steps += 1
                    if steps == stop { throw CrashTests.Stopped.here }
                }
                do { try House.drain(&processor) } catch { stopped = true }
            }
            if stopped {
                var processor = try test.start(other)
                try House.drain(&processor)
            }
            return (test.house.taskFiles, stopped)
        }
        let (undisturbed, _) = try play(stoppedAt: nil)
        #expect(undisturbed.count == 2)
        var step = 1
        while true {
            let (outcome, stopped) = try play(stoppedAt: step)
            if !stopped { break }
            #expect(outcome == undisturbed, "stopped after step \(step)")
            step += 1
        }
        #expect(step > TurnStep.allCases.count)
    }
}

/// A value that threads share.
final class Locked<Value: Sendable>: Sendable {
    private let lock: Mutex<Value>
    init(_ value: Value) { lock = Mutex(value) }
    var value: Value {
        get { lock.withLock { $0 } }
        set { lock.withLock { $0 = newValue } }
    }
}
