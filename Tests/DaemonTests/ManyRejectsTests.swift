import CloudEvents
import Events
import Foundation
import Spool
import Store
import Testing
import TestSupport

@testable import Daemon

/// Files with more mistakes than anybody reads: they take no more room than they had, and their good events count.
@Suite struct ManyRejectsTests {
    let house: House
    init() throws { house = try House() }

    static let most = FileRejections.listedAtMost

    func write(_ name: String, _ lines: [String]) throws {
        try house.disk.write(lines.joined(separator: "\n"), to: "spool/incoming/" + name)
    }

    func bytes(in folder: String) throws -> Int {
        try house.disk.names(folder).reduce(0) { try $0 + house.disk.read(folder + "/" + $1).utf8.count }
    }

    @Test func aFileOfGarbageMovesWholeAndIsNotEchoed() throws {
        let line = String(repeating: "\u{1}", count: 200)
        try write("a.ndjson", [House.late("e-1", "c-1", "o-1")] + Array(repeating: line, count: 5_000))
        let size = try bytes(in: "spool/incoming")
        let report = try house.once(after: .hours(5))
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(report.counts[Counter(.rejected, "not-json")] == 5_000)
        #expect(house.taskFiles.count == 1)
        #expect(house.rejected == ["a.ndjson", "a.ndjson.reason.json"])
        #expect(try bytes(in: "spool/rejected") < size + 1_000)
        let note = try house.disk.read("spool/rejected/a.ndjson.reason.json")
        #expect(note.hasPrefix(#"{"reason":"too-many-rejected","detail":"5000 events"#))
        #expect(note.contains(#"{"reason":"not-json","count":5000,"line":2,"#))
        #expect(try house.once(after: .hours(6)).isEmpty)
    }

    /// What the store and the process keep of it is as little as of one mistake.
    @Test func anArrayOfNumbersIsKeptAsOneSentence() throws {
        try house.disk.write(
            "[" + Array(repeating: "1", count: 100_000).joined(separator: ",") + "]", to: "spool/incoming/a.json")
        var processor = try house.processor(after: .hours(1))
        var kept: [Int] = []
        let store = processor.store
        processor.afterStep = { step in
            if step == .committed { kept = try store.takenFiles().map(\.rejections.count) }
        }
        #expect(try House.drain(&processor).rejected == 100_000)
        #expect(kept.count == 1 && kept.allSatisfy { $0 < 1_000 })
        #expect(house.rejected == ["a.json", "a.json.reason.json"])
    }

    @Test(arguments: [(most, false), (most + 1, true)])
    func aThousandAreListedAndOneMoreIsNot(count: Int, isWhole: Bool) throws {
        try write("a.ndjson", [House.late("e-1", "c-1", "o-1")] + Array(repeating: "{", count: count))
        try house.once(after: .hours(1))
        #expect(house.rejected == (isWhole ? ["a.ndjson", "a.ndjson.reason.json"] : ["a.ndjson.rejected.ndjson"]))
    }

    /// So many small mistakes as would need more memory than their text are a turn of their own.
    @Test func mistakesTakeRoomInATurn() throws {
        for number in 0..<10 {
            try write("\(number).ndjson", [House.late("e", "c", "o")] + Array(repeating: "1", count: 900))
        }
        var processor = try house.processor(after: .hours(1), bytesPerTurn: 1 << 18)
        var turns = 0
        processor.afterStep = { if $0 == .committed { turns += 1 } }
        #expect(try House.drain(&processor).rejected == 9_000)
        #expect(turns >= 5)
    }

    /// A file that is longer than a turn, whose mistakes are too many together and not by turns.
    func play(stop: TurnStep?, at number: Int, archive: String?) throws -> (Outcome, stopped: Bool) {
        let house = try House()
        let good = (0..<20).map { House.late("e-\($0)", "c-\($0)", "o-\($0)") }
        let lines = good.flatMap { [$0] + Array(repeating: "{", count: 60) }
        try house.disk.write(lines.joined(separator: "\n"), to: "spool/incoming/a.ndjson")
        let archive = archive.map { house.disk.path + "/" + $0 }
        var stopped = false
        if let stop {
            var processor = try house.processor(after: .hours(5), bytesPerTurn: 1 << 14, archive: archive)
            var met = 0
            processor.afterStep = {
                if $0 != stop { return }
                met += 1
                if met == number { throw CrashTests.Stopped.here }
            }
            do { try House.drain(&processor) } catch { stopped = true }
        }
        var processor = try house.processor(after: .hours(5), bytesPerTurn: 1 << 14, archive: archive)
        try House.drain(&processor)
        let store = try StateStore(reading: house.disk.path + "/state")
        let outcome = Outcome(
            tasks: house.taskFiles,
            rejected: Dictionary(
                uniqueKeysWithValues: try house.rejected.map { ($0, try house.disk.read("spool/rejected/" + $0)) }),
            incoming: house.incoming, archived: house.disk.names("archive/2026-03-02"), counters: try store.counters())
        return (outcome, stopped)
    }

    struct Outcome: Equatable {
        var tasks: [String: String]
        var rejected: [String: String]
        var incoming: [String]
        var archived: [String]
        var counters: [Counter: Int]
    }

    @Test(arguments: [nil, "archive"])
    func aStopAfterAnyArrowLosesNothingAndDoublesNothing(archive: String?) throws {
        let (undisturbed, _) = try play(stop: nil, at: 0, archive: archive)
        #expect(undisturbed.tasks.count == 20 && undisturbed.incoming == [])
        #expect(undisturbed.rejected.keys.sorted() == ["a.ndjson", "a.ndjson.reason.json"])
        #expect(undisturbed.archived.count == (archive == nil ? 0 : 1))
        #expect(undisturbed.counters[Counter(.rejected, "not-json")] == 1_200)
        for step in TurnStep.allCases {
            for number in 1...3 {
                let (outcome, stopped) = try play(stop: step, at: number, archive: archive)
                #expect(stopped, "\(step) does not come \(number) times")
                #expect(outcome == undisturbed, "after \(step), \(number)")
            }
        }
    }

    @Test func aFileThatGrowsBeforeItLeavesIsReadOn() throws {
        try write("a.ndjson", Array(repeating: "{", count: Self.most + 1) + [""])
        do {
            var processor = try house.processor(after: .hours(1))
            processor.afterStep = { if $0 == .committed { throw CrashTests.Stopped.here } }
            #expect(throws: DaemonError.self) { try House.drain(&processor) }
        }
        let text = try house.disk.read("spool/incoming/a.ndjson") + "{\n" + House.late("e-1", "c-1", "o-1") + "\n"
        try house.disk.writeInPlace(text, to: "spool/incoming/a.ndjson")
        #expect(try house.once(after: .hours(1)).counts[Counter(.input, "accepted")] == 1)
        let note = try house.disk.read("spool/rejected/a.ndjson.reason.json")
        #expect(note.contains("\"rejected\":\(Self.most + 2),"))
        #expect(house.rejected == ["a.ndjson", "a.ndjson.reason.json"])
    }
}
