import Events
import Foundation
import Spool
import Store
import Testing
import TestSupport

@testable import Daemon

@Suite struct RoundTests {
    let house: House
    init() throws { house = try House() }

    @Test func aDeadlineThatNobodyMetBecomesATaskFile() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
        try house.once(after: .minutes(1))
        #expect(house.incoming == [])
        #expect(house.taskFiles == [:])

        let report = try house.once(after: .hours(5))
        #expect(
            report.counts == [
                Counter(.tasks, "opened"): 1, Counter(.rule, "opened", of: "late-not-told"): 1,
                Counter(.episode, "opened", of: "late-not-told"): 1,
            ])
        let files = house.taskFiles
        #expect(files.count == 1)
        let (name, text) = try #require(files.first)
        #expect(name.hasPrefix("open/"))
        #expect(text.contains(#""say": "Order o-9 is 2 days late.""#))
        #expect(text.contains(#""judged_at": "2026-03-02T14:00:00Z""#))
        #expect(text.contains(#""opened_at": "2026-03-02T15:00:00Z""#))
        #expect(text.contains("    " + House.late("e-1", "c-1", "o-9")))
    }

    @Test func aDeadlineIsJudgedWhenTheGraceHasPassedAndNotBefore() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
        try house.once(after: .hours(4) + TimeSpan(seconds: 59, nanoseconds: 999_999_999))
        #expect(house.taskFiles == [:])
        try house.once(after: .hours(4) + .minutes(1))
        #expect(house.taskFiles.count == 1)
    }

    @Test func theSpoolThatWaitedIsReadBeforeADeadlineIsJudged() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
        try house.once(after: .minutes(1))
        // The daemon was down while the call came.
        try house.drop("b.ndjson", House.call("e-2", "c-1", after: .hours(3)))
        try house.once(after: .hours(9))
        #expect(house.taskFiles == [:])
    }

    @Test func aTaskThatIsNotTrueAnyMoreMovesToClosed() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
        try house.once(after: .hours(5))
        try house.drop("b.ndjson", House.call("e-2", "c-1", after: .hours(6)))
        let report = try house.once(after: .hours(7))
        #expect(report.counts[Counter(.tasks, "withdrawn")] == 1)
        let (name, text) = try #require(house.taskFiles.first)
        #expect(house.taskFiles.count == 1)
        #expect(name.hasPrefix("closed/"))
        #expect(text.contains("\"state\": \"withdrawn\",\n  \"because\": \"overtaken\""))
    }

    @Test func aTaskIsDoneByAnEvent() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
        try house.once(after: .hours(5))
        let id = try #require(disk.names("spool/tasks/open").first).dropLast(5)
        try house.drop(
            "b.json",
            House.event("e-2", "task.done", "c-1", after: .hours(6), #"{"task":"\#(id)","outcome":"called"}"#))
        try house.once(after: .hours(7))
        #expect(try disk.read("spool/tasks/closed/\(id).json").contains(#""state": "done""#))
        #expect(disk.names("spool/tasks/open") == [])
    }

    @Test func aSecondCopyChangesNothing() throws {
        let lines = [House.late("e-1", "c-1", "o-9"), House.late("e-2", "c-2", "o-9")]
        try house.drop("a.ndjson", lines[0], lines[1], lines[0])
        try house.once(after: .hours(5))
        let before = house.taskFiles
        #expect(before.count == 2)
        try house.drop("b.ndjson", lines[1], lines[0])
        let report = try house.once(after: .hours(6))
        #expect(house.taskFiles == before)
        #expect(
            report.counts == [
                Counter(.input, "files"): 1, Counter(.input, "duplicate"): 2,
                Counter(.type, "duplicate", of: "parcel.late"): 2,
            ])
        #expect(house.rejected == [])
    }

    @Test func theSameIdWithOtherContentIsRejectedAndTheFirstStays() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"), House.late("e-1", "c-2", "o-9"))
        try house.drop("b.ndjson", House.late("e-1", "c-1", "o-1"))
        let report = try house.once(after: .hours(5))
        #expect(report.rejected == 2)
        #expect(house.taskFiles.count == 1)
        #expect(house.rejected == ["a.ndjson.rejected.ndjson", "b.ndjson.rejected.ndjson"])
        let line = try disk.read("spool/rejected/a.ndjson.rejected.ndjson")
        #expect(line.hasPrefix(#"{"line":2,"reason":"conflict","#))
    }

    @Test func goodEventsOfAFileCountAndBadOnesAreKeptWithTheReason() throws {
        try house.drop(
            "a.ndjson", House.late("e-1", "c-1", "o-9"), "{\"id\":", House.late("e-2", "c-2", "o-8"),
            House.event("e-3", "parcel.late", "c-3", after: .zero))
        let report = try house.once(after: .hours(5))
        #expect(report.counts[Counter(.input, "accepted")] == 2)
        #expect(report.rejected == 2)
        let lines = try disk.read("spool/rejected/a.ndjson.rejected.ndjson").split(separator: "\n")
        #expect(
            lines.map { String($0.prefix(28)) } == [#"{"line":2,"reason":"not-json"#, #"{"line":4,"reason":"field-mi"#])
        #expect(house.incoming == [])
    }

    @Test func aFileThatIsNoJSONMovesWhole() throws {
        try house.drop("a.json", "hello")
        let report = try house.once(after: .zero)
        #expect(report.rejected == 1)
        #expect(house.rejected == ["a.json", "a.json.reason.json"])
        #expect(house.incoming == [])
    }

    @Test func aFileThatIsTooLargeIsNotRead() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
        var processor = try house.processor(after: .zero, maxFile: 20)
        #expect(try processor.round().rejected == 1)
        #expect(house.rejected == ["a.ndjson", "a.ndjson.reason.json"])
    }

    @Test func anEventAheadOfTheClockIsRejectedUnlessItIsByMinutes() throws {
        try house.drop(
            "a.ndjson", House.late("e-1", "c-1", "o-1", after: .minutes(5)),
            House.late("e-2", "c-2", "o-2", after: .minutes(5) + TimeSpan(seconds: 0, nanoseconds: 1)))
        let report = try house.once(after: .zero)
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(report.counts[Counter(.rejected, "future")] == 1)
        // When its time has come, the first opens its task.
        try house.once(after: .hours(5))
        #expect(house.taskFiles.count == 1)
    }

    @Test func aFileThatComesAgainAfterACleanEndIsReadAnew() throws {
        let ahead = House.late("e-1", "c-1", "o-1", after: .hours(2))
        try house.drop("a.ndjson", ahead, House.late("e-2", "c-2", "o-2"))
        do {
            var processor = try house.processor(after: .zero)
            #expect(try processor.round().rejected == 1)
            processor.close()
        }
        try house.drop("a.ndjson", ahead, House.late("e-2", "c-2", "o-2"))
        let report = try house.once(after: .hours(3))
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(report.counts[Counter(.input, "duplicate")] == 1)
    }

    @Test func typesThatNoRuleDeclaresAreCounted() throws {
        try house.drop("a.json", House.event("e-1", "page.viewed", "c-1", after: .zero))
        let report = try house.once(after: .zero)
        #expect(report.counts == [Counter(.input, "files"): 1, Counter(.undeclared, "accepted", of: "page.viewed"): 1])
        #expect(report.rejected == 0)
    }

    @Test func aClockThatWasSetBackIsNotFollowed() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(2))
        // An event of hour 1 is no event of the future, though the wall says minute 0.
        try house.drop("b.ndjson", House.late("e-2", "c-2", "o-2", after: .hours(1)))
        #expect(try house.once(after: .zero).rejected == 0)
    }

    @Test func aFileLargerThanATurnIsReadWhole() throws {
        let count = Settings.eventsAtOnce * 2 + 7
        let lines = (0..<count).map {
            House.event("e-\($0)", "call.made", "c-\($0 % 50)", after: TimeSpan(seconds: Int64($0)))
        }
        try disk.write(lines.joined(separator: "\n"), to: "spool/incoming/a.ndjson")
        var processor = try house.processor(after: .days(1), maxFile: 1 << 30, bytesPerTurn: 1)
        var turns = 0
        processor.afterStep = { if $0 == .committed { turns += 1 } }
        let report = try processor.round()
        #expect(turns > 1)
        #expect(
            report.counts == [
                Counter(.input, "files"): 1, Counter(.input, "accepted"): count,
                Counter(.type, "accepted", of: "call.made"): count,
            ])
        #expect(house.incoming == [])
    }

    /// The fold does without the texts of events; the file of a task has them whole, from wherever they are.
    @Test func evidenceIsWholeHoweverItsIdIsWritten() throws {
        let lines = [House.late(#"e\u002d1"#, "c-1", "o-1"), House.late("e-2", "c-2", "o-2")]
        try house.drop("a.ndjson", lines[0], lines[1])
        try house.once(after: .hours(5))
        let files = house.taskFiles.values.sorted()
        #expect(files.count == 2)
        for line in lines { #expect(files.contains { $0.contains(line) }) }
    }

    @Test func evidenceIsWholeWhenTheStateIsInMemory() throws {
        let clocks = ClockTests.Clocks()
        var processor = try house.processor(clocks: clocks)
        let line = House.late("e-1", "c-1", "o-1")
        try house.drop("a.ndjson", line)
        try House.drain(&processor)
        #expect(house.taskFiles.isEmpty)
        clocks.pass(.hours(5))
        try House.drain(&processor)
        #expect(house.taskFiles.values.contains { $0.contains(line) })
    }

    @Test func ordersOfFilesMakeNoDifference() throws {
        var events: [String] = []
        for customer in 0..<30 {
            events.append(
                House.late("l-\(customer)", "c-\(customer)", "o-\(customer)", after: .minutes(Int64(customer))))
            if customer % 3 == 0 { events.append(House.call("k-\(customer)", "c-\(customer)", after: .hours(3))) }
            if customer % 5 == 0 { events.append(House.call("m-\(customer)", "c-\(customer)", after: .hours(6))) }
        }
        var outcomes: [Set<String>] = []
        for _ in 0..<3 {
            let house = try House()
            for (number, event) in events.shuffled().enumerated() {
                try house.drop("\(number % 7)-\(number).json", event)
            }
            try house.once(after: .hours(8))
            outcomes.append(Set(house.taskFiles.keys.filter { $0.hasPrefix("open/") }))
            #expect(house.incoming == [])
        }
        #expect(outcomes[0].count == 16)
        #expect(outcomes[0] == outcomes[1])
        #expect(outcomes[0] == outcomes[2])
    }

    @Test func otherRulesJudgeWhatIsKnownAnew() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
        try house.once(after: .hours(5))
        #expect(disk.names("spool/tasks/open").count == 1)
        let patient = try House(rules: House.rules.replacingOccurrences(of: "4h", with: "9h"), on: disk)
        try patient.once(after: .hours(6))
        #expect(disk.names("spool/tasks/open").count == 0)
        #expect(disk.names("spool/tasks/closed").count == 1)
    }

    @Test func anEventWhoseTypeIsNotDeclaredAnyMoreIsKeptAndTakesPartAgainLater() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"), House.call("e-2", "c-1", after: .hours(1)))
        try house.once(after: .hours(5))
        #expect(house.taskFiles == [:])
        let deaf = House.rules.replacingOccurrences(of: "event call.made", with: "event call.heard")
            .replacingOccurrences(of: "unless call.made", with: "unless call.heard")
        try House(rules: deaf, on: disk).once(after: .hours(6))
        #expect(disk.names("spool/tasks/open").count == 1)
        try house.once(after: .hours(7))
        #expect(disk.names("spool/tasks/open").count == 0)
        #expect(disk.names("spool/tasks/closed").count == 1)
    }

    var disk: TemporaryFolder { house.disk }

    /// A turn holds the bytes of its files, so that what says nothing must count as well.
    @Test func largeFilesWithoutEventsDoNotPileUpInMemory() throws {
        for number in 0..<4 {
            try house.disk.write(String(repeating: "\n", count: 1 << 20), to: "spool/incoming/\(number).ndjson")
        }
        var processor = try house.processor(after: .days(1), bytesPerTurn: 1 << 20)
        var turns = 0
        processor.afterStep = { if $0 == .committed { turns += 1 } }
        try House.drain(&processor)
        #expect(house.incoming == [])
        #expect(turns >= 4)
    }
}
