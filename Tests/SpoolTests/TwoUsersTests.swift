import Events
import Foundation
import TestSupport
import Testing

@testable import Spool

/// Of a file of another user no lease tells who writes it (fcntl(2)): that takes its owner, or a capability that the
/// package's daemon has not.
@Suite("Files of another user", .enabled(if: geteuid() == 0))
struct TwoUsersTests {
    static let name = SpoolName("a.ndjson")

    /// A spool that the daemon has opened, in a process that is about to end, and a file in it that a feeder has open.
    struct Scene {
        let path: String
        var spool: SpoolDirectory
        var writer: OpenFile?
        /// The time at which the writer came.
        let start = realTime()

        /// - Parameter lies: whether the file lies there already when the daemon begins to watch.
        init(lies: Bool = false, _ text: String = "1\n") throws {
            let path = NSTemporaryDirectory() + "two-users-\(UUID().uuidString)"
            self.path = path
            try OtherUser.makeSpool(at: path)
            spool = try OtherUser.daemon.act { try SpoolDirectory(path: path) }
            if !lies { _ = try OtherUser.daemon.act { try spool.startWatch() } }
            writer = try OtherUser.feeder.act { try OpenFile(path + "/incoming/a.ndjson") }
            writer?.write(text)
            if lies { _ = try OtherUser.daemon.act { try spool.startWatch() } }
        }

        var file: String { path + "/incoming/a.ndjson" }

        func end() { try? FileManager.default.removeItem(atPath: path) }

        mutating func list(after span: TimeSpan) throws -> [SpoolName] {
            let now = start + span
            return try OtherUser.daemon.act { try spool.waiting(now: now) }
        }

        /// The daemon lists, and takes the file if it is listed.
        mutating func take(
            after span: TimeSpan, settling: SpoolDirectory.Settling = .leftAlone
        ) throws -> SpoolDirectory.Taking? {
            let now = start + span
            guard try list(after: span).contains(name) else { return nil }
            let taking = try OtherUser.daemon.act { try spool.take(name, settling: settling, now: now) }
            spool.finishReading()
            return taking
        }

        mutating func remove(_ file: WaitingFile) throws -> String {
            let removal = try OtherUser.daemon.act { try spool.remove(name, file.fingerprint) }
            return "\(removal)"
        }
    }

    @Test("are not taken while the writer pauses, and taken when it has closed")
    func pausing() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene()
            defer { scene.end() }
            for pause in [TimeSpan(seconds: 4), .hours(4), .days(4)] {
                #expect(try scene.take(after: pause)?.unsettled == .hasWriter)
            }
            scene.writer?.write("2\n")
            scene.writer = nil
            #expect(try scene.take(after: .zero)?.unsettled == .recent)
            let file = try #require(try scene.take(after: .minutes(1))?.file)
            #expect(file.bytes == Array("1\n2\n".utf8))
            #expect(!file.isInDoubt)
            #expect(try scene.remove(file) == "removed")
        }
    }

    @Test("that are made long before anything is written are not taken empty")
    func madeEarly() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene("")
            defer { scene.end() }
            #expect(try scene.take(after: .hours(1))?.unsettled == .hasWriter)
            scene.writer?.write("1\n")
            scene.writer = nil
            #expect(try scene.take(after: .minutes(1))?.bytes == "1\n")
        }
    }

    @Test("that came by rename are taken at once, and so are those that got a name by a link, after a moment")
    func whole() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene()
            defer { scene.end() }
            let (path, incoming) = (scene.path, scene.path + "/incoming/")
            scene.writer = nil
            try OtherUser.feeder.act { #expect(rename(scene.file, incoming + ".a") == 0) }
            #expect(try scene.take(after: .zero) == nil)
            try OtherUser.feeder.act { #expect(rename(incoming + ".a", scene.file) == 0) }
            #expect(try scene.take(after: .zero)?.bytes == "1\n")
            unlink(scene.file)

            let unnamed = try OtherUser.feeder.act { open(incoming, O_WRONLY | 0o20200000, 0o644) }
            write(unnamed, "2\n", 2)
            #expect(
                linkat(
                    AT_FDCWD, "/proc/self/fd/\(unnamed)", AT_FDCWD, path + "/incoming/a.ndjson", AT_SYMLINK_FOLLOW)
                    == 0)
            close(unnamed)
            #expect(try scene.take(after: .zero)?.unsettled == .recent)
            let file = try #require(try scene.take(after: .minutes(1))?.file)
            #expect(file.bytes == Array("2\n".utf8))
            #expect(!file.isInDoubt)
        }
    }

    @Test("that lay there wait for a minute, are read in doubt, and stay for another")
    func lying() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene(lies: true)
            defer { scene.end() }
            #expect(try scene.take(after: TimeSpan(seconds: 50))?.unsettled == .untold)
            let file = try #require(try scene.take(after: TimeSpan(seconds: 61))?.file)
            #expect(file.isInDoubt)
            #expect(try scene.list(after: TimeSpan(seconds: 100)) == [])
            #expect(scene.spool.isKept(TwoUsersTests.name))
            #expect(scene.spool.unsettledFiles == [])
            #expect(scene.spool.filesReadInDoubt == [TwoUsersTests.name])
            let again = try #require(try scene.take(after: TimeSpan(seconds: 121))?.file)
            #expect(!again.isInDoubt)
            // Somebody has had it open all the time, and says so only now.
            #expect(try scene.remove(again) == "removedWhileOpen")
        }
    }

    @Test("that lay there and were closed go without a word")
    func lyingClosed() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene(lies: true)
            defer { scene.end() }
            scene.writer = nil
            let file = try #require(try scene.take(after: .minutes(3))?.file)
            #expect(try scene.remove(file) == "removed")
        }
    }

    @Test("that were read in doubt are looked at when the writer goes on, and when it has closed")
    func lyingAndGrowing() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene(lies: true)
            defer { scene.end() }
            #expect(try scene.take(after: TimeSpan(seconds: 61))?.bytes == "1\n")
            scene.writer?.write("2\n")
            #expect(try scene.take(after: TimeSpan(seconds: 62))?.unsettled == .hasWriter)
            #expect(try scene.take(after: .hours(62))?.unsettled == .hasWriter)
            scene.writer = nil
            // Others may have had it open too.
            #expect(try scene.take(after: TimeSpan(seconds: 30))?.unsettled == .untold)
            #expect(try scene.take(after: TimeSpan(seconds: 70))?.file?.isInDoubt == true)
            #expect(try scene.take(after: .minutes(3))?.file?.isInDoubt == false)
        }
    }

    @Test("that lay there and look renamed are read at once, in doubt")
    func lyingRenamed() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene(lies: true)
            defer { scene.end() }
            // Its content is older than its place, as after a rename; it was none, though.
            var before = [timeval(tv_sec: 1_700_000_000, tv_usec: 0), timeval(tv_sec: 1_700_000_000, tv_usec: 0)]
            try OtherUser.feeder.act { #expect(utimes(scene.file, &before) == 0) }
            #expect(try scene.take(after: .zero)?.unsettled == .untold)
            #expect(try scene.take(after: .zero, settling: .closed)?.file?.isInDoubt == true)
            scene.writer?.write("2\n")
            #expect(try scene.take(after: .zero, settling: .closed)?.unsettled == .hasWriter)
        }
    }

    @Test("that are opened once more between the reading and the removal stay until they are closed")
    func reopened() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene()
            defer { scene.end() }
            scene.writer = nil
            let file = try #require(try scene.take(after: .minutes(1))?.file)
            scene.writer = try OtherUser.feeder.act { try OpenFile(scene.file) }
            scene.spool.listen()
            #expect(try scene.remove(file) == "stillOpen")
            #expect(try scene.take(after: .minutes(2)) == nil)
            scene.writer?.write("2\n")
            #expect(try scene.take(after: .minutes(3))?.unsettled == .hasWriter)
            scene.writer = nil
            let whole = try #require(try scene.take(after: .minutes(4))?.file)
            #expect(whole.bytes == Array("1\n2\n".utf8))
            #expect(try scene.remove(whole) == "removed")
        }
    }

    @Test("that two write are not whole when one has closed")
    func twoWriters() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene()
            defer { scene.end() }
            var other: OpenFile? = try OtherUser.feeder.act { try OpenFile(scene.file) }
            scene.writer = nil
            #expect(try scene.take(after: TimeSpan(seconds: 50))?.unsettled == .untold)
            other?.write("2\n")
            #expect(try scene.take(after: .hours(1))?.unsettled == .hasWriter)
            other = nil
            #expect(try scene.take(after: .minutes(1))?.bytes == "1\n2\n")
        }
    }

    @Test("of which the kernel has lost the news are like those that lay there")
    func overflow() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene()
            defer { scene.end() }
            let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
            let limit = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            for number in 0..<limit { close(creat("\(scene.path)/incoming/.\(number % 7)", 0o644)) }
            #expect(try scene.take(after: TimeSpan(seconds: 50))?.unsettled == .untold)
            #expect(try scene.take(after: TimeSpan(seconds: 70))?.file?.isInDoubt == true)
        }
    }

    @Test("that may not be read are not blamed as long as somebody writes them")
    func unreadable() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene()
            defer { scene.end() }
            #expect(chmod(scene.file, 0o600) == 0)
            #expect(try scene.take(after: .hours(1))?.unsettled == .hasWriter)
            scene.writer = nil
            #expect(try scene.take(after: .minutes(1))?.refusal == .cannotBeOpened(errno: EACCES))
        }
    }

    @Test("hold up what is judged for a minute, and no longer")
    func hold() async {
        await #expect(processExitsWith: .success) {
            var scene = try Scene()
            defer { scene.end() }
            let start = scene.start
            // The daemon begins, and cannot tell how long the file has been there.
            #expect(try scene.take(after: .zero)?.unsettled == .hasWriter)
            let waiting = try #require(scene.spool.unsettledFiles.first)
            #expect(waiting.name == TwoUsersTests.name && waiting.owner == OtherUser.feeder.rawValue)
            #expect(waiting.reason == .hasWriter)
            #expect(scene.spool.hold(now: start + TimeSpan(seconds: 59)) == .everything)
            #expect(scene.spool.hold(now: start + TimeSpan(seconds: 61)) == .nothing)

            // One that comes later speaks of nothing that was due before.
            #expect(try scene.take(after: .minutes(2))?.unsettled == .hasWriter)
            let late = SpoolName("b.ndjson")
            let other = try OtherUser.feeder.act { try OpenFile(scene.path + "/incoming/b.ndjson") }
            #expect(try scene.list(after: .minutes(3)).count == 2)
            _ = try OtherUser.daemon.act { try scene.spool.take(late, now: start + .minutes(3)) }
            #expect(scene.spool.hold(now: start + .minutes(3)) == .latest(.minutes(1)))
            #expect(scene.spool.hold(now: start + TimeSpan(seconds: 239)) == .latest(TimeSpan(seconds: 119)))
            #expect(scene.spool.hold(now: start + TimeSpan(seconds: 241)) == .nothing)
            withExtendedLifetime(other) {}
        }
    }
}

extension SpoolDirectory.Taking {
    var file: WaitingFile? {
        if case .file(let file) = self { return file }
        return nil
    }
}
