import Events
import Foundation
import Spool
import TestSupport
import Testing

@Suite("What is told of a spool")
struct SpoolSummaryTests {
    let folder: TemporaryFolder
    let spool: SpoolDirectory

    init() throws {
        folder = try TemporaryFolder()
        spool = try SpoolDirectory(path: folder.path)
    }

    @Test("is what was rejected last, and of how many files")
    func rejects() throws {
        for number in 0..<7 {
            try spool.writeRejections(SpoolName("f\(number).ndjson"), lines: Array("{\"reason\":\"future\"}\n".utf8))
        }
        let summary = try SpoolSummary(spool: folder.path, rejects: 3)
        #expect(summary.rejects.count == 3 && summary.rejectedFiles == 7)
        #expect(summary.rejects.allSatisfy { $0.note == Array("{\"reason\":\"future\"}".utf8) })
    }

    @Test("Nothing in rejected/ that is no file is opened, followed or counted")
    func odd() throws {
        let path = folder.path + "/rejected/"
        #expect(mkfifo(path + "a.json.reason.json", 0o600) == 0)
        #expect(symlink("/dev/zero", path + "b.rejected.ndjson") == 0)
        #expect(mkdir(path + "c.reason.json", 0o700) == 0)
        // A device only root makes.
        _ = mknod(path + "d.rejected.ndjson", S_IFCHR | 0o600, 0x105)
        let summary = try SpoolSummary(spool: folder.path, rejects: 9)
        #expect(summary.rejects.isEmpty && summary.rejectedFiles == 0)
    }

    @Test("What is rejected gets another name where such a thing has its own, and what that leads to stays as it was")
    func besideOdd() throws {
        let path = folder.path + "/rejected/"
        try folder.write("precious", to: "elsewhere")
        #expect(mkfifo(path + "a.ndjson.rejected.ndjson", 0o600) == 0)
        #expect(symlink(folder.path + "/elsewhere", path + "b.ndjson.rejected.ndjson") == 0)
        for name in ["a", "b"] {
            #expect(
                try spool.writeRejections(SpoolName(name + ".ndjson"), lines: Array("x\n".utf8)).description
                    == name + ".ndjson.2.rejected.ndjson")
        }
        #expect(try folder.read("elsewhere") == "precious")
    }

    @Test("A name that ends in ~ is one like others")
    func tilde() throws {
        try folder.write("{}", to: "incoming/a.json~")
        #expect(try SpoolSummary(spool: folder.path, rejects: 9).waiting == 1)
    }
}
