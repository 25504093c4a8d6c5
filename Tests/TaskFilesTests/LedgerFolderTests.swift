import Events
import Foundation
import TestSupport
import Testing

@testable import TaskFiles

@Suite("The files of the ledger")
struct LedgerFolderTests {
    let disk: TemporaryFolder
    let ledger: LedgerFolder

    init() throws {
        disk = try TemporaryFolder()
        ledger = try LedgerFolder(path: disk.path + "/ledger")
    }

    private func lines(_ numbers: ClosedRange<Int>) -> [UInt8] {
        Array(numbers.map { "{\"seq\":\($0),\"at\":\"…\"}\n" }.joined().utf8)
    }

    private func text(_ file: String = "2026-03.ndjson") throws -> String { try disk.read("ledger/" + file) }

    @Test("are one for each month, in UTC")
    func months() throws {
        for (time, file) in [
            ("2026-03-01T00:00:00Z", "2026-03.ndjson"), ("2026-02-28T23:59:59.999Z", "2026-02.ndjson"),
            ("2026-03-01T00:30:00+01:00", "2026-02.ndjson"),
        ] as [(Text, String)] {
            #expect(LedgerFolder.file(at: try Timestamp.parse(time).get()) == file)
        }
    }

    @Test("grow, and are for nobody else")
    func grow() throws {
        var end = try ledger.write([lines(1...2)], to: "2026-03.ndjson", at: 0)
        end = try ledger.write([lines(3...3), lines(4...5)], to: "2026-03.ndjson", at: end)
        #expect(try text() == String(decoding: lines(1...5), as: UTF8.self))
        #expect(try ledger.size(of: "2026-03.ndjson") == end)
        let path = disk.path + "/ledger/2026-03.ndjson"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("are read by the group of a folder that lets it")
    func group() throws {
        let folder = disk.path + "/of-the-site"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder)
        _ = try LedgerFolder(path: folder).write([lines(1...1)], to: "2026-03.ndjson", at: 0)
        let path = folder + "/2026-03.ndjson"
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    }

    @Test(
        "have each line once, whatever an interrupted write has left behind their end",
        arguments: [0, 1, 7, 20, 40])
    func again(left: Int) throws {
        let end = try ledger.write([lines(1...2)], to: "2026-03.ndjson", at: 0)
        let begun = String(decoding: lines(3...4).prefix(left), as: UTF8.self)
        try disk.write(try text() + begun, to: "ledger/2026-03.ndjson")
        _ = try ledger.write([lines(3...4)], to: "2026-03.ndjson", at: end)
        _ = try ledger.write([lines(3...4)], to: "2026-03.ndjson", at: end)
        #expect(try text() == String(decoding: lines(1...4), as: UTF8.self))
    }

    @Test("end a line that somebody left without its end")
    func unended() throws {
        try disk.write("a note", to: "ledger/2026-03.ndjson")
        for _ in 1...2 { _ = try ledger.write([lines(1...1)], to: "2026-03.ndjson", at: 6) }
        #expect(try text() == "a note\n" + String(decoding: lines(1...1), as: UTF8.self))
    }

    @Test("are made anew where somebody took their folder away")
    func removed() throws {
        _ = try ledger.write([lines(1...1)], to: "2026-03.ndjson", at: 0)
        try FileManager.default.removeItem(atPath: disk.path + "/ledger")
        #expect(try ledger.size(of: "2026-03.ndjson") == 0)
        _ = try ledger.write([lines(2...2)], to: "2026-03.ndjson", at: 0)
        #expect(try text() == String(decoding: lines(2...2), as: UTF8.self))
    }

    @Test("tell the number of the last whole line")
    func lastNumber() throws {
        #expect(try ledger.lastNumber() == 0)
        _ = try ledger.write([lines(1...9)], to: "2026-02.ndjson", at: 0)
        try disk.write("", to: "ledger/2026-03.ndjson")
        try disk.write("{\"seq\":99}\n", to: "ledger/notes.ndjson")
        #expect(try ledger.lastNumber() == 9)
        // More than is read at first, behind it half a line.
        let many = String(decoding: lines(10...40_000), as: UTF8.self)
        try disk.write(many + "{\"seq\":40001", to: "ledger/2026-03.ndjson")
        #expect(try ledger.lastNumber() == 40_000)
        #expect(try ledger.files() == ["2026-02.ndjson", "2026-03.ndjson"])
    }

    @Test("are written to nothing but a file")
    func folders() throws {
        _ = try disk.folder("ledger/2026-03.ndjson")
        #expect(throws: TaskFilesError.self) { try ledger.write([lines(1...1)], to: "2026-03.ndjson", at: 0) }
        try FileManager.default.createSymbolicLink(
            atPath: disk.path + "/ledger/2026-04.ndjson", withDestinationPath: disk.path + "/elsewhere")
        #expect(throws: TaskFilesError.self) { try ledger.write([lines(1...1)], to: "2026-04.ndjson", at: 0) }
    }
}
