import Events
import Foundation
import Testing
import TestSupport

@testable import Daemon

/// Readers may do anything in `tasks/`. What we wrote comes back; what we did not write is neither believed nor lost.
@Suite struct StraysTests {
    let house: House
    let name: String
    let bytes: String

    init() throws {
        house = try House()
        try house.drop("a.json", House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(5))
        let (path, text) = try #require(house.taskFiles.first)
        name = String(path.dropFirst("open/".count))
        bytes = text
    }

    var strays: [String] { house.disk.names("spool/tasks/strays") }
    func path(_ name: String) -> String { house.disk.path + "/spool/tasks/" + name }

    @Test func aFileThatWasRemovedComesBack() throws {
        try FileManager.default.removeItem(atPath: path("open/" + name))
        try house.once(after: .hours(6))
        #expect(house.taskFiles == ["open/" + name: bytes])
        #expect(strays == [])
    }

    @Test func aFolderThatWasRemovedComesBack() throws {
        try FileManager.default.removeItem(atPath: path(""))
        try house.once(after: .hours(6))
        #expect(house.taskFiles == ["open/" + name: bytes])
    }

    @Test func aFolderThatIsRemovedUnderARunningDaemonComesBack() throws {
        var processor = try house.processor(after: .hours(6))
        try House.drain(&processor)
        try FileManager.default.removeItem(atPath: path("open"))
        try House.drain(&processor)
        #expect(house.taskFiles == ["open/" + name: bytes])
    }

    @Test(arguments: ["", "{}", "longer"])
    func aFileThatWasRewrittenIsKeptBeside(text: String) throws {
        // Of the same length too.
        let text = text == "longer" ? bytes.replacing("care", with: "hell") : text
        try house.disk.write(text, to: "spool/tasks/open/" + name)
        try house.once(after: .hours(6))
        #expect(house.taskFiles == ["open/" + name: bytes])
        #expect(strays == [name])
        #expect(try house.disk.read("spool/tasks/strays/" + name) == text)
    }

    @Test func aFileThatWasMovedToClosedIsNoAnswer() throws {
        try FileManager.default.moveItem(atPath: path("open/" + name), toPath: path("closed/" + name))
        try house.once(after: .hours(6))
        #expect(house.taskFiles == ["open/" + name: bytes])
        #expect(strays == [name])
    }

    @Test func aTaskThatNobodyOpenedIsNotShown() throws {
        try house.disk.write("{}", to: "spool/tasks/open/0123456789abcdef0123456789abcdef.json")
        try house.disk.write("mine", to: "spool/tasks/open/notes.txt")
        try house.once(after: .hours(6))
        #expect(house.disk.names("spool/tasks/open").sorted() == [name, "notes.txt"].sorted())
        #expect(strays == ["0123456789abcdef0123456789abcdef.json"])
    }

    @Test func aFileThatWasRewrittenAMomentAgoIsNotOverwritten() throws {
        var processor = try house.processor(after: .hours(6))
        try House.drain(&processor)
        // The next look is a minute away, but this turn moves the task.
        try house.disk.write("mine", to: "spool/tasks/open/" + name)
        try house.drop("b.json", House.call("e-2", "c-1", after: .hours(6)))
        try House.drain(&processor)
        #expect(house.taskFiles.keys.sorted() == ["closed/" + name])
        #expect(try house.disk.read("spool/tasks/strays/" + name) == "mine")
    }

    @Test func aFolderInTheWayIsMovedAway() throws {
        try FileManager.default.removeItem(atPath: path("open/" + name))
        try house.disk.write("x", to: "spool/tasks/open/\(name)/inside")
        try house.once(after: .hours(6))
        #expect(house.taskFiles == ["open/" + name: bytes])
        #expect(strays == [name])
    }

    @Test func aClosedTaskIsKeptForItsTime() throws {
        try house.drop("b.json", House.call("e-2", "c-1", after: .hours(6)))
        try house.once(after: .hours(7))
        try house.once(after: .hours(6) + .days(90))
        #expect(house.taskFiles.keys.sorted() == ["closed/" + name])
        try house.once(after: .hours(8) + .days(90))
        #expect(house.taskFiles == [:])
        // It does not come back, nor is it missed.
        try house.once(after: .hours(9) + .days(90))
        #expect(house.taskFiles == [:])
        #expect(strays == [])
    }

    @Test func aFileThatAReaderHasLockedIsReplacedAllTheSame() throws {
        let reader = open(path("open/" + name), O_RDWR)
        defer { close(reader) }
        try #require(flock(reader, LOCK_EX) == 0)
        var whole = flock()
        whole.l_type = Int16(F_WRLCK)
        try #require(fcntl(reader, F_SETLK, &whole) == 0)
        try house.drop("b.json", House.call("e-2", "c-1", after: .hours(6)))
        try house.once(after: .hours(7))
        #expect(house.taskFiles.keys.sorted() == ["closed/" + name])
        #expect(strays == [])
        // What the reader holds is the file that it opened.
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(reader, &bytes, bytes.count)
        #expect(String(decoding: bytes[..<max(0, count)], as: UTF8.self) == self.bytes)
    }

    @Test func aFileWhoseModeAReaderChangedIsStillOurs() throws {
        try #require(chmod(path("open/" + name), 0) == 0)
        try house.drop("b.json", House.call("e-2", "c-1", after: .hours(6)))
        try house.once(after: .hours(7))
        #expect(house.taskFiles.keys.sorted() == ["closed/" + name])
    }
}
