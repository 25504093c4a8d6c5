import CloudEvents
import Events
import Foundation
import Glibc
import Spool
import Synchronization
import Testing
import TestSupport

@testable import Daemon

/// The rows of "What may lie on disk" that lie within a step: a process is killed, or its disk fails, while a file is
/// half moved. What it leaves is looked at, and what follows ends in the state of the run that nobody disturbed.
@Suite struct HalfDoneTests {
    /// Where a file of the spool may be on its way to.
    enum Way: String, CaseIterable, Sendable {
        case rejected, archive, both

        /// Files leave in the order of their names.
        var move: Int {
            switch self {
            case .archive: return 1
            case .rejected: return 2
            case .both: return 3
            }
        }
    }

    static func fill(_ house: House) throws {
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try house.drop("b.json", "no json at all")
        // It goes both ways.
        let lines = [House.late("e-2", "c-2", "o-2")] + Array(repeating: "{", count: FileRejections.listedAtMost + 1)
        try house.disk.write(lines.joined(separator: "\n"), to: "spool/incoming/c.ndjson")
    }

    /// A start at an hour at which the task opens.
    static func start(_ house: House, stop: (inout TurnProcessor) -> Void = { _ in }) throws {
        var processor = try house.processor(after: .hours(5), archive: house.disk.path + "/archive")
        stop(&processor)
        try House.drain(&processor)
    }

    static func outcome(_ house: House) -> [String] {
        [
            "spool/incoming", "spool/rejected", "spool/tasks/open", "spool/tasks/held", "spool/tasks/closed",
            "archive/2026-03-02",
        ]
        .flatMap { folder in house.disk.names(folder).map { "\(folder)/\($0)" } }
    }

    static func undisturbed() throws -> [String] {
        let house = try House()
        try fill(house)
        try start(house)
        return outcome(house)
    }

    @Test(arguments: Way.allCases)
    func aFileWithTwoNamesHasOneAfterTheNextStart(way: Way) async throws {
        let house = try House()
        try Self.fill(house)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = house.disk.path as String, move = way.move as Int] in
            let moves = Moves(until: move)
            try HalfDoneTests.start(House(on: TemporaryFolder(existing: path))) {
                $0.inbox.spool.afterSecondName = { () throws(SpoolError) in
                    if moves.isLast() { kill(getpid(), SIGKILL) }
                }
            }
        }
        let left = Self.outcome(house)
        switch way {
        case .archive:
            #expect(left.contains("spool/incoming/a.json"))
            #expect(left.contains("archive/2026-03-02/15-00-00.000000000~a.json"))
        case .rejected:
            #expect(left.contains("spool/incoming/b.json"))
            #expect(left.contains("spool/rejected/b.json"))
        case .both:
            #expect(left.contains("spool/incoming/c.ndjson"))
            #expect(left.contains("spool/rejected/c.ndjson"))
            #expect(left.contains("archive/2026-03-02/15-00-00.000000000~c.ndjson"))
        }
        try Self.start(house)
        #expect(Self.outcome(house) == (try Self.undisturbed()))
    }

    /// A disk that is full for a moment, and a daemon that goes on: nobody's second name is taken for another's.
    @Test(arguments: Way.allCases)
    func aMoveThatFailedHalfWayIsEndedByTheSameDaemon(way: Way) throws {
        let house = try House()
        try Self.fill(house)
        var processor = try house.processor(after: .hours(5), archive: house.disk.path + "/archive")
        let moves = Moves(until: way.move)
        processor.inbox.spool.afterSecondName = { () throws(SpoolError) in
            if moves.isLast() { throw .cannotRemove(path: "incoming", errno: ENOSPC) }
        }
        #expect(throws: DaemonError.self) { try House.drain(&processor) }
        try House.drain(&processor)
        #expect(Self.outcome(house) == (try Self.undisturbed()))
    }

    final class Moves: Sendable {
        private let left: Mutex<Int>
        init(until count: Int) { left = Mutex(count) }
        func isLast() -> Bool {
            left.withLock {
                $0 -= 1
                return $0 == 0
            }
        }
    }
}
