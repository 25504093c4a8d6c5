import Events
import Foundation
import Spool
import Store
import Testing
import TestSupport

@testable import Daemon

/// What nobody sends by good will, through the whole daemon: nothing waits for ever, nothing is lost silently.
@Suite struct HostileFilesTests {
    let house: House
    init() throws { house = try House() }

    static let good = House.late("e-1", "c-1", "o-1")

    static let files: [(name: String, bytes: [UInt8])] = [
        ("truncated.json", Array(good.utf8.dropLast(20))), ("two.json", Array((good + good).utf8)),
        ("utf-16.json", [0xff, 0xfe] + good.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }),
        ("nul.json", Array(good.utf8) + [0]), ("nuls.ndjson", Array(repeating: 0, count: 4_096)),
        ("latin-1.json", Array("{\"id\":\"".utf8) + [0xe9] + Array("\"}".utf8)),
        ("twice.json", Array(("{\"id\":\"x\"," + good.dropFirst()).utf8)),
        ("deep.json", Array((String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)).utf8)),
        ("deeper.ndjson", Array(String(repeating: "{\"a\":", count: 100_000).utf8)),
        ("far.json", Array(good.replacing("\"days\":2", with: "\"days\":1e999").utf8)),
        ("large.json", Array(good.replacing("o-1", with: String(repeating: "x", count: 17 << 20)).utf8)),
        ("empty.json", []), ("none.json", Array("null".utf8)), ("noise", (0..<4_096).map { UInt8($0 * 7 % 256) }),
    ]

    @Test func eachIsRejectedWithAReasonAndTheGoodOnesCount() throws {
        for (name, bytes) in Self.files {
            let path = try house.disk.write("", to: "spool/incoming/" + name)
            try Data(bytes).write(to: URL(filePath: path))
        }
        try house.drop("zz-good.json", Self.good)
        let report = try {
            var processor = try house.processor(after: .hours(5), maxFile: 64 << 20)
            return try processor.round()
        }()
        #expect(house.incoming == [])
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        #expect(house.taskFiles.count == 1)
        for (name, _) in Self.files {
            let whole = house.rejected.contains(name) && house.rejected.contains(name + ".reason.json")
            let lines = house.rejected.contains(name + ".rejected.ndjson")
            #expect(whole != lines, "\(name) is nowhere in rejected/, or twice")
        }
        #expect(report.rejected == Self.files.count)
        // And that is all: the next start finds nothing to do.
        let before = house.rejected
        #expect(try house.once(after: .hours(6)).isEmpty)
        #expect(house.rejected == before)
    }

    /// A text may hold U+0000; SQLite's own functions end a text there.
    @Test func namesThatDifferBehindANULAreTwo() throws {
        try house.drop(
            "a.ndjson", House.late(#"e\u0000-1"#, #"c\u0000-1"#, #"o\u0000-1"#),
            House.late(#"e\u0000-2"#, #"c\u0000-2"#, #"o\u0000-2"#),
            House.late(#"e\u0000-1"#, #"c\u0000-1"#, #"o\u0000-1"#))
        let report = try house.once(after: .hours(1))
        #expect(report.counts[Counter(.input, "accepted")] == 2)
        #expect(report.counts[Counter(.input, "duplicate")] == 1)
        try house.once(after: .hours(5))
        #expect(house.taskFiles.count == 2)
        // One of them is called; after the restarts between, the other's task stands.
        try house.drop("b.ndjson", House.call("e-3", #"c\u0000-1"#, after: .hours(5)))
        try house.once(after: .hours(6))
        #expect(house.disk.names("spool/tasks/open").count == 1)
        #expect(house.disk.names("spool/tasks/closed").count == 1)
    }

    @Test func namesOfAMegabyteAreNamesLikeOthers() throws {
        let name = String(repeating: "n", count: 1 << 20)
        try house.drop("a.ndjson", House.late(name, name, name), House.late(name + "2", name + "2", name))
        var processor = try house.processor(after: .hours(5), maxFile: 64 << 20)
        #expect(try processor.round().counts[Counter(.input, "accepted")] == 2)
        #expect(house.taskFiles.count == 2)
    }
}
