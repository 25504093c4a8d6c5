import Events
import Foundation
import Spool
import Testing
import TestSupport

@testable import Daemon

@Suite struct ArchiveTests {
    let house: House
    init() throws { house = try House() }

    func once(after span: TimeSpan) throws {
        var processor = try house.processor(after: span, archive: house.disk.path + "/archive")
        try House.drain(&processor)
    }

    @Test func filesThatWereReadMoveToAFolderOfTheirDay() throws {
        try house.drop("b.ndjson", House.late("e-1", "c-1", "o-1"), "{")
        try house.drop("a.json", House.late("e-2", "c-2", "o-2"))
        try house.drop("c.json", "no json")
        try once(after: .hours(1))
        try house.drop("a.json", House.late("e-3", "c-2", "o-3", after: .days(1)))
        try once(after: .days(1))
        #expect(house.incoming == [])
        #expect(house.disk.names("archive") == ["2026-03-02", "2026-03-03"])
        #expect(
            house.disk.names("archive/2026-03-02") == ["11-00-00.000000000~a.json", "11-00-00.000000000~b.ndjson"])
        #expect(house.rejected == ["b.ndjson.rejected.ndjson", "c.json", "c.json.reason.json"])

        let entries = try SpoolArchive(path: house.disk.path + "/archive").entries()
        #expect(entries.map(\.name) == [SpoolName("a.json"), SpoolName("b.ndjson"), SpoolName("a.json")])
        #expect(entries.map(\.readAt) == [House.start + .hours(1), House.start + .hours(1), House.start + .days(1)])
    }

    @Test func twoFilesOfOneNameAndMomentAreBothKept() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try once(after: .hours(1))
        try house.drop("a.json", House.late("e-2", "c-2", "o-2"))
        try once(after: .hours(1))
        #expect(house.disk.names("archive/2026-03-02").count == 2)
    }

    @Test func aMoveThatACrashInterruptedIsEnded() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        do {
            var processor = try house.processor(after: .hours(1), archive: house.disk.path + "/archive")
            processor.afterStep = { if $0 == .rejectionsWritten { throw CrashTests.Stopped.here } }
            #expect(throws: DaemonError.self) { try House.drain(&processor) }
        }
        _ = try house.disk.folder("archive/2026-03-02")
        try FileManager.default.linkItem(
            atPath: house.disk.path + "/spool/incoming/a.json",
            toPath: house.disk.path + "/archive/2026-03-02/11-00-00.000000000~a.json")
        try once(after: .hours(1))
        #expect(house.incoming == [])
        #expect(house.rejected == [])
        #expect(house.disk.names("archive/2026-03-02").count == 1)
    }
}
