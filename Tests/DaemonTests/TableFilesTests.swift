import Engine
import Events
import Foundation
import RuleLanguage
import Testing
import TestSupport

@testable import Daemon

/// The files of tables belong to the rules: they are read with them, kept with them, and a change of one is a change of
/// the rules.
@Suite struct TableFilesTests {
    let disk: TemporaryFolder
    init() throws { disk = try TemporaryFolder() }

    private static let rules = """
        event order.late order text  seller text
        table sellers from "data/sellers.csv" key seller text  bad number
        rule bad-seller "Late, and it is not the first time"
          per order
          when order.late as late
          while sellers[late.seller].bad > 2
          task recovery to care
          say "{sellers[late.seller].bad} others were late."

        """

    private func write(_ csv: String) throws {
        try disk.write(csv, to: "rules/data/sellers.csv")
        try disk.write(Self.rules, to: "rules/a.rules")
    }

    private var folder: String { disk.path + "/rules" }

    private func load() throws -> RuleSet { try RuleLoader.check(RuleFiles.withTables(RuleFiles.read([folder]))) }

    @Test func theyAreReadFromBesideTheRules() throws {
        try write("seller,bad\ns-1,3\n")
        let program = try load().program
        #expect(program.tables.map(\.name) == ["sellers"])
        #expect(program.tables[0].value(0, key: .text("s-1")) == .number(3))
    }

    @Test func theTextOfTheRulesHoldsThem() throws {
        try write("seller,bad\r\n\"s,1\",3\r\n")
        let rules = try load()
        let sources = try #require(RuleSet.sources(rules.text))
        #expect(sources == RuleFiles.withTables(try RuleFiles.read([folder])))
        #expect(sources.map(\.kind) == [.rules, .table])
        let again = try RuleLoader.check(sources)
        #expect(again.program.canonicalForm == rules.program.canonicalForm)
        #expect(again.text == rules.text)
    }

    @Test func aChangeOfOneIsAChangeOfTheRules() throws {
        try write("seller,bad\ns-1,3\n")
        let before = try load()
        try write("seller,bad\ns-1,1\n")
        let after = try load()
        #expect(before.text != after.text)
        #expect(before.engine(since: [:]).fingerprint != after.engine(since: [:]).fingerprint)
        // Its rows in another order say the same.
        try write("bad,seller\n1,s-1\n")
        #expect(try load().engine(since: [:]).fingerprint == after.engine(since: [:]).fingerprint)
    }

    @Test func aMistakeInOneIsToldWithItsPlaceAndKeepsTheRulesFromBeingUsed() throws {
        try write("seller,bad\ns-1,3\ns-2,three\n")
        let refusal = try #require(throws: RulesRefused.self) { try load() }
        #expect(refusal.exitCode == 1)
        let place = folder + "/data/sellers.csv:3:5: error: "
        #expect(refusal.summary.hasPrefix(place), "\(refusal.summary)")
    }

    @Test func oneThatIsNotThereIsToldWhereItIsDeclared() throws {
        try disk.write(Self.rules, to: "rules/a.rules")
        let refusal = try #require(throws: RulesRefused.self) { try load() }
        #expect(refusal.summary.contains("/rules/a.rules:2:20: error: "), "\(refusal.summary)")
        #expect(refusal.summary.contains("No such file or directory"))
    }

    @Test func aFolderIsNoTable() throws {
        try disk.write(Self.rules, to: "rules/a.rules")
        try FileManager.default.createDirectory(
            atPath: folder + "/data/sellers.csv", withIntermediateDirectories: true)
        let refusal = try #require(throws: RulesRefused.self) { try load() }
        #expect(refusal.summary.contains("it is no regular file"), "\(refusal.summary)")
    }

    @Test func oneThatIsBeingWrittenIsReadWhenItIsLeftAlone() throws {
        try write("seller,bad\n")
        let now = WallClock.now()
        var looks = 0
        let sources = try RuleFiles.readAtRest(
            [folder], now: { looks < 2 ? now : now + .minutes(1) },
            pause: {
                looks += 1
                try? "seller,bad\ns-1,9\n".write(
                    toFile: folder + "/data/sellers.csv", atomically: false, encoding: .utf8)
            })
        #expect(sources.last.map { String(decoding: $0.bytes, as: UTF8.self) } == "seller,bad\ns-1,9\n")
    }
}
