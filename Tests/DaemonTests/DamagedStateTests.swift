import Events
import Foundation
import Store
import Testing
import TestSupport

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
        var processor = try house.processor(after: span)
        try House.drain(&processor)
        processor.close()
    }

    /// The error of a start, nil if it went well.
    func start() -> DaemonError? {
        do {
            _ = try house.processor(after: .hours(6))
            return nil
        } catch {
            return error
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

    /// A process that was killed leaves no seal over the bytes, and SQLite takes a flipped byte in a text for a text.
    @Test func aFlippedByteIsFoundAfterAKillToo() throws {
        do {
            // Not closed: it ends with all of its log in the database, as after a checkpoint.
            var processor = try house.processor(after: .hours(6))
            try house.drop("late.json", House.late("e-99", "c-1", "o-99"))
            try House.drain(&processor)
        }
        let whole = try Data(contentsOf: URL(filePath: database))
        let sealPath = house.disk.path + "/state/seal"
        let seal = try Data(contentsOf: URL(filePath: sealPath))
        #expect(String(decoding: seal, as: UTF8.self).hasPrefix("running"))
        let free = freePages(of: whole)
        var random = SystemRandomNumberGenerator()
        var places = (0..<60).map { _ in Int.random(in: 0..<whole.count, using: &random) }
        // In the middle of a text and of a state.
        places += ["\"o-17\"", "call.made", "late-not-told"].compactMap { text in
            whole.firstRange(of: Data(text.utf8))?.lowerBound
        }
        for at in places where !free.contains(at / pageSize(of: whole)) {
            var bytes = whole
            bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try bytes.write(to: URL(filePath: database))
            try seal.write(to: URL(filePath: sealPath))
            #expect(start() != nil, "byte \(at)")
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + ending) }
        }
        try whole.write(to: URL(filePath: database))
        try seal.write(to: URL(filePath: sealPath))
        #expect(start() == nil)
    }

    private func pageSize(of file: Data) -> Int { Int(file[16]) << 8 | Int(file[17]) }

    /// Pages that hold nothing: https://www.sqlite.org/fileformat.html#the_freelist
    private func freePages(of file: Data) -> Set<Int> {
        func number(_ at: Int) -> Int { file[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
        var free: Set<Int> = []
        var trunk = number(32)
        while trunk != 0 {
            let start = (trunk - 1) * pageSize(of: file)
            free.insert(trunk - 1)
            for leaf in 0..<number(start + 4) { free.insert(number(start + 8 + 4 * leaf) - 1) }
            trunk = number(start)
        }
        return free
    }

    @Test func whatIsDamagedWhileItIsReadSaysSo() throws {
        // Flipped under a running process, in a page that it has not read yet: the last one it looks at.
        let others = (0..<300).map { House.call("g-\($0)", "z-\($0)", after: .hours(5)) }
        try house.disk.write(others.joined(separator: "\n"), to: "spool/incoming/others.ndjson")
        try run(after: .hours(6))
        var processor = try house.processor(after: .hours(6))
        var bytes = try Data(contentsOf: URL(filePath: database))
        let at = try #require(bytes.firstRange(of: Data("\"o-17\"".utf8))?.lowerBound)
        bytes[at + 2] ^= 1
        let handle = try #require(FileHandle(forWritingAtPath: database))
        try handle.write(contentsOf: bytes)
        try handle.close()
        for n in 0..<7 { try house.drop("\(n).json", House.late("f-\(n)", "c-\(n)", "o-\(n)", after: .hours(5))) }
        let error = #expect(throws: DaemonError.self) { try House.drain(&processor) }
        #expect(isFound(error))
        #expect(error?.mayPass == false)
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
            var processor = try house.processor(after: .hours(6))
            try House.drain(&processor)
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

    @Test func aLogWithAFlippedByteIsFound() throws {
        try house.drop("late.json", House.late("e-99", "c-1", "o-99"))
        var files: [String: Data] = [:]
        do {
            // As a kill leaves them: the last turns are only in the log.
            var processor = try house.processor(after: .hours(6))
            try House.drain(&processor)
            for name in ["outreachd.sqlite", "outreachd.sqlite-wal", "seal"] {
                files[name] = try Data(contentsOf: URL(filePath: house.disk.path + "/state/" + name))
            }
        }
        let log = try #require(files["outreachd.sqlite-wal"])
        var random = SystemRandomNumberGenerator()
        for round in 0...20 {
            var flipped = log
            // The last time none.
            if round < 20 { flipped[Int.random(in: 0..<log.count, using: &random)] ^= 4 }
            files["outreachd.sqlite-wal"] = flipped
            try? FileManager.default.removeItem(atPath: database + "-shm")
            for (name, bytes) in files { try bytes.write(to: URL(filePath: house.disk.path + "/state/" + name)) }
            #expect(round == 20 ? start() == nil : isFound(start()))
            // The refusal leaves all of it to the doctor.
            let left = try? Data(contentsOf: URL(filePath: database + "-wal"))
            #expect(round == 20 || left == flipped)
        }
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
        var processor: TurnProcessor? = try house.processor(after: .hours(6))
        try house.drop("late.json", House.late("e-99", "c-1", "o-99"))
        _ = try processor?.round()
        processor = nil
        #expect(start() == nil)
    }

    /// Another daemon could take a new one.
    @Test func aLockThatIsRemovedUnderARunningDaemonIsFound() throws {
        var processor = try house.processor(after: .hours(6))
        try FileManager.default.removeItem(atPath: house.disk.path + "/state/lock")
        let error = #expect(throws: DaemonError.self) { try House.drain(&processor) }
        #expect(error?.exitCode == 74)
        #expect(error?.sentence.contains("state/lock") == true && error?.sentence.contains("folder") == false)
    }

    @Test func aFolderThatIsTakenAwayUnderARunningDaemonIsFound() throws {
        var processor = try house.processor(after: .hours(6))
        try FileManager.default.moveItem(
            atPath: house.disk.path + "/state", toPath: house.disk.path + "/elsewhere")
        let error = #expect(throws: DaemonError.self) { try House.drain(&processor) }
        #expect(error?.exitCode == 74)
        #expect(error?.mayPass == false)
        #expect(error?.sentence.contains("the folder was removed or replaced") == true)
    }
}
