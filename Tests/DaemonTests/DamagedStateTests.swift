import Engine
import Events
import Foundation
import Store
import Testing

@testable import Daemon

/// What a disk, a crash or a person may do to the database is found at the start, and never silently wrong.
@Suite struct DamagedStateTests {
    let house: House
    var database: String { house.disk.path + "/state/outreachd.sqlite" }

    /// A state with some events and a task, closed well.
    init() throws {
        house = try House()
        for n in 0..<40 { try house.drop("\(n).json", House.late("e-\(n)", "c-\(n % 7)", "o-\(n)")) }
        try run(after: .hours(5))
    }

    func run(after span: TimeSpan) throws {
        var steward = try house.steward(after: span)
        _ = try steward.round()
        steward.close()
    }

    /// The error of a start, nil if it went well.
    func start() -> DaemonError? {
        do {
            _ = try house.steward(after: .hours(6))
            return nil
        } catch {
            return error as? DaemonError
        }
    }

    func isFound(_ error: DaemonError?) -> Bool {
        guard let error, case .store(.damaged) = error else { return false }
        return error.exitCode == 74 && error.sentence.contains("outreachd doctor")
    }

    @Test func aStateThatWasClosedWellOpens() throws {
        #expect(start() == nil)
    }

    @Test func aFlippedByteIsFoundWhereverItIs() throws {
        let whole = try Data(contentsOf: URL(filePath: database))
        let seal = try Data(contentsOf: URL(filePath: house.disk.path + "/state/seal"))
        var random = SystemRandomNumberGenerator()
        for _ in 0..<60 {
            var bytes = whole
            let at = Int.random(in: 0..<bytes.count, using: &random)
            bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try bytes.write(to: URL(filePath: database))
            try seal.write(to: URL(filePath: house.disk.path + "/state/seal"))
            #expect(start() != nil, "byte \(at)")
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + ending) }
        }
    }

    @Test(arguments: [0, 1, 100, 4096, 8192])
    func aTruncatedDatabaseIsFound(length: UInt64) throws {
        let handle = try #require(FileHandle(forWritingAtPath: database))
        try handle.truncate(atOffset: length)
        try handle.close()
        #expect(isFound(start()))
    }

    @Test func aMissingDatabaseIsFound() throws {
        try FileManager.default.removeItem(atPath: database)
        #expect(isFound(start()))
    }

    @Test func aLostLogIsFound() throws {
        // Killed, so that the last turns are only in the log.
        try house.drop("late.json", House.late("e-99", "c-1", "o-99"))
        do {
            var steward = try house.steward(after: .hours(6))
            _ = try steward.round()
            for ending in ["", "-wal", "-shm"] {
                try? FileManager.default.copyItem(
                    atPath: database + ending, toPath: house.disk.path + "/copy" + ending)
            }
            try FileManager.default.copyItem(
                atPath: house.disk.path + "/state/seal", toPath: house.disk.path + "/copy-seal")
        }
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + ending) }
        try FileManager.default.moveItem(atPath: house.disk.path + "/copy", toPath: database)
        #expect(isFound(start()))
        // With its log nothing is wrong.
        try FileManager.default.removeItem(atPath: house.disk.path + "/state/seal")
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + ending) }
    }

    @Test func anOlderCopyIsFound() throws {
        let copy = try Data(contentsOf: URL(filePath: database))
        try house.drop("late.json", House.late("e-99", "c-1", "o-99"))
        try run(after: .hours(6))
        try copy.write(to: URL(filePath: database))
        let error = start()
        #expect(isFound(error))
    }

    @Test func aProcessThatWasKilledStartsAgain() throws {
        var steward: Steward? = try house.steward(after: .hours(6))
        try house.drop("late.json", House.late("e-99", "c-1", "o-99"))
        _ = try steward?.round()
        steward = nil
        #expect(start() == nil)
    }

    @Test func aFolderThatIsTakenAwayUnderARunningDaemonIsFound() throws {
        var steward = try house.steward(after: .hours(6))
        try FileManager.default.moveItem(
            atPath: house.disk.path + "/state", toPath: house.disk.path + "/elsewhere")
        let error = #expect(throws: DaemonError.self) { _ = try steward.round() }
        #expect(error?.exitCode == 74)
        #expect(error?.mayPass == false)
    }
}
