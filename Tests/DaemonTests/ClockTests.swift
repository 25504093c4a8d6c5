import Events
import Foundation
import RuleLanguage
import Store
import Synchronization
import Testing

@testable import Daemon

/// Whatever the clock does: nothing twice, nothing early, and nothing lost for good.
@Suite struct ClockTests {
    let house: House
    init() throws { house = try House() }

    /// A running daemon whose clocks the test turns.
    final class Clocks: Sendable {
        private let times = Mutex((wall: House.start, elapsed: TimeSpan.zero))
        var wall: Timestamp { times.withLock { $0.wall } }
        var elapsed: TimeSpan { times.withLock { $0.elapsed } }
        func pass(_ span: TimeSpan) { times.withLock { $0 = ($0.wall + span, $0.elapsed + span) } }
        func set(by span: TimeSpan) { times.withLock { $0.wall = $0.wall + span } }
    }

    @Test func aYearForwardAndBackOpensNothingEarly() throws {
        let clocks = Clocks()
        var processor = try house.processor(clocks: clocks)
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try House.drain(&processor)
        clocks.pass(.minutes(1))
        clocks.set(by: .days(365))
        try House.drain(&processor)
        #expect(house.taskFiles == [:])
        clocks.pass(.minutes(10))
        try House.drain(&processor)
        #expect(house.taskFiles == [:])
        clocks.set(by: -.days(365))
        // Four hours are four hours.
        clocks.pass(.hours(3))
        try House.drain(&processor)
        #expect(house.taskFiles == [:])
        clocks.pass(.hours(1))
        try House.drain(&processor)
        #expect(house.taskFiles.count == 1)
        #expect(house.taskFiles.values.first?.contains("\"opened_at\": \"2026-03-02T14:11:00Z\"") == true)
    }

    @Test func aSuspendedMachineIsNoJump() throws {
        let clocks = Clocks()
        var processor = try house.processor(clocks: clocks)
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try House.drain(&processor)
        clocks.pass(.hours(8))
        try House.drain(&processor)
        #expect(house.taskFiles.count == 1)
    }

    @Test func aClockThatGoesForwardForGoodIsBelievedAfterAnHour() throws {
        let clocks = Clocks()
        var processor = try house.processor(clocks: clocks)
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try House.drain(&processor)
        clocks.set(by: .hours(5))
        try House.drain(&processor)
        #expect(house.taskFiles == [:])
        clocks.pass(.hours(1))
        try House.drain(&processor)
        #expect(house.taskFiles.count == 1)
    }

    @Test func aStateFromTheFutureJudgesNewWaitsByTheWall() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        // Somebody started it a year ahead: that verdict is lost, and said to be.
        #expect(try house.once(after: .days(365)).counts[Counter(.tasks, "missed")] == 1)
        try house.drop("b.json", House.late("e-2", "c-2", "o-2", after: .hours(6)))
        try house.once(after: .hours(7))
        #expect(house.taskFiles == [:])
        try house.once(after: .hours(11))
        #expect(house.taskFiles.count == 1)
        #expect(house.taskFiles.values.first?.contains("\"opened_at\": \"2026-03-02T21:00:00Z\"") == true)
    }

    @Test func aMachineThatStartsIn1970AcceptsAndWaits() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(1))
        try house.drop("b.json", House.late("e-2", "c-2", "o-2", after: .hours(1)))
        let report = try house.once(after: -.days(365 * 56))
        #expect(report.rejected == 0)
        #expect(house.taskFiles == [:])
        try house.once(after: .hours(6))
        #expect(house.taskFiles.count == 2)
        try house.once(after: -.days(365 * 56))
        #expect(house.taskFiles.count == 2)
    }

    @Test func afterAMonthOfDowntimeWhatIsDueComesOnceAndInOrder() throws {
        let lines = (0..<40).map {
            House.late("e-\($0)", "c-\($0 % 5)", "o-\($0)", after: .days(Int64($0)))
        }
        for (number, line) in lines.prefix(10).enumerated() { try house.drop("\(number).json", line) }
        try house.once(after: .days(9))
        let before = house.taskFiles.count
        for (number, line) in lines.dropFirst(10).enumerated() { try house.drop("\(number).json", line) }
        let report = try house.once(after: .days(39) + .hours(5))
        // Judged within the last three days of `expire`: days 37, 38, 39 and none older.
        #expect(report.counts[Counter(.tasks, "opened")] == 3)
        #expect(house.taskFiles.count == before + 3)
        let again = try house.once(after: .days(39) + .hours(6))
        #expect(again.isEmpty)
    }

    /// 2026-03-29 has 23 hours in London, 2026-10-25 has 25; four hours are four hours.
    @Test(arguments: [("2026-03-28T23:00:00Z", "2026-03-29T03:0"), ("2026-10-24T23:00:00Z", "2026-10-25T03:0")])
    func aNightInWhichTheZoneChangesIsAsLongAsItIs(evening: String, opened: String) throws {
        let rules = "zone Europe/London\n" + House.rules
        let house = try House(rules: rules, zones: try RuleLoader.check([Source(path: "z", text: rules)]).zones)
        let start = try Timestamp.parse(Text(evening)).get() - House.start
        try house.drop("a.json", House.late("e-1", "c-1", "o-1", after: start))
        try house.once(after: start + .hours(4) - .minutes(1))
        #expect(house.taskFiles == [:])
        try house.once(after: start + .hours(4) + .minutes(1))
        #expect(house.taskFiles.values.first?.contains("\"opened_at\": \"\(opened)") == true)
        try house.once(after: start + .hours(6))
        #expect(house.taskFiles.count == 1)
    }

    @Test func aJumpIsInTheJournalOnce() throws {
        let clocks = Clocks()
        let log = RecordedLog()
        var processor = try house.processor(clocks: clocks, log: log.logger)
        func told(_ span: TimeSpan) throws -> [String] {
            let before = log.entries.count
            clocks.set(by: span)
            // Many rounds, one line.
            for _ in 0..<3 {
                clocks.pass(.minutes(1))
                try House.drain(&processor)
            }
            return log.entries.dropFirst(before).filter { $0.contains("clock") }
        }
        #expect(try told(.zero) == [])
        #expect(try told(-.hours(2)) == ["warning: the clock was set back by 2h: what was judged stays judged"])
        #expect(try told(.hours(2)) == ["warning: the clock was set forward by 2h"])
        let year = try told(.days(365))
        #expect(year.count == 1)
        #expect(year.first?.hasPrefix("warning: the clock was set forward by 365d: for an hour deadlines") == true)
        #expect(try told(-.days(365)).count == 1)
        #expect(try told(-.days(365 * 56)).count == 1)
    }

    @Test func whatHappenedToTheClockIsTold() {
        var watch = ClockWatch()
        let wall = House.start
        #expect(watch.read(wall: wall, elapsed: .zero, latest: wall).step == nil)
        #expect(watch.read(wall: wall + .minutes(1), elapsed: .minutes(1), latest: wall).step == nil)
        #expect(
            watch.read(wall: wall + .minutes(3), elapsed: .minutes(2), latest: wall).step
                == .forward(.minutes(1), isHeld: false))
        #expect(watch.read(wall: wall, elapsed: .minutes(2), latest: wall).step == .back(.minutes(3)))
        let step = watch.read(wall: wall + .days(365), elapsed: .minutes(2), latest: wall)
        #expect(step.step == .forward(.days(365), isHeld: true))
        #expect(step.judging == wall)
        // A clock that catches up with where it had been is right at once.
        var late = ClockWatch()
        _ = late.read(wall: Timestamp(seconds: 0), elapsed: .zero, latest: wall)
        #expect(late.read(wall: wall, elapsed: .zero, latest: wall).judging == wall)
    }
}
