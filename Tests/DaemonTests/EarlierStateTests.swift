import Events
import Foundation
import Store
import TestSupport
import Testing

@testable import Daemon

@Suite("A daemon that goes on where one of an earlier version ended") struct EarlierStateTests {
    let disk: TemporaryFolder
    let house: House

    init() throws {
        disk = try TemporaryFolder()
        house = try House(rules: EarlierState.rules(), on: disk)
    }

    /// One run, a week after most of the story: the last events came an hour before.
    func run(after span: TimeSpan = .days(7)) throws -> Report {
        var processor = try house.processor(after: span)
        let report = try House.drain(&processor)
        processor.close()
        return report
    }

    /// The customers of the tasks in a folder, sorted.
    func customers(_ place: String) throws -> [String] {
        try disk.names("spool/tasks/" + place).compactMap { name in
            try disk.read("spool/tasks/\(place)/\(name)").firstMatch(of: /"customer": "(.*)"/).map { String($0.1) }
        }.sorted()
    }

    @Test("keeps every task, misses none again, and judges what waits", arguments: EarlierState.versions)
    func tasks(version: Int) throws {
        try EarlierState.unpack(version, into: disk.folder("state"))
        let report = try run()
        #expect(report.tasks["opened"] == nil && report.tasks["withdrawn"] == nil)
        let open = ["c-1", "c-11", "c-2", "c-3", "c-6", "c-deep", "cé"]
        #expect(try customers("open") == open)
        #expect(try customers("closed") == ["c-4", "c-5"])
        let later = try run(after: .days(8))
        #expect(later.tasks == ["opened": 2])
        #expect(try customers("open") == (open + ["c-10", "c-9"]).sorted())
    }

    @Test("knows every event again, and the file that was read already", arguments: EarlierState.versions)
    func events(version: Int) throws {
        try EarlierState.unpack(version, into: disk.folder("state"))
        // The last one, as it was left in incoming/.
        let stays =
            #"{"specversion":"1.0","id":"late-10","source":"/shop \"a\"","type":"parcel.late","subject":"c-10","#
            + #""time":"2026-03-09T09:30:00Z","data":{"order":"o-10","days":1}}"#
        try disk.write(stays + "\n", to: "spool/incoming/stays.ndjson")
        let first = try run()
        #expect(first.counts[Counter(.input, "files")] == nil)
        #expect(first.counts[Counter(.input, "duplicate")] == nil)
        #expect(house.incoming == [])
        var lines: [String] = []
        do {
            let store = try StateStore(reading: disk.path + "/state")
            for customer in try store.customers() {
                lines += try store.load(customer: customer)?.events.map(\.string) ?? []
            }
        }
        #expect(lines.count == EarlierState.events(version))
        #expect(lines.contains(stays))
        try disk.write(lines.joined(separator: "\n"), to: "spool/incoming/again.ndjson")
        let report = try run()
        #expect(report.counts[Counter(.input, "duplicate")] == EarlierState.events(version))
        #expect(report.counts[Counter(.input, "accepted")] == nil)
        #expect(report.rejected == 0)
    }
}
