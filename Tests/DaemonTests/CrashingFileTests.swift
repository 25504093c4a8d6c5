import Events
import Foundation
import Store
import Testing
import TestSupport

@testable import Daemon

/// A file that brings the process down again and again does not keep the others from being read.
@Suite struct CrashingFileTests {
    let house: House
    init() throws { house = try House() }

    enum Crash: Error { case here }

    /// How a process ends that cannot put anything right.
    enum End {
        /// By a fault of its own, which leaves a mark.
        case fault
        /// Killed from outside.
        case killed
    }

    /// A start that dies while it works, as long as the file `evil.json` is in the turn.
    /// - Returns: whether it died.
    func start(_ end: End = .fault) throws -> Bool {
        var processor = try house.processor(after: .hours(1))
        let note = CrashNote(folder: house.disk.path + "/state")
        var left: (names: [[UInt8]], crashes: Int)?
        processor.afterStep = { step in
            guard step == .folded, let names = note.read()?.names, names.contains(Array("evil.json".utf8)) else {
                return
            }
            left = note.read()
            throw Crash.here
        }
        do {
            try House.drain(&processor)
            return false
        } catch {
            if let left { note.write(left.names, crashes: left.crashes) }
            switch end {
            case .fault: _ = try house.disk.write("", to: "state/fault")
            case .killed: break
            }
            return true
        }
    }

    @Test func aFileThatCrashedThreeTimesIsRejectedAndTheOthersAreRead() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try house.drop("evil.json", House.late("e-2", "c-2", "o-2"))
        try house.drop("z.json", House.late("e-3", "c-3", "o-3"))
        #expect(try start())
        #expect(try start())
        // The first has been read, and leaves when its customer is judged: after all others have been read.
        #expect(house.incoming == ["a.json", "evil.json", "z.json"])
        #expect(try start())
        var processor = try house.processor(after: .hours(1))
        let report = try House.drain(&processor)
        #expect(report.counts[Counter(.rejected, "crashed")] == 1)
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(house.incoming == [])
        #expect(house.rejected == ["evil.json", "evil.json.reason.json"])
        #expect(try house.disk.read("spool/rejected/evil.json.reason.json").contains("\"crashed\""))
    }

    @Test func aDaemonThatIsKilledBlamesNoFile() throws {
        try house.drop("evil.json", House.late("e-2", "c-2", "o-2"))
        for _ in 0..<6 { #expect(try start(.killed)) }
        // Not even together with faults, until those are three.
        #expect(try start(.fault))
        #expect(try start(.killed))
        #expect(try start(.fault))
        #expect(try start(.killed))
        var processor = try house.processor(after: .hours(1))
        #expect(try processor.round().rejected == 0)
        #expect(house.incoming == [])
        #expect(house.rejected == [])
    }

    @Test func aDiskThatFailsIsNoFilesFault() throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        for _ in 0..<5 {
            var processor = try house.processor(after: .hours(1))
            processor.afterStep = { _ in throw StoreError.full(path: "x") }
            #expect(throws: DaemonError.self) { try House.drain(&processor) }
        }
        #expect(try house.once(after: .hours(1)).counts[Counter(.input, "accepted")] == 1)
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGILL])
    func aFaultLeavesItsMark(signal: Int32) async throws {
        let path = house.disk.path
        _ = try house.processor(after: .zero)
        await #expect(processExitsWith: .signal(signal)) { [path = path as String, signal = signal as Int32] in
            FaultMark.watch(state: path + "/state")
            // abort(3) also lets the signal through, where a thread has it blocked.
            if signal == SIGABRT { abort() } else { raise(signal) }
        }
        #expect(FaultMark.take(state: path + "/state"))
        #expect(!FaultMark.take(state: path + "/state"))
    }
}
