import Events
import Foundation
import Testing

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
        var steward = try house.steward(after: span, archive: archive)
        _ = try steward.round()
        steward.close()
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
        #expect(try doctor(withArchive: true).repair(diagnosis, rules: house.rules, now: House.start) == [])
    }

    @Test func aDaemonAtWorkIsNotDisturbed() throws {
        let steward = try house.steward(after: .hours(7))
        let error = #expect(throws: DaemonError.self) { _ = try doctor(withArchive: false).examine() }
        #expect(error?.exitCode == 75)
        #expect(try steward.openTasks() == 1)
    }

    @Test func fromTheArchiveTheSameTasksComeBack() throws {
        let before = house.taskFiles.keys.sorted()
        #expect(before.count == 2)
        try truncate()
        #expect(throws: DaemonError.self) { _ = try house.steward(after: .hours(7)) }

        let diagnosis = try doctor(withArchive: true).examine()
        #expect(!diagnosis.isHealthy)
        // Long after, when a verdict of then would have expired.
        _ = try doctor(withArchive: true).repair(diagnosis, rules: house.rules, now: House.start + .days(30))
        #expect(try doctor(withArchive: true).examine().isHealthy)
        try house.once(after: .days(30))
        #expect(house.taskFiles.keys.sorted() == before)
        #expect(house.disk.names("state").contains { $0.hasPrefix("damaged-") })
        #expect(!house.disk.names("state").contains { $0.hasPrefix("rebuild-") })
    }

    @Test func withoutAnArchiveWhatCanBeReadComesThroughTheSpool() throws {
        // A byte of the free space behind the header: the pages agree.
        try truncate()
        let diagnosis = try doctor(withArchive: false).examine()
        let done = try doctor(withArchive: false).repair(diagnosis, rules: nil, now: House.start + .hours(7))
        #expect(done.contains { $0.contains("--archive") })
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
}
