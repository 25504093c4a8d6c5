import Events
import Foundation
import Spool
import Synchronization
import TestSupport

@testable import Daemon

/// A house whose daemon is one user and whose feeder is another, so that no lease tells who writes. In a process of its
/// own, in which root plays both.
final class TwoUserHouse {
    let house: House
    let clocks = ClockTests.Clocks()
    /// How far the clock that the times of files go by is ahead of the real one.
    private let ahead = Ahead()
    private var processor: TurnProcessor?

    private final class Ahead: Sendable {
        private let span = Mutex(TimeSpan.zero)
        func set(_ span: TimeSpan) { self.span.withLock { $0 = span } }
        var now: Timestamp { WallClock.now() + span.withLock { $0 } }
    }

    init(rules: String = House.rules) throws {
        let disk = try TemporaryFolder()
        try OtherUser.makeSpool(at: disk.path + "/spool")
        for folder in [disk.path, try disk.folder("state")] { try OtherUser.daemon.own(folder) }
        house = try House(rules: rules, on: disk)
        // Where SQLite puts what does not fit into its memory; the usual place may be closed to this user.
        setenv("SQLITE_TMPDIR", "/tmp", 1)
    }

    /// A file that the feeder has open.
    func open(_ name: String) throws -> OpenFile {
        try OtherUser.feeder.act { try OpenFile("\(house.disk.path)/spool/incoming/\(name)") }
    }

    /// The feeder writes a file in place, and closes it.
    func put(_ name: String, _ lines: String...) throws {
        try open(name).write(lines.map { $0 + "\n" }.joined())
    }

    /// The daemon starts, and watches from now on. One that runs is killed.
    func start(settling: SpoolDirectory.Settling = .leftAlone, bytesPerTurn: Int = 64 << 20) throws {
        kill()
        var settings = house.settings
        settings.bytesPerTurn = bytesPerTurn
        processor = try OtherUser.daemon.act { [settings, clocks, ahead] in
            var new = try TurnProcessor(
                settings: settings, rules: house.rules, settling: settling, log: House.silent,
                clock: { clocks.wall }, elapsed: { clocks.elapsed }, fileClock: { ahead.now })
            _ = try new.watch()
            return new
        }
    }

    /// The daemon is gone, as if it were killed.
    func kill() { processor = nil }

    /// The daemon looks, when the real clock is so much further.
    @discardableResult
    func look(after span: TimeSpan, stop: @escaping (TurnStep) throws -> Void = { _ in }) throws -> Report {
        ahead.set(span)
        processor?.afterStep = stop
        return try OtherUser.daemon.act { try processor?.round() ?? Report() }
    }

    /// Names of files that are not read yet.
    var unread: [String] { processor?.unsettledFiles.map { $0.name.description } ?? [] }
}
