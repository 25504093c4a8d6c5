import Events
import Foundation
import Spool
import Testing
import TestSupport

@Suite("What is rejected")
struct RejectingTests {
    let folder: TemporaryFolder
    var spool: SpoolDirectory
    let name = SpoolName("a.ndjson")

    init() throws {
        folder = try TemporaryFolder()
        spool = try SpoolDirectory(path: folder.path)
    }

    /// What is written of a file of which these lines are bad.
    private func lines(_ numbers: Int...) -> [UInt8] { numbers.flatMap { Array("{\"line\":\($0)}\n".utf8) } }

    private func reason(_ code: String) -> [UInt8] { Array("{\"reason\":\"\(code)\"}\n".utf8) }

    @Test("Bad events stand in a file of their own, as they were given")
    func badEvents() throws {
        #expect(try spool.writeRejections(name, lines: lines(3, 5)) == SpoolName("a.ndjson.rejected.ndjson"))
        #expect(try folder.read("rejected/a.ndjson.rejected.ndjson") == "{\"line\":3}\n{\"line\":5}\n")
        #expect(folder.names("rejected") == ["a.ndjson.rejected.ndjson"])
    }

    @Test("The same lines are written once; others get a name of their own")
    func again() throws {
        try spool.writeRejections(name, lines: lines(1))
        try spool.writeRejections(name, lines: lines(1))
        #expect(folder.names("rejected") == ["a.ndjson.rejected.ndjson"])
        try spool.writeRejections(name, lines: lines(2))
        try spool.writeRejections(name, lines: lines(2))
        try spool.writeRejections(name, lines: lines(3))
        #expect(
            folder.names("rejected") == [
                "a.ndjson.2.rejected.ndjson", "a.ndjson.3.rejected.ndjson", "a.ndjson.rejected.ndjson",
            ])
    }

    private mutating func rejectWhole(_ text: String) throws -> SpoolName? {
        try folder.writeInPlace(text, to: "incoming/a.ndjson")
        let fingerprint = try #require(spool.fingerprint(of: name))
        let result = try spool.reject(name, fingerprint, reason: reason("not-json"))
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
                == #"{"reason":"not-json"}"# + "\n")
        #expect(folder.names("incoming").isEmpty)
    }

    @Test("A crash between the reason and the move ends in the same after the restart")
    mutating func crashed() throws {
        try folder.writeInPlace(
            #"{"reason":"not-json"}"# + "\n", to: "rejected/a.ndjson.reason.json")
        try folder.writeInPlace("half", to: "rejected/.outreachd-1")
        spool = try SpoolDirectory(path: folder.path)
        #expect(try rejectWhole("one") == name)
        #expect(folder.names("rejected") == ["a.ndjson", "a.ndjson.reason.json"])
    }

    @Test("A new file under the name is not moved for the old one's fault")
    mutating func replaced() throws {
        try folder.write("old", to: "incoming/a.ndjson")
        let fingerprint = try #require(spool.fingerprint(of: name))
        try folder.write("new", to: "incoming/a.ndjson")
        guard case .changed = try spool.reject(name, fingerprint, reason: reason("not-json")) else {
            Issue.record("moved")
            return
        }
        #expect(try folder.read("incoming/a.ndjson") == "new")
        #expect(folder.names("rejected").isEmpty)
    }

    @Test("A program drops its events whole")
    mutating func dropping() throws {
        try dropEvents(Array("{}".utf8), named: SpoolName("task-done-1.json"), into: folder.path)
        #expect(folder.names("incoming") == ["task-done-1.json"])
        #expect(try folder.read("incoming/task-done-1.json") == "{}")
        let error = #expect(throws: SpoolError.self) {
            try dropEvents([], named: SpoolName("a.json"), into: folder.path + "/nowhere")
        }
        #expect(error?.code == ENOENT)
    }

    @Test("A crash between the two names of a move ends in one")
    mutating func halfMoved() throws {
        try folder.writeInPlace("one", to: "incoming/a.ndjson")
        #expect(link(folder.path + "/incoming/a.ndjson", folder.path + "/rejected/a.ndjson.2") == 0)
        try folder.writeInPlace("two", to: "incoming/b.ndjson")
        spool = try SpoolDirectory(path: folder.path)
        #expect(folder.names("incoming") == ["b.ndjson"])
        #expect(folder.names("rejected") == ["a.ndjson.2"])
    }
}
