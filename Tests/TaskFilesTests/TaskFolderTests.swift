import Engine
import TaskDispatch
import Events
import Foundation
import TestSupport
import Testing

@testable import TaskFiles

@Suite struct TaskFolderTests {
    let disk: TemporaryFolder
    let tasks: TaskFolder
    init() throws {
        disk = try TemporaryFolder()
        tasks = try TaskFolder(path: disk.path + "/tasks")
    }

    func file(_ id: Text, _ place: TaskPlace, _ text: String = "{}") -> TaskFile {
        TaskFile(id: TaskID(id), place: place, bytes: Array(text.utf8))
    }

    @Test func anOpenTaskIsAFileThatTheGroupMayRead() throws {
        try tasks.write([file("a", .open, "one"), file("b", .open, "two")])
        #expect(disk.names("tasks/open") == ["a.json", "b.json"])
        #expect(try disk.read("tasks/open/b.json") == "two")
        let mode = try FileManager.default.attributesOfItem(atPath: tasks.name(TaskID("a"), .open))[.posixPermissions]
        #expect(mode as? Int == 0o640)
    }

    @Test func whatIsNoFileIsNotReadAndHidesNothing() throws {
        try tasks.write([file("a", .open)])
        #expect(mkfifo(tasks.name(TaskID("f"), .open), 0o600) == 0)
        #expect(symlink("/dev/zero", tasks.name(TaskID("l"), .open)) == 0)
        #expect(mkdir(tasks.name(TaskID("d"), .open), 0o700) == 0)
        // A device only root makes.
        let hasDevice = mknod(tasks.name(TaskID("z"), .open), S_IFCHR | 0o600, 0x105) == 0
        #expect(try tasks.documents(.open).unreadable.count == (hasDevice ? 5 : 4))
        #expect(throws: TaskFilesError.self) { try tasks.read(TaskID("f"), .open) }
        #expect(try tasks.read(TaskID("a"), .open) == Array("{}".utf8))
    }

    /// All ways from one folder to another.
    static let moves = TaskPlace.allCases.flatMap { from in from.others.map { (from, $0) } }

    @Test(arguments: moves)
    func aTaskThatMovesIsInTheNewFolderBeforeItLeavesTheOld(from: TaskPlace, to: TaskPlace) throws {
        try tasks.write([file("a", from, "before"), file("b", from, "stays")])
        let moved = file("a", to, "after")
        try tasks.write([moved])
        #expect(disk.names("tasks/\(from)") == ["a.json", "b.json"])
        #expect(disk.names("tasks/\(to)") == ["a.json"])
        try tasks.removeElsewhere([moved])
        #expect(disk.names("tasks/\(from)") == ["b.json"])
        #expect(try disk.read("tasks/\(to)/a.json") == "after")
    }

    @Test(arguments: moves)
    func eachStepMayBeDoneAgain(from: TaskPlace, to: TaskPlace) throws {
        try tasks.write([file("a", from)])
        for _ in 1...2 {
            try tasks.write([file("a", to, "x")])
            try tasks.removeElsewhere([file("a", to)])
        }
        #expect(
            TaskPlace.allCases.map { disk.names("tasks/\($0)") }
                == TaskPlace.allCases.map { $0 == to ? ["a.json"] : [] })
    }

    @Test func whatAnInterruptedRunLeftIsRemovedAndNothingElse() throws {
        try disk.write("torn", to: "tasks/open/.a.json.tmp")
        try disk.write("theirs", to: "tasks/open/.hidden")
        try disk.write("theirs", to: "tasks/closed/notes.txt")
        try tasks.write([file("a", .open, "whole")])
        try disk.write("torn", to: "tasks/closed/.b.json.tmp")
        #expect(try tasks.removeTemporaries() == 1)
        #expect(disk.names("tasks/open") == [".hidden", "a.json"])
        #expect(disk.names("tasks/closed") == ["notes.txt"])
    }

    @Test func aReaderListsTasksAndPassesOverOtherNames() throws {
        try tasks.write([file("b", .open), file("a", .open)])
        try disk.write("{}", to: "tasks/open/.x.json")
        try disk.write("{}", to: "tasks/open/readme")
        let reader = TaskFolder(reading: disk.path + "/tasks")
        #expect(try reader.list(.open) == [TaskID("a"), TaskID("b")])
        #expect(try reader.read(TaskID("c"), .open) == nil)
    }

    @Test func manyFilesAreWrittenLikeFew() throws {
        let files = (0..<100).map { file(Text("t\($0)"), TaskPlace.allCases[$0 % 3], "text \($0)") }
        try tasks.write(files)
        #expect(TaskPlace.allCases.map { disk.names("tasks/\($0)").count } == [34, 33, 33])
        for file in files { #expect(try tasks.read(file.id, file.place) == file.bytes) }
    }

    @Test func ofManyFilesThatCannotAllBeWrittenNoneIsLeftBehind() throws {
        // A name that is too long: the last one fails.
        let files =
            (0..<100).map { file(Text("t\($0)"), .open) } + [file(Text(String(repeating: "x", count: 300)), .open)]
        let error = #expect(throws: TaskFilesError.self) { try tasks.write(files) }
        #expect(error?.step == .write)
        #expect(disk.names("tasks/open") == [])
    }

    @Test func whatCannotBeWrittenIsNamed() throws {
        try FileManager.default.removeItem(atPath: disk.path + "/tasks/open")
        let error = #expect(throws: TaskFilesError.self) { try tasks.write([file("a", .open)]) }
        #expect(error?.step == .write)
        #expect(error?.sentence.hasSuffix("cannot be written: No such file or directory") == true)
    }
}
