import Events
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Systemd
import Testing
import TestSupport

@testable import Daemon

/// The daemon as it runs: it wakes by itself, and stops when it is told to.
@Suite struct ServiceTests {
    let house: House
    init() throws { house = try House() }

    /// Runs the service while `body` works, and stops it as SIGTERM would.
    func serving(
        after span: TimeSpan, board: StatusBoard = StatusBoard(), _ body: () async throws -> Void
    ) async throws {
        let service = try OutreachService(
            open: { [house] () throws(DaemonError) in try house.processor(after: span) }, loader: RuleLoader(paths: []),
            mailbox: try Mailbox(), board: board, log: House.silent)
        let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: House.silent))
        async let end: Void = group.run()
        do {
            try await body()
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await end
    }

    /// Waits until something has come about; a test that waits in vain ends after a minute.
    func until(_ condition: () -> Bool) async throws {
        for _ in 0..<6_000 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
        #expect(condition())
    }

    @Test func whatWaitedAtTheStartIsDoneAndTheStopIsClean() async throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
        try await serving(after: .hours(5)) {
            try await until { house.taskFiles.count == 1 && house.incoming.isEmpty }
        }
        // The lock is free again.
        #expect(try house.processor(after: .hours(5)).openTasks() == 1)
    }

    // MARK: What systemd hears

    /// What a service told systemd until `body` was over, a datagram each.
    func heard(_ mailbox: Mailbox, _ body: (Heard) async throws -> Void) async throws -> [String] {
        let heard = Heard()
        let service = try OutreachService(
            open: { [house] () throws(DaemonError) in try house.processor(after: .hours(5)) },
            loader: RuleLoader(paths: [house.disk.path + "/rules"]), mailbox: mailbox, board: StatusBoard(),
            log: House.silent, systemd: Notifier { heard.note($0) })
        let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: House.silent))
        async let end: Void = group.run()
        do { try await body(heard) } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await end
        return heard.all
    }

    final class Heard: Sendable {
        private let messages = Mutex<[String]>([])
        func note(_ message: String) { messages.withLock { $0.append(message) } }
        var all: [String] { messages.withLock { $0 } }
    }

    @Test func aLongStartAsksForTimeTurnByTurnAndOnlyThen() async throws {
        for number in 1...3 {
            try house.drop("\(number).ndjson", House.late("e-\(number)", "c-\(number)", "o-9"))
        }
        let all = try await heard(try Mailbox()) { heard in
            try await until { heard.all.contains("READY=1") }
            try house.drop("later.ndjson", House.late("e-later", "c-1", "o-8"))
            try await until { house.taskFiles.count == 4 && heard.all.last?.contains("4 tasks") == true }
        }
        let ready = try #require(all.firstIndex(of: "READY=1"))
        let asked = all.indices.filter { all[$0].contains("EXTEND_TIMEOUT_USEC=60000000") }
        #expect(asked.count >= 2)
        #expect(asked.allSatisfy { $0 < ready })
        #expect(all.contains { $0.contains("STATUS=starting: 3 events of 3 files read") })
        #expect(all.contains { $0.contains("STATUS=4 tasks open; 4 events of 4 files read, ") })
        #expect(all.last?.hasPrefix("STOPPING=1") == true)
    }

    @Test func theOpeningOfALargeStateAsksForAsMuchTimeAsItMayTake() throws {
        let heard = Heard()
        OutreachService.announceOpening(of: house.settings, to: Notifier { heard.note($0) })
        try house.disk.write(String(repeating: "x", count: 40_000_000), to: "state/outreachd.sqlite")
        OutreachService.announceOpening(of: house.settings, to: Notifier { heard.note($0) })
        #expect(
            heard.all
                == [60_000_000, 70_000_000].map {
                    "STATUS=starting: opening the state\nEXTEND_TIMEOUT_USEC=\($0)"
                })
    }

    @Test func aReloadDuringTheStartIsAnsweredBeforeTheStartIsOver() async throws {
        try house.disk.write(House.rules, to: "rules/house.rules")
        let mailbox = try Mailbox()
        let answers = Mutex<[String]>([])
        let heard = Heard()
        mailbox.reload(backfill: .zero) { outcome in
            guard case .live(_, _, let waiting?) = outcome else { return heard.note("something else") }
            answers.withLock { $0.append(waiting) }
        }
        let all = try await self.heard(mailbox) { heard in try await until { heard.all.contains("READY=1") } }
        #expect(answers.withLock { $0 }.count == 1)
        #expect(answers.withLock { $0 }.first?.contains("is starting") == true)
        #expect(heard.all.isEmpty)
        // To systemd the start goes on.
        #expect(!all.contains { $0.hasPrefix("RELOADING=1") })
    }

    @Test func aFileThatIsRenamedInWakesIt() async throws {
        try await serving(after: .hours(5)) {
            try await until { house.disk.names("spool").contains("incoming") }
            for number in 1...3 {
                try house.drop("\(number).ndjson", House.late("e-\(number)", "c-\(number)", "o-9"))
                try await until { house.taskFiles.count == number }
            }
        }
    }

    @Test func aSpoolFolderThatIsReplacedIsFoundAgain() async throws {
        try await serving(after: .hours(5)) {
            try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
            try await until { house.taskFiles.count == 1 }
            let incoming = house.disk.path + "/spool/incoming"
            try FileManager.default.moveItem(atPath: incoming, toPath: incoming + ".old")
            try FileManager.default.createDirectory(atPath: incoming, withIntermediateDirectories: true)
            try house.drop("b.ndjson", House.late("e-2", "c-2", "o-9"))
            try await until { house.taskFiles.count == 2 }
        }
    }

    @Test func aSpoolFolderThatIsGoneIsSaidAndWaitedFor() async throws {
        let board = StatusBoard()
        try await serving(after: .hours(5), board: board) {
            try await until { board.now.isReady }
            let spool = house.disk.path + "/spool"
            try FileManager.default.moveItem(atPath: spool, toPath: spool + ".away")
            try await until { board.now.transientFailure?.contains(spool + "/incoming") == true }
            // Nothing is made anew under what may be a mount point.
            #expect(!FileManager.default.fileExists(atPath: spool))
            try FileManager.default.moveItem(atPath: spool + ".away", toPath: spool)
            try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"))
            try await until { house.taskFiles.count == 1 && board.now.transientFailure == nil }
        }
    }

    @Test func aFileThatIsWrittenInPiecesIsReadOnceAndWhole() async throws {
        let board = StatusBoard()
        try await serving(after: .hours(5), board: board) {
            try await until { board.now.isReady }
            let path = house.disk.path + "/spool/incoming/slow.ndjson"
            let line = House.late("e-1", "c-1", "o-1") + "\n"
            // As cat >> does: a line and a half, then the rest, then it is closed.
            let writer = try #require(fopen(path, "a"))
            fputs(line + line.prefix(20), writer)
            fflush(writer)
            // Meanwhile another file is taken, so that the daemon has looked.
            try house.drop("other.ndjson", House.late("e-2", "c-2", "o-2"))
            try await until { house.taskFiles.count == 1 }
            #expect(house.incoming == ["slow.ndjson"])
            fputs(line.dropFirst(20) + House.late("e-3", "c-3", "o-3") + "\n", writer)
            fclose(writer)
            try await until { house.taskFiles.count == 3 && house.incoming.isEmpty }
            #expect(house.rejected == [])
        }
    }
}
