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

    @Test func aTaskThatEndsIsInTheNewFolderBeforeItLeavesTheOld() throws {
        try tasks.write([file("a", .open, "open")])
        let closed = file("a", .closed, "done")
        try tasks.write([closed])
        #expect(disk.names("tasks/open") == ["a.json"])
        #expect(disk.names("tasks/closed") == ["a.json"])
        try tasks.removeElsewhere([closed])
        #expect(disk.names("tasks/open") == [])
        #expect(try disk.read("tasks/closed/a.json") == "done")
    }

    @Test func eachStepMayBeDoneAgain() throws {
        for _ in 1...2 {
            try tasks.write([file("a", .closed, "x")])
            try tasks.removeElsewhere([file("a", .closed)])
        }
        #expect(disk.names("tasks/closed") == ["a.json"])
        #expect(disk.names("tasks/open") == [])
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
        let files = (0..<100).map { file(Text("t\($0)"), $0 % 3 == 0 ? .closed : .open, "text \($0)") }
        try tasks.write(files)
        #expect(disk.names("tasks/open").count == 66)
        #expect(disk.names("tasks/closed").count == 34)
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
