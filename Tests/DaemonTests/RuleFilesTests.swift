import Events
import Foundation
import RuleLanguage
import Testing
import TestSupport

@testable import Daemon

@Suite struct RuleFilesTests {
    let disk: TemporaryFolder
    init() throws { disk = try TemporaryFolder() }

    @Test func aDirectoryIsReadAsOneProgramSortedByPath() throws {
        try disk.write("z", to: "rules/z.rules")
        try disk.write("b", to: "rules/sub/b.rules")
        try disk.write("a", to: "rules/a.rules")
        try disk.write("no", to: "rules/notes.txt")
        try disk.write("no", to: "rules/.a.rules")
        let sources = try RuleFiles.read([disk.path + "/rules/"])
        #expect(
            sources.map { String($0.path.dropFirst(disk.path.count)) } == [
                "/rules/a.rules", "/rules/sub/b.rules", "/rules/z.rules",
            ])
        #expect(sources.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a", "b", "z"])
    }

    @Test func aFileNamedByItselfMayHaveAnyName() throws {
        let path = try disk.write("x", to: "my.txt")
        #expect(try RuleFiles.read([path]).map(\.path) == [path])
    }

    @Test func aFileReachedTwiceIsReadOnce() throws {
        let path = try disk.write("x", to: "rules/a.rules")
        #expect(try RuleFiles.read([path, disk.path + "/rules", disk.path + "/rules", path]).count == 1)
    }

    @Test func aFolderThatLinksBackToItselfEnds() throws {
        try disk.write("x", to: "rules/a.rules")
        try FileManager.default.createSymbolicLink(
            atPath: disk.path + "/rules/again", withDestinationPath: disk.path + "/rules")
        #expect(try RuleFiles.read([disk.path + "/rules"]).count == 1)
    }

    @Test func aPathThatIsNotThereIsNamed() throws {
        #expect(throws: RuleFilesError.unreadable(path: disk.path + "/no", errno: ENOENT)) {
            try RuleFiles.read([disk.path + "/no"])
        }
    }

    @Test func aFileThatIsBeingWrittenIsReadWhenItIsLeftAlone() throws {
        let path = try disk.write("a", to: "rules/a.rules")
        let now = WallClock.now()
        var looks = 0
        let sources = try RuleFiles.readAtRest(
            [disk.path + "/rules"], now: { looks < 2 ? now : now + .minutes(1) },
            pause: {
                looks += 1
                try? "a and the rest".write(toFile: path, atomically: false, encoding: .utf8)
            })
        #expect(sources.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a and the rest"])
        #expect(looks == 2)
    }

    @Test func aFileThatIsWrittenAllTheTimeIsNamed() throws {
        let path = try disk.write("a", to: "rules/a.rules")
        let now = WallClock.now()
        #expect(throws: RuleFilesError.changing(path: path)) {
            try RuleFiles.readAtRest([disk.path + "/rules"], now: { now }, pause: {})
        }
    }

    @Test func aFileOfTheFutureIsReadAtOnce() throws {
        try disk.write("a", to: "rules/a.rules")
        let past = WallClock.now() - .days(400)
        #expect(try RuleFiles.readAtRest([disk.path + "/rules"], now: { past }, pause: {}).count == 1)
    }

    @Test func aFolderWithoutRulesIsAMistake() throws {
        let empty = try disk.folder("empty")
        #expect(throws: RuleFilesError.noRules(path: empty)) { try RuleFiles.read([empty]) }
    }
}
