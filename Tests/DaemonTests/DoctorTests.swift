import Events
import Foundation
import Store
import Testing
import TestSupport

@testable import Daemon

/// A damaged state is examined and built again.
@Suite struct DoctorTests {
    let house: House
    var state: String { house.disk.path + "/state" }
    var archive: String { house.disk.path + "/archive" }

    init() throws {
        house = try House()
        try drop(["e-1": "o-1", "e-2": "o-2"], at: .hours(1))
        try drop([:], at: .hours(5))
        try house.drop("call.json", House.call("e-3", "c-e-1", after: .hours(6)))
        try drop([:], at: .hours(6))
    }

    func drop(_ events: [String: String], at span: TimeSpan) throws {
        for (id, order) in events { try house.drop(id + ".json", House.late(id, "c-" + id, order)) }
        var processor = try house.processor(after: span, archive: archive)
        try House.drain(&processor)
        processor.close()
    }

    func doctor(withArchive: Bool) -> Doctor {
        Doctor(
            state: state, spool: house.disk.path + "/spool", archive: withArchive ? archive : nil, log: House.silent)
    }

    func truncate() throws {
        let handle = try #require(FileHandle(forWritingAtPath: state + "/outreachd.sqlite"))
        try handle.truncate(atOffset: 6_000)
        try handle.close()
    }

    @Test func aSoundStateIsLeftAlone() throws {
        let diagnosis = try doctor(withArchive: true).examine()
        #expect(diagnosis.isHealthy)
        #expect(diagnosis.sentences.first?.contains("sound") == true)
        let repair = try doctor(withArchive: true).repair(diagnosis, rules: house.rules, now: House.start)
        #expect(repair.done == [] && repair.left == [])
    }

    @Test func aFlippedByteIsSaidToBeDamageAndNotAnErrorOfTheDisk() throws {
        let path = state + "/outreachd.sqlite"
        var bytes = try Data(contentsOf: URL(filePath: path))
        let at = try #require(bytes.firstRange(of: Data("parcel.late".utf8))?.lowerBound)
        bytes[at] ^= 1
        try bytes.write(to: URL(filePath: path))
        let diagnosis = try doctor(withArchive: false).examine()
        #expect(!diagnosis.isHealthy && diagnosis.needsRebuilding)
        #expect(
            diagnosis.sentences.first
                == "\(state): damaged: a page does not hold what was written to it: its sum is another")
    }

    @Test func aDaemonAtWorkIsNotDisturbed() throws {
        let processor = try house.processor(after: .hours(7))
        let error = #expect(throws: DaemonError.self) { _ = try doctor(withArchive: false).examine() }
        #expect(error?.exitCode == 75)
        #expect(try processor.openTasks() == 1)
    }

    @Test func fromTheArchiveTheSameTasksComeBack() throws {
        let before = house.taskFiles.keys.sorted()
        #expect(before.count == 2)
        try truncate()
        #expect(throws: DaemonError.self) { _ = try house.processor(after: .hours(7)) }

        let diagnosis = try doctor(withArchive: true).examine()
        #expect(!diagnosis.isHealthy)
        // Long after, when a verdict of then would have expired.
        let repair = try doctor(withArchive: true).repair(diagnosis, rules: house.rules, now: House.start + .days(30))
        #expect(repair.left == [])
        #expect(try doctor(withArchive: true).examine().isHealthy)
        try house.once(after: .days(30))
        #expect(house.taskFiles.keys.sorted() == before)
        #expect(house.disk.names("state").contains { $0.hasPrefix("damaged-") })
        #expect(!house.disk.names("state").contains { $0.hasPrefix("rebuild-") })
    }

    @Test("With which lateness the daemon ran, the state is built again")
    func lateness() throws {
        try house.drop("late.json", House.call("e-4", "c-e-1", after: .hours(7)))
        do {
            var processor = try house.processor(after: .hours(7), archive: archive, lateness: .hours(1))
            try House.drain(&processor)
            processor.close()
        }
        #expect(try StateStore(reading: state).lateness() == .hours(1))
        // The header is whole, and a page far behind is not.
        let path = state + "/outreachd.sqlite"
        var bytes = try Data(contentsOf: URL(filePath: path))
        let at = try #require(bytes.firstRange(of: Data("parcel.late".utf8))?.lowerBound)
        bytes[at] ^= 1
        try bytes.write(to: URL(filePath: path))
        let doctor = doctor(withArchive: true)
        let repair = try doctor.repair(try doctor.examine(), rules: house.rules, now: House.start + .days(30))
        #expect(repair.done.contains { $0.hasSuffix("with --lateness 1h") }, "\(repair)")
        #expect(try StateStore(reading: state).lateness() == .hours(1))
    }

    @Test func withoutAnArchiveWhatCanBeReadComesThroughTheSpool() throws {
        // A byte of the free space behind the header: the pages agree.
        try truncate()
        let diagnosis = try doctor(withArchive: false).examine()
        let repair = try doctor(withArchive: false).repair(diagnosis, rules: nil, now: House.start + .hours(7))
        #expect(repair.done.contains { $0.contains("--archive") })
        #expect(repair.left.count == 1, "Something is missing, and a person is told what to do: \(repair)")
        try house.once(after: .hours(7))
        #expect(house.incoming == [])
    }

    @Test func anOlderCopyGetsWhatItMissesFromTheArchive() throws {
        let copy = try Data(contentsOf: URL(filePath: state + "/outreachd.sqlite"))
        try drop(["e-9": "o-9"], at: .hours(8))
        try copy.write(to: URL(filePath: state + "/outreachd.sqlite"))
        let diagnosis = try doctor(withArchive: true).examine()
        #expect(diagnosis.sentences.first?.contains("older copy") == true)
        _ = try doctor(withArchive: true).repair(diagnosis, rules: nil, now: House.start + .hours(9))
        try house.once(after: .hours(9))
        #expect(house.taskFiles.values.contains { $0.contains("Order o-9") })
    }

    enum Way: CaseIterable { case archive, noArchive, olderCopy }

    @Test(arguments: Way.allCases)
    func theLedgerTellsNothingTwiceAndCountsOn(_ way: Way) throws {
        let copy = try Data(contentsOf: URL(filePath: state + "/outreachd.sqlite"))
        try drop(["e-9": "o-9"], at: .hours(8))
        try drop([:], at: .hours(13))
        let before = house.ledger
        switch way {
        case .archive, .noArchive: try truncate()
        case .olderCopy: try copy.write(to: URL(filePath: state + "/outreachd.sqlite"))
        }
        let doctor = doctor(withArchive: way != .noArchive)
        _ = try doctor.repair(try doctor.examine(), rules: house.rules, now: House.start + .hours(14))
        if way == .noArchive {
            // Somebody has kept the events.
            for (id, order) in ["e-1": "o-1", "e-2": "o-2"] {
                try house.drop(id + ".json", House.late(id, "c-" + id, order))
            }
            try house.drop("call.json", House.call("e-3", "c-e-1", after: .hours(6)))
        }
        try drop(["e-10": "o-10"], at: .hours(14))
        try drop([:], at: .hours(19))
        let lines = house.ledger
        #expect(Array(lines.prefix(before.count)) == before)
        #expect(
            lines.map { $0.prefix { $0 != "," } } == lines.indices.map { #"{"seq":\#($0 + 1)"# },
            "\(lines.map { $0.prefix(60) })")
        for order in ["o-1", "o-2", "o-9", "o-10"] {
            let opened = lines.filter { $0.contains(#""change":"opened""#) && $0.contains("Order \(order) is") }
            #expect(opened.count == 1, "\(order): \(opened)")
        }
    }

    @Test(arguments: [0, 3])
    func whatLiesOnADamagedPageIsSetAsideForAPerson(page: Int) throws {
        let count = 200
        for n in 0..<count { try house.drop("x\(n).json", House.late("x-\(n)", "c-\(n)", "o-\(n)", after: .hours(6))) }
        try drop([:], at: .hours(7))
        var bytes = try Data(contentsOf: URL(filePath: state + "/outreachd.sqlite"))
        // In the first page where it holds nothing, before the names of the tables; else in the text of an event.
        let at = page == 0 ? 80 : try #require(bytes.firstRange(of: Data("\"o-111\"".utf8))?.lowerBound) + 2
        bytes[at] ^= 1
        try bytes.write(to: URL(filePath: state + "/outreachd.sqlite"))

        let diagnosis = try doctor(withArchive: false).examine()
        #expect(!diagnosis.isHealthy)
        let repair = try doctor(withArchive: false).repair(diagnosis, rules: nil, now: House.start + .hours(7))
        let report = try house.once(after: .hours(7))
        let saved = report.counts[Counter(.input, "accepted"), default: 0]
        let folder = try #require(house.disk.names("state").first { $0.hasPrefix("damaged-") })
        let doubtful = (try? house.disk.read("state/\(folder)/doubtful.ndjson")) ?? ""
        // Nothing that was changed is believed, and nothing is lost.
        let doubts = doubtful.utf8.count { $0 == UInt8(ascii: "\n") }
        #expect(saved + doubts == count + 3, "\(repair)")
        #expect(repair.left.isEmpty == (doubts == 0), "\(repair)")
        #expect(page == 0 ? doubts == 0 : (1..<count / 2).contains(doubts), "\(doubts)")
        #expect(report.rejected == 0)
    }

    @Test func whatADamagedLogHoldsIsSetAsideForAPerson() throws {
        var log = Data()
        var files: [String: Data] = [:]
        do {
            // As a kill leaves them.
            var processor = try house.processor(after: .hours(7))
            for n in 0..<20 {
                try house.drop("x\(n).json", House.late("x-\(n)", "c-\(n)", "o-\(n)", after: .hours(6)))
            }
            try House.drain(&processor)
            for name in ["outreachd.sqlite", "outreachd.sqlite-wal", "seal"] {
                files[name] = try Data(contentsOf: URL(filePath: state + "/" + name))
            }
            log = try #require(files["outreachd.sqlite-wal"])
        }
        // In the first frame, so that nothing of the log is believed.
        log[100] ^= 1
        files["outreachd.sqlite-wal"] = log
        for (name, bytes) in files { try bytes.write(to: URL(filePath: state + "/" + name)) }
        try? FileManager.default.removeItem(atPath: state + "/outreachd.sqlite-shm")
        #expect(throws: DaemonError.self) { _ = try house.processor(after: .hours(7)) }

        let diagnosis = try doctor(withArchive: false).examine()
        #expect(!diagnosis.isHealthy)
        let repair = try doctor(withArchive: false).repair(diagnosis, rules: nil, now: House.start + .hours(7))
        #expect(repair.left.count == 2, "What was read since, and what may have been changed: \(repair)")
        let folder = try #require(house.disk.names("state").first { $0.hasPrefix("damaged-") }, "\(repair)")
        let doubtful = try house.disk.read("state/\(folder)/doubtful.ndjson")
        try house.disk.write(doubtful, to: "spool/incoming/doubtful.ndjson")
        let report = try house.once(after: .hours(7))
        #expect(report.counts[Counter(.input, "accepted")] == 20)
        #expect(try Data(contentsOf: URL(filePath: state + "/\(folder)/outreachd.sqlite-wal")) == log)
    }
}
