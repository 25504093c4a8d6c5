import Events
import Foundation
import Spool
import Testing
import TestSupport

/// The real time, by which the files of these tests get theirs.
func realTime() -> Timestamp {
    let time = Date().timeIntervalSince1970
    return Timestamp(seconds: Int64(time), nanoseconds: Int64((time - time.rounded(.down)) * 1e9))
}

extension SpoolDirectory.Taking {
    var bytes: String? {
        if case .file(let file) = self { return String(decoding: file.bytes, as: UTF8.self) }
        return nil
    }
    var unsettled: Unsettled? {
        if case .notYet(let reason) = self { return reason }
        return nil
    }
    var refusal: UnusableFile? {
        if case .refused(let unusable, _) = self { return unusable }
        return nil
    }
}

extension SpoolDirectory {
    /// As `take`, of a file that nobody writes any more: a process that another test just starts has all that is open
    /// here open too, until it is another program.
    mutating func takeUnwritten(_ name: SpoolName, now: Timestamp) throws -> Taking {
        for _ in 0..<1_000 {
            let taking = try take(name, now: now)
            guard taking.unsettled == .hasWriter else { return taking }
            usleep(1_000)
        }
        return try take(name, now: now)
    }
}

/// From now on this process may do what user nobody may; with the folders of a spool its own, or everybody's.
func becomeNobody(owning path: String?) throws {
    if let path {
        for folder in ["", "/incoming", "/rejected"] { try #require(chown(path + folder, 65_534, 65_534) == 0) }
    }
    try #require(setgid(65_534) == 0 && setuid(65_534) == 0)
}

@Suite("The folder where files wait")
struct SpoolDirectoryTests {
    let folder: TemporaryFolder
    var spool: SpoolDirectory
    let later = realTime() + .hours(1)

    init() throws {
        folder = try TemporaryFolder()
        spool = try SpoolDirectory(path: folder.path)
    }

    @Test("Its folders are made, and what waits is listed by name, unfinished names left alone")
    mutating func listing() throws {
        #expect(folder.names("") == ["incoming", "rejected"])
        for name in ["b.json", "a.json", ".hidden", "c.tmp", "d.part", "B.json", "é.ndjson"] {
            try folder.write("{}", to: "incoming/\(name)")
        }
        #expect(try spool.waiting() == ["B.json", "a.json", "b.json", "é.ndjson"].map { SpoolName($0) })
        #expect(try SpoolDirectory(path: folder.path).incoming == folder.path + "/incoming")
    }

    @Test("A file that was renamed in is taken at once")
    mutating func renamed() throws {
        try folder.write("{}", to: "incoming/a.json")
        spool.note(movedIn: [SpoolName("a.json")])
        #expect(try spool.takeUnwritten(SpoolName("a.json"), now: realTime()).bytes == "{}")
    }

    @Test("A file written in place is taken once it has been left alone, by a single run once it is closed")
    mutating func inPlace() throws {
        let start = realTime()
        try folder.writeInPlace("{}", to: "incoming/a.json")
        #expect(try spool.take(SpoolName("a.json"), now: start).unsettled == .recent)
        #expect(try spool.take(SpoolName("a.json"), settling: .closed, now: start).bytes == "{}")
        #expect(try spool.takeUnwritten(SpoolName("a.json"), now: later).bytes == "{}")
    }

    @Test("A file that somebody has open for writing is not taken, however old it is")
    mutating func open() throws {
        let path = folder.path + "/incoming/a.ndjson"
        try folder.writeInPlace("{}\n", to: "incoming/a.ndjson")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        #expect(try spool.take(SpoolName("a.ndjson"), now: later).unsettled == .hasWriter)
        #expect(try spool.take(SpoolName("a.ndjson"), settling: .closed, now: later).unsettled == .hasWriter)
        try handle.close()
        #expect(try spool.takeUnwritten(SpoolName("a.ndjson"), now: later).bytes == "{}\n")
    }

    @Test("A clock that was set back does not keep a file waiting for ever")
    mutating func clockSetBack() throws {
        try folder.writeInPlace("{}", to: "incoming/a.json")
        let past = realTime() - .days(400)
        #expect(try spool.take(SpoolName("a.json"), now: past).unsettled == .recent)
        #expect(try spool.take(SpoolName("a.json"), now: past + TimeSpan(seconds: 1)).unsettled == .recent)
        #expect(try spool.takeUnwritten(SpoolName("a.json"), now: past + TimeSpan(seconds: 2)).bytes == "{}")
    }

    @Test("What is no regular file is never opened, and moves to rejected/ with a reason")
    mutating func noRegularFiles() throws {
        let incoming = folder.path + "/incoming/"
        try folder.writeInPlace("secret", to: "elsewhere")
        #expect(mkfifo(incoming + "fifo.json", 0o666) == 0)
        #expect(mkdir(incoming + "folder.json", 0o777) == 0)
        #expect(symlink(folder.path + "/elsewhere", incoming + "link.json") == 0)
        #expect(symlink("/nowhere", incoming + "dangling.json") == 0)
        #expect(link(folder.path + "/elsewhere", incoming + "hard.json") == 0)
        try bindSocket(incoming + "socket.json")
        // A device that would do something when it is opened; only root may make one.
        let hasDevice = mknod(incoming + "device.json", S_IFCHR | 0o666, dev_t(makeDevice(10, 1))) == 0
        let names = try spool.waiting()
        #expect(names.count == (hasDevice ? 7 : 6))
        for name in names {
            guard case .refused(let unusable, let fingerprint) = try spool.take(name, now: later) else {
                Issue.record("\(name) was not refused")
                continue
            }
            guard case .moved(let target) = try spool.reject(name, fingerprint, reason: Array(unusable.sentence.utf8))
            else {
                Issue.record("\(name) was not moved")
                continue
            }
            #expect(target == name)
            let reason = try folder.read("rejected/\(name).reason.json")
            #expect(reason == unusable.sentence)
        }
        #expect(try spool.waiting().isEmpty)
        #expect(try folder.read("elsewhere") == "secret")
        #expect(folder.names("rejected").count == 2 * names.count)
    }

    private func makeDevice(_ major: UInt64, _ minor: UInt64) -> UInt64 { major << 8 | minor }

    private func bindSocket(_ path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        try #require(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(code == 0)
    }

    @Test("A file above the limit is refused before it is read")
    mutating func tooLarge() throws {
        spool = try SpoolDirectory(path: folder.path, maxFile: 10)
        try folder.writeInPlace("0123456789", to: "incoming/ten.json")
        try folder.writeInPlace("0123456789a", to: "incoming/eleven.json")
        #expect(try spool.takeUnwritten(SpoolName("ten.json"), now: later).bytes == "0123456789")
        #expect(try spool.takeUnwritten(SpoolName("eleven.json"), now: later).refusal == .tooLarge(size: 11, limit: 10))
    }

    @Test("A file is removed only if it is the one that was taken")
    mutating func removing() throws {
        let name = SpoolName("a.json")
        try folder.write("1", to: "incoming/a.json")
        guard case .file(let first) = try spool.take(name, now: later) else {
            Issue.record("not taken")
            return
        }
        try folder.write("2", to: "incoming/a.json")
        guard case .changed = try spool.remove(name, first.fingerprint) else {
            Issue.record("removed the new file")
            return
        }
        guard case .file(let second) = try spool.take(name, now: later) else {
            Issue.record("not taken")
            return
        }
        #expect(second.bytes == Array("2".utf8))
        #expect(second.fingerprint.bytes != first.fingerprint.bytes)
        #expect(spool.fingerprint(of: name) == second.fingerprint)
        guard case .removed = try spool.remove(name, second.fingerprint) else {
            Issue.record("not removed")
            return
        }
        try spool.syncIncoming()
        guard case .gone = try spool.remove(name, second.fingerprint) else {
            Issue.record("still there")
            return
        }
        guard case .gone = try spool.take(name, now: later) else {
            Issue.record("still there")
            return
        }
        #expect(spool.fingerprint(of: name) == nil)
    }

    @Test("Names of any bytes are taken and rejected")
    mutating func oddNames() throws {
        let odd: [[UInt8]] = [
            Array("new\nline.json".utf8), [0xff, 0xfe, 0x2e], Array(repeating: UInt8(ascii: "n"), count: 255),
            Array(String(repeating: "é", count: 127).utf8), Array(" ".utf8), Array("-rf".utf8),
        ]
        for bytes in odd {
            let path = Array((folder.path + "/incoming/").utf8) + bytes + [0]
            let descriptor = creat(path.map { CChar(bitPattern: $0) }, 0o666)
            #expect(descriptor >= 0 && close(descriptor) == 0)
        }
        let names = try spool.waiting()
        #expect(Set(names.map(\.bytes)) == Set(odd))
        for name in names {
            guard case .file(let file) = try spool.take(name, now: later) else {
                Issue.record("\(name) was not taken")
                continue
            }
            try spool.writeRejections(name, lines: Array("bad\n".utf8))
            guard case .moved = try spool.reject(name, file.fingerprint, reason: Array("bad".utf8)) else {
                Issue.record("\(name) was not moved")
                continue
            }
        }
        #expect(try spool.waiting().isEmpty)
        #expect(folder.names("rejected").count == 3 * odd.count)
    }

    @Test("A file that may not be opened gets a moment, then is refused", .enabled(if: geteuid() != 0))
    mutating func unreadable() throws {
        let name = SpoolName("a.json")
        try folder.writeInPlace("{}", to: "incoming/a.json")
        #expect(chmod(folder.path + "/incoming/a.json", 0) == 0)
        #expect(try spool.take(name, now: realTime()).unsettled == .recent)
        #expect(try spool.takeUnwritten(name, now: later).refusal == .cannotBeOpened(errno: EACCES))
    }

    /// Root may open everything and remove everything, so that a process of somebody else does it.
    @Test("A file of mode 000 gets a moment, then is refused", .enabled(if: geteuid() == 0))
    func unreadableToOthers() async throws {
        let path = folder.path
        try folder.writeInPlace("{}", to: "incoming/a.json")
        try #require(chmod(path + "/incoming/a.json", 0) == 0)
        await #expect(processExitsWith: .success) { [path = path as String] in
            try becomeNobody(owning: path)
            var spool = try SpoolDirectory(path: path)
            let name = SpoolName("a.json")
            #expect(try spool.take(name, now: realTime()).unsettled == .untold)
            guard case .refused(let unusable, let fingerprint) = try spool.take(name, now: realTime() + .hours(1))
            else {
                Issue.record("not refused")
                return
            }
            #expect(unusable == .cannotBeOpened(errno: EACCES))
            guard case .moved = try spool.reject(name, fingerprint, reason: Array(unusable.sentence.utf8)) else {
                Issue.record("not moved")
                return
            }
        }
        #expect(folder.names("incoming") == [])
        #expect(folder.names("rejected") == ["a.json", "a.json.reason.json"])
    }

    @Test("A file that nobody may take away is said once and not listed again", .enabled(if: geteuid() == 0))
    func stuck() async throws {
        let path = folder.path
        try folder.writeInPlace("{}", to: "incoming/a.json")
        await #expect(processExitsWith: .success) { [path = path as String] in
            // In a folder with the sticky bit only the owner of a file may remove it.
            try #require(chmod(path + "/incoming", 0o1777) == 0)
            try becomeNobody(owning: nil)
            var spool = try SpoolDirectory(path: path)
            let name = SpoolName("a.json")
            guard case .file(let file) = try spool.take(name, now: realTime() + .hours(1)) else {
                Issue.record("not taken")
                return
            }
            guard case .stuck(let error) = try spool.remove(name, file.fingerprint) else {
                Issue.record("removed")
                return
            }
            #expect(error.code == EPERM)
            #expect(try spool.waiting() == [])
            #expect(spool.isStuck(name))
        }
        #expect(folder.names("incoming") == ["a.json"])
    }

    @Test("What can never be read is said once, however often it is touched", .enabled(if: geteuid() == 0))
    func touched() async throws {
        let path = folder.path
        try folder.write("{}", to: "incoming/a.json")
        await #expect(processExitsWith: .success) { [path = path as String] in
            let nobody: uid_t = 65_534
            let (file, place) = (path + "/incoming/a.json", path + "/incoming/b.json")
            try #require(mkdir(place, 0o700) == 0 && chmod(path + "/incoming", 0o1777) == 0)
            for folder in [path, path + "/rejected"] { try #require(chown(folder, nobody, nobody) == 0) }
            var spool = try SpoolDirectory(path: path)
            var told: [String] = []
            for _ in 1...3 {
                for touched in [file, place] { try #require(utimensat(AT_FDCWD, touched, nil, 0) == 0) }
                // As the daemon, which may remove neither.
                try #require(seteuid(nobody) == 0)
                for name in try spool.waiting() {
                    guard let fingerprint = spool.fingerprint(of: name) else { continue }
                    switch try spool.reject(name, fingerprint, reason: Array("{}".utf8)) {
                    case .stuck: told.append("\(name) is stuck")
                    case .stillStuck: told.append("\(name) was tried again")
                    case .moved, .changed: told.append("\(name) went away")
                    }
                }
                try #require(seteuid(0) == 0)
            }
            #expect(
                told == [
                    "a.json is stuck", "b.json is stuck", "a.json was tried again", "a.json was tried again",
                ])
        }
    }

    @Test("A folder that has gone is an error that says which")
    mutating func gone() throws {
        try FileManager.default.removeItem(atPath: folder.path)
        var spool = spool
        let error = #expect(throws: SpoolError.self) { try spool.waiting() }
        #expect(error?.sentence.contains(folder.path + "/incoming") == true)
        #expect(error?.code == ENOENT)
    }
}
