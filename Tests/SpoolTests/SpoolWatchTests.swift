import Foundation
import Spool
import Testing
import TestSupport

@Suite("Waking by inotify")
struct SpoolWatchTests {
    let folder: TemporaryFolder
    let spool: SpoolDirectory
    let watch: SpoolWatch

    init() throws {
        folder = try TemporaryFolder()
        spool = try SpoolDirectory(path: folder.path)
        watch = try SpoolWatch(spool)
    }

    private var isReadable: Bool {
        var entry = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 1
    }

    @Test("A rename into the folder wakes and is named; a file written in place wakes when it is closed")
    func arrivals() throws {
        #expect(!isReadable)
        #expect(watch.drain() == SpoolWatch.Wake())
        try folder.write("{}", to: "incoming/a.json")
        #expect(isReadable)
        var expected = SpoolWatch.Wake()
        expected.hasChanges = true
        expected.movedIn = [SpoolName("a.json")]
        #expect(watch.drain() == expected)
        #expect(!isReadable)

        let descriptor = creat(folder.path + "/incoming/b.json", 0o666)
        #expect(!watch.drain().hasChanges)
        #expect(close(descriptor) == 0)
        expected.movedIn = []
        #expect(watch.drain() == expected)
    }

    @Test("Unfinished names and removals do not wake")
    func quiet() throws {
        try folder.writeInPlace("{}", to: "incoming/.a.json")
        try folder.write("{}", to: "incoming/a.part")
        unlink(folder.path + "/incoming/.a.json")
        #expect(watch.drain() == SpoolWatch.Wake())
    }

    @Test("Ten thousand arrivals are one wake")
    func many() throws {
        try folder.write("{}", to: "incoming/0")
        for number in 1..<10_000 {
            #expect(rename("\(spool.incoming)/\(number - 1)", "\(spool.incoming)/\(number)") == 0)
        }
        #expect(watch.drain().movedIn.count == 10_000)
    }

    @Test("More arrivals than the kernel remembers are told of as such")
    func overflow() throws {
        let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let limit = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        try folder.write("{}", to: "incoming/0")
        for number in 1..<(limit + 10) {
            #expect(rename("\(spool.incoming)/\(number - 1)", "\(spool.incoming)/\(number)") == 0)
        }
        #expect(isReadable)
        let wake = watch.drain()
        #expect(wake.hasOverflowed)
        #expect(wake.movedIn.count <= limit)
        // It goes on afterwards.
        try folder.write("{}", to: "incoming/a.json")
        #expect(watch.drain().movedIn == [SpoolName("a.json")])
    }

    @Test("A folder that is moved away or removed leaves the watch blind, and it says so")
    func blind() throws {
        #expect(watch.isCurrent)
        #expect(rename(folder.path + "/incoming", folder.path + "/away") == 0)
        #expect(watch.drain().isBlind)
        #expect(!watch.isCurrent)
        #expect(mkdir(folder.path + "/incoming", 0o777) == 0)
        #expect(!watch.isCurrent)
        let other = try SpoolWatch(spool)
        #expect(rmdir(folder.path + "/incoming") == 0)
        #expect(other.drain().isBlind)
        #expect(throws: SpoolError.self) { try SpoolWatch(spool) }
    }
}
