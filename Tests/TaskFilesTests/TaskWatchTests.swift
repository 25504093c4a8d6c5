import Engine
import Events
import Foundation
import TaskDispatch
import TestSupport
import Testing

@testable import TaskFiles

@Suite("A watch of tasks/") struct TaskWatchTests {
    let disk: TemporaryFolder
    let folder: TaskFolder
    init() throws {
        disk = try TemporaryFolder()
        folder = try TaskFolder(path: disk.path + "/tasks")
    }

    @Test("hears what anybody does there, once, and nothing where nothing happens", arguments: TaskPlace.allCases)
    func heard(place: TaskPlace) throws {
        let file = "tasks/\(place)/a.json"
        try disk.write("one", to: file)
        let watch = try #require(TaskWatch(of: folder))
        #expect(!watch.hasHeard())
        let deeds: [(String, () throws -> Void)] = [
            ("written", { try disk.write("two", to: file) }),
            ("its mode changed", { chmod(disk.path + "/" + file, 0o600) }),
            ("moved", { try FileManager.default.moveItem(atPath: disk.path + "/" + file, toPath: disk.path + "/b") }),
            (
                "put back",
                { try FileManager.default.moveItem(atPath: disk.path + "/b", toPath: disk.path + "/" + file) }
            ),
            ("removed", { try FileManager.default.removeItem(atPath: disk.path + "/" + file) }),
            ("its folder removed", { try FileManager.default.removeItem(atPath: disk.path + "/tasks/\(place)") }),
        ]
        for (what, deed) in deeds {
            try deed()
            #expect(watch.hasHeard(), "\(what)")
            #expect(!watch.hasHeard(), "\(what)")
        }
    }

    @Test("does not hear who only reads")
    func read() throws {
        try disk.write("one", to: "tasks/held/a.json")
        let watch = try #require(TaskWatch(of: folder))
        #expect(try folder.read(TaskID("a"), .held) == Array("one".utf8))
        #expect(try folder.list(.held).count == 1)
        #expect(!watch.hasHeard())
    }

    @Test("of a folder that is not there is none")
    func missing() throws {
        try FileManager.default.removeItem(atPath: disk.path + "/tasks/held")
        #expect(TaskWatch(of: folder) == nil)
    }
}
