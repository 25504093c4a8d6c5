import Events
import Foundation
import Spool
import Store
import TestSupport
import Testing

@testable import Daemon

/// Files of which nothing tells whether they are whole: they are another user's, so that the daemon may not ask, and lay
/// there when it started. What they say is read, once, however they grow and whenever the machine stops.
@Suite(.enabled(if: geteuid() == 0)) struct DoubtTests {
    static let aMinute = TimeSpan(seconds: 61)
    static let twoMinutes = TimeSpan(seconds: 122)

    @Test func whatIsAddedAfterTheReadingIsRead() async {
        await #expect(processExitsWith: .success) {
            let story = try TwoUserHouse()
            let house = story.house
            let late = House.late("e-2", "c-2", "o-2") + "\n"
            let writer = try story.open("a.ndjson")
            writer.write(House.late("e-1", "c-1", "o-1") + "\n{\n" + late.prefix(40))
            try story.start()
            #expect(try story.look(after: .zero).isEmpty)
            #expect(story.unread == ["a.ndjson"])
            // The half line waits; the bad one is nobody's to know yet.
            let report = try story.look(after: DoubtTests.aMinute)
            #expect(report.counts[Counter(.input, "accepted")] == 1)
            #expect(story.unread == [])
            #expect(house.incoming == ["a.ndjson"] && house.rejected == [])
            #expect(try story.look(after: DoubtTests.aMinute).isEmpty)
            writer.write(late.dropFirst(40) + House.late("e-3", "c-3", "o-3"))
            #expect(try story.look(after: .hours(1)).isEmpty)
            #expect(story.unread == ["a.ndjson"])
            withExtendedLifetime(writer) {}
        }
    }

    /// What a start, and what a look, meets in the folder.
    struct Outcome: Equatable {
        var tasks: [String: String]
        var rejected: [String: String]
        var incoming: [String]
        var counters: [Counter: Int]

        init(of house: House) throws {
            tasks = house.taskFiles
            rejected = Dictionary(
                uniqueKeysWithValues: try house.rejected.map { ($0, try house.disk.read("spool/rejected/" + $0)) })
            incoming = house.incoming
            counters = try StateStore(reading: house.disk.path + "/state").counters()
        }
    }

    enum Stopped: Error { case here }

    /// A file is read in doubt, grows, is read on in doubt, grows once more, is closed, and leaves.
    /// - Parameters:
    ///   - arrow: after which the machine stops, from 1; nil for none.
    ///   - isKilled: whether another process goes on.
    /// - Returns: nil if there is no such arrow.
    static func grow(stoppedAfter arrow: Int?, isKilled: Bool, bytesPerTurn: Int) throws -> Outcome? {
        let story = try TwoUserHouse()
        var arrows = 0
        func look(after span: TimeSpan) throws {
            do {
                try story.look(after: span) { _ in
                    arrows += 1
                    if arrows == arrow { throw Stopped.here }
                }
            } catch {
                if isKilled { try story.start(bytesPerTurn: bytesPerTurn) }
                try story.look(after: span)
            }
        }
        story.clocks.pass(.hours(5))
        var writer: OpenFile? = try story.open("a.ndjson")
        let second = House.late("e-2", "c-2", "o-2") + "\n"
        writer?.write(House.late("e-1", "c-1", "o-1") + "\n{\n" + second.prefix(40))
        try story.start(bytesPerTurn: bytesPerTurn)
        try look(after: aMinute)
        writer?.write(second.dropFirst(40) + House.late("e-3", "c-3", "o-3"))
        // The watch knows of the writer; a start does not, and only reads.
        try story.start(bytesPerTurn: bytesPerTurn)
        try look(after: aMinute)
        writer?.write("\n" + House.late("e-4", "c-4", "o-4") + "\n}\n")
        writer = nil
        try look(after: twoMinutes)
        try look(after: twoMinutes)
        if let arrow, arrows < arrow { return nil }
        story.kill()
        return try Outcome(of: story.house)
    }

    @Test(arguments: [true, false], [64 << 20, 1])
    func aStopAfterAnyArrowChangesNothingInTheEnd(isKilled: Bool, bytesPerTurn: Int) async {
        await #expect(processExitsWith: .success) {
            [isKilled = isKilled as Bool, bytesPerTurn = bytesPerTurn as Int] in
            let undisturbed = try DoubtTests.grow(
                stoppedAfter: nil, isKilled: isKilled, bytesPerTurn: bytesPerTurn)
            let whole = try #require(undisturbed)
            #expect(whole.tasks.count == 4)
            #expect(whole.incoming == [])
            #expect(whole.rejected.mapValues { $0.split(separator: "\n").count } == ["a.ndjson.rejected.ndjson": 2])
            #expect(whole.counters[Counter(.input, "accepted")] == 4)
            #expect(whole.counters[Counter(.input, "duplicate")] == nil)
            #expect(whole.counters[Counter(.input, "files")] == 1)
            var arrow = 1
            while let outcome = try DoubtTests.grow(
                stoppedAfter: arrow, isKilled: isKilled, bytesPerTurn: bytesPerTurn)
            {
                #expect(outcome == whole, "stopped after arrow \(arrow)")
                arrow += 1
            }
            #expect(arrow > 3 * TurnStep.allCases.count)
        }
    }

    @Test func aDocumentIsReadWhenItIsWholeAndAnewWhenItHasGrown() async {
        await #expect(processExitsWith: .success) {
            let story = try TwoUserHouse()
            let house = story.house
            let first = House.late("e-1", "c-1", "o-1")
            let writer = try story.open("a.json")
            writer.write("[\(first),")
            try story.start()
            try story.look(after: DoubtTests.aMinute)
            #expect(story.unread == ["a.json"] && house.rejected == [])
            writer.write(House.late("e-2", "c-2", "o-2") + "]")
            // Nobody has told this daemon that it is being written.
            try story.start()
            let report = try story.look(after: DoubtTests.aMinute)
            #expect(report.counts[Counter(.input, "accepted")] == 2)
            writer.write("\n \n")
            try story.start()
            let again = try story.look(after: DoubtTests.twoMinutes)
            #expect(again.counts[Counter(.input, "duplicate")] == 2)
            #expect(again.counts[Counter(.input, "files")] == 1)
            #expect(house.incoming == [] && house.rejected == [])
            withExtendedLifetime(writer) {}
        }
    }

    @Test func aDocumentThatIsNeverWholeIsRejectedAfterTwoMinutes() async {
        await #expect(processExitsWith: .success) {
            let story = try TwoUserHouse()
            try story.open("a.json").write("[{")
            try story.start()
            #expect(try story.look(after: DoubtTests.aMinute).rejected == 0)
            #expect(try story.look(after: DoubtTests.twoMinutes).rejected == 1)
            #expect(story.house.rejected == ["a.json", "a.json.reason.json"])
        }
    }

    @Test func aLineThatWentOnAfterItWasReadIsReadAgain() async {
        await #expect(processExitsWith: .success) {
            let story = try TwoUserHouse()
            let writer = try story.open("a.ndjson")
            writer.write(House.late("e-1", "c-1", "o-1"))
            try story.start()
            #expect(try story.look(after: DoubtTests.aMinute).counts[Counter(.input, "accepted")] == 1)
            writer.write(House.late("e-2", "c-2", "o-2") + "\n" + House.late("e-3", "c-3", "o-3"))
            try story.start()
            // Two events on one line are none, as ever; but it is said.
            #expect(try story.look(after: DoubtTests.twoMinutes).rejected == 1)
            #expect(story.house.rejected == ["a.ndjson.rejected.ndjson"])
            withExtendedLifetime(writer) {}
        }
    }

    @Test func whileOneWaitsNoDeadlineIsJudgedForAMinuteAtMost() async {
        await #expect(processExitsWith: .success) {
            let story = try TwoUserHouse()
            let house = story.house
            try story.start()
            try story.put("a.ndjson", House.late("e-1", "c-1", "o-1"))
            try story.look(after: TimeSpan(seconds: 3))
            #expect(house.incoming == [])
            // The daemon is down, and the call is on its way.
            let writer = try story.open("b.ndjson")
            writer.write(House.call("e-2", "c-1", after: .hours(3)).prefix(30) + "")
            story.clocks.pass(.hours(9))
            try story.start()
            try story.look(after: .zero)
            try story.look(after: TimeSpan(seconds: 50))
            #expect(house.taskFiles == [:])
            try story.look(after: .hours(1))
            #expect(house.taskFiles.keys.allSatisfy { $0.hasPrefix("open/") } && house.taskFiles.count == 1)
            withExtendedLifetime(writer) {}
        }
    }

    @Test func whatWasDueBeforeItCameIsJudged() async {
        await #expect(processExitsWith: .success) {
            let story = try TwoUserHouse()
            let house = story.house
            try story.start()
            try story.put("a.ndjson", House.late("e-1", "c-1", "o-1"))
            try story.look(after: TimeSpan(seconds: 3))
            let writer = try story.open("b.ndjson")
            // It has been there for a moment, and what comes due has been due for hours.
            story.clocks.pass(.hours(9))
            try story.look(after: TimeSpan(seconds: 4))
            #expect(house.taskFiles.count == 1)
            #expect(story.unread == ["b.ndjson"])
            withExtendedLifetime(writer) {}
        }
    }

    @Test func aSingleRunLeavesWhatMayBeWrittenAndJudgesNothing() async {
        await #expect(processExitsWith: .success) {
            let story = try TwoUserHouse()
            try story.put("a.ndjson", House.late("e-1", "c-1", "o-1"))
            story.clocks.pass(.hours(9))
            try story.start(settling: .closed)
            #expect(try story.look(after: .zero).isEmpty)
            #expect(story.unread == ["a.ndjson"] && story.house.incoming == ["a.ndjson"])
            try story.start(settling: .closed)
            try story.look(after: DoubtTests.aMinute)
            #expect(story.house.taskFiles.count == 1)
        }
    }
}
