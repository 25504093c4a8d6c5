import Events
import Foundation
import Store
import Testing

@testable import Daemon

/// A file that brings the process down again and again does not keep the others from being read.
@Suite struct CrashingFileTests {
    let house: House
    init() throws { house = try House() }

    enum Crash: Error { case here }

    /// A start that dies while it works, as long as the file `evil.json` is in the turn.
    /// - Returns: whether it died.
    func start() throws -> Bool {
        var steward = try house.steward(after: .hours(1))
        let note = CrashNote(folder: house.disk.path + "/state")
        var left: (names: [[UInt8]], crashes: Int)?
        steward.afterStep = { step in
            guard step == .folded, let names = note.read()?.names, names.contains(Array("evil.json".utf8)) else {
                return
            }
            left = note.read()
            throw Crash.here
        }
        do {
            _ = try steward.round()
            return false
        } catch {
            // A process that is killed cannot put anything right.
            if let left { note.write(left.names, crashes: left.crashes) }
            return true
        }
    }

    @Test func aFileThatCrashedThreeTimesIsRejectedAndTheOthersAreRead() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try house.drop("evil.json", House.late("e-2", "c-2", "o-2"))
        try house.drop("z.json", House.late("e-3", "c-3", "o-3"))
        #expect(try start())
        #expect(try start())
        #expect(house.incoming == ["evil.json", "z.json"])
        #expect(try start())
        var steward = try house.steward(after: .hours(1))
        let report = try steward.round()
        #expect(report.counts[Counter(.rejected, "crashed")] == 1)
        #expect(house.incoming == [])
        #expect(house.rejected == ["evil.json", "evil.json.reason.json"])
        #expect(try house.disk.read("spool/rejected/evil.json.reason.json").contains("\"crashed\""))
    }

    @Test func aDiskThatFailsIsNoFilesFault() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        for _ in 0..<5 {
            var steward = try house.steward(after: .hours(1))
            steward.afterStep = { _ in throw StoreError.full(path: "x") }
            #expect(throws: DaemonError.self) { _ = try steward.round() }
        }
        #expect(try house.once(after: .hours(1)).counts[Counter(.input, "accepted")] == 1)
    }
}
