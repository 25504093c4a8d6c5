import Events
import Foundation
import Spool
import Testing

@Suite("What is rejected")
struct RejectingTests {
    let folder: TemporaryFolder
    var spool: SpoolDirectory
    let name = SpoolName("a.ndjson")

    init() throws {
        folder = try TemporaryFolder()
        spool = try SpoolDirectory(path: folder.path)
    }

    private func rejection(_ line: Int) -> Rejection {
        Rejection(line: line, code: .idMissing, detail: "\"id\" is missing", input: "{}")
    }

    @Test("Bad events stand a line each beside their reason; no bad events make no file")
    func lines() throws {
        #expect(try spool.writeRejections(name, [rejection(3), rejection(5)]) == SpoolName("a.ndjson.rejected.ndjson"))
        let line = #"{"line":3,"reason":"id-missing","detail":"\"id\" is missing","input":"{}"}"#
        #expect(
            try folder.read("rejected/a.ndjson.rejected.ndjson")
                == line + "\n" + line.replacing("\"line\":3", with: "\"line\":5") + "\n")
        #expect(try spool.writeRejections(SpoolName("b"), []) == nil)
        #expect(try folder.list("rejected") == ["a.ndjson.rejected.ndjson"])
    }

    @Test("The same lines are written once; others get a name of their own")
    func again() throws {
        try spool.writeRejections(name, [rejection(1)])
        try spool.writeRejections(name, [rejection(1)])
        #expect(try folder.list("rejected") == ["a.ndjson.rejected.ndjson"])
        try spool.writeRejections(name, [rejection(2)])
        try spool.writeRejections(name, [rejection(2)])
        try spool.writeRejections(name, lines: SpoolDirectory.lines(of: [rejection(3)]))
        #expect(
            try folder.list("rejected") == [
                "a.ndjson.2.rejected.ndjson", "a.ndjson.3.rejected.ndjson", "a.ndjson.rejected.ndjson",
            ])
    }

    private mutating func rejectWhole(_ text: String) throws -> SpoolName? {
        try folder.write(text, "incoming/a.ndjson")
        let fingerprint = try #require(spool.fingerprint(of: name))
        let result = try spool.reject(name, fingerprint, FileRejection(code: .notJSON, detail: "No."))
        if case .moved(let target) = result { return target }
        return nil
    }

    @Test("A whole file moves with its reason; a second one of that name gets a name of its own")
    mutating func wholeFiles() throws {
        #expect(try rejectWhole("one") == name)
        #expect(try rejectWhole("two") == SpoolName("a.ndjson.2"))
        #expect(try folder.read("rejected/a.ndjson") == "one")
        #expect(try folder.read("rejected/a.ndjson.2") == "two")
        #expect(
            try folder.read("rejected/a.ndjson.2.reason.json")
                == #"{"reason":"not-json","detail":"No.","file":"a.ndjson"}"# + "\n")
        #expect(try folder.list("incoming").isEmpty)
    }

    @Test("A crash between the reason and the move ends in the same after the restart")
    mutating func crashed() throws {
        try folder.write(
            #"{"reason":"not-json","detail":"No.","file":"a.ndjson"}"# + "\n", "rejected/a.ndjson.reason.json")
        try folder.write("half", "rejected/.outreachd-1")
        spool = try SpoolDirectory(path: folder.path)
        #expect(try rejectWhole("one") == name)
        #expect(try folder.list("rejected") == ["a.ndjson", "a.ndjson.reason.json"])
    }

    @Test("A new file under the name is not moved for the old one's fault")
    mutating func replaced() throws {
        try folder.deliver("old", "incoming/a.ndjson")
        let fingerprint = try #require(spool.fingerprint(of: name))
        try folder.deliver("new", "incoming/a.ndjson")
        guard case .changed = try spool.reject(name, fingerprint, FileRejection(code: .notJSON, detail: "No.")) else {
            Issue.record("moved")
            return
        }
        #expect(try folder.read("incoming/a.ndjson") == "new")
        #expect(try folder.list("rejected").isEmpty)
    }

    @Test("A program drops its events whole")
    mutating func dropping() throws {
        try dropEvents(Array("{}".utf8), named: SpoolName("task-done-1.json"), into: folder.path)
        #expect(try folder.list("incoming") == ["task-done-1.json"])
        #expect(try folder.read("incoming/task-done-1.json") == "{}")
        let error = #expect(throws: SpoolError.self) {
            try dropEvents([], named: SpoolName("a.json"), into: folder.path + "/nowhere")
        }
        #expect(error?.code == ENOENT)
    }

    @Test("A crash between the two names of a move ends in one")
    mutating func halfMoved() throws {
        try folder.write("one", "incoming/a.ndjson")
        #expect(link(folder.path + "/incoming/a.ndjson", folder.path + "/rejected/a.ndjson.2") == 0)
        try folder.write("two", "incoming/b.ndjson")
        spool = try SpoolDirectory(path: folder.path)
        #expect(try folder.list("incoming") == ["b.ndjson"])
        #expect(try folder.list("rejected") == ["a.ndjson.2"])
    }
}
