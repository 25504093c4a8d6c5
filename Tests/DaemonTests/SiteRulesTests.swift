import Engine
import Events
import Foundation
import RuleLanguage
import TaskDispatch
import TestSupport
import Testing
import ZoneFiles

@testable import Daemon

/// `/etc/outreachd/rules/site.rules` of the package: the vocabulary, and an example that is off.
@Suite struct SiteRulesTests {
    /// As `debian/rules` puts it together.
    let shipped: String
    /// After the line with which the file and the README turn the example on.
    let turnedOn: String

    init() throws {
        shipped = try ["packaging/site.rules", "rules/vocabulary.rules"].map(Checkout.text).joined()
        turnedOn = shipped.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("#> ") ? $0.dropFirst(3) : $0 }.joined(separator: "\n")
    }

    func compiled(_ text: String) -> Compilation {
        compile([Source(path: "site.rules", text: text)], knownZones: allZoneNames())
    }

    func mistakes(_ compilation: Compilation) -> [String] {
        compilation.diagnostics.filter { $0.severity == .error }.map { render($0, compilation.sources) }
    }

    @Test func itDeclaresAndOpensNothing() {
        let compilation = compiled(shipped)
        #expect(compilation.diagnostics.isEmpty)
        #expect(compilation.program?.rules.isEmpty == true)
    }

    @Test func bothFormsHaveTheUsualLayout() {
        for text in [shipped, turnedOn] { #expect(format(Source(path: "site.rules", text: text)).text == text) }
    }

    @Test func theExampleOpensATaskForTheEventOfTheReadme() throws {
        let compilation = compiled(turnedOn)
        #expect(mistakes(compilation) == [])
        let program = try #require(compilation.program)
        #expect(program.tests.count == 2)
        let engine = RuleEngine(program: program, zones: try zoneTable(site: program.zone, namedZones: true))
        for test in program.tests { #expect(engine.run(test).failures.map(\.message) == [], "\(test.title)") }
    }

    @Test func whoTurnsTheExampleOnIsToldOfTheWordsThatItLeavesInOneWarning() {
        let warnings = compiled(turnedOn).diagnostics
        #expect(warnings.map(\.code) == ["unused-words"])
        #expect(warnings.first?.message == "nobody uses 6 of the words that this file declares")
    }

    /// After the line with which the file takes the example out, on or off.
    private func withoutExample(_ text: String) throws -> String {
        let line = #"sed -i '/^rule delay-not-told/,/expect nothing$/d' /etc/outreachd/rules/site.rules"#
        try #require(shipped.contains(line))
        return text.replacing(/(?ms)^rule delay-not-told.*?expect nothing$/, with: "", maxReplacements: 1)
    }

    @Test func theExampleGoesAsTheFileSays() throws {
        #expect(try withoutExample(shipped) == shipped)
        let program = try #require(compiled(try withoutExample(turnedOn)).program)
        #expect(program.rules.isEmpty && program.tests.isEmpty)
    }

    /// Beside the example a pack means what it means, but its tests meet the example's tasks.
    @Test(arguments: packs)
    func aPackNeedsNothingElseAndItsTestsPassOnceTheExampleIsGone(pack: String) throws {
        #expect(mistakes(try compiled(pack, beside: turnedOn)) == [])
        let compilation = try compiled(pack, beside: try withoutExample(turnedOn))
        #expect(mistakes(compilation) == [])
        #expect(compilation.diagnostics.count <= 3)
        let program = try #require(compilation.program)
        let engine = RuleEngine(program: program, zones: try zoneTable(site: program.zone, namedZones: true))
        for test in program.tests { #expect(engine.run(test).failures.map(\.message) == [], "\(test.title)") }
    }

    private func compiled(_ pack: String, beside site: String) throws -> Compilation {
        let text = try Checkout.text("rules/\(pack).rules")
        var sources = [Source(path: "site.rules", text: site), Source(path: "\(pack).rules", text: text)]
        // What it names as the file of a table lies beside it, and is copied with it.
        for table in text.matches(of: /(?m)^table \w+ from "([^"]+)"/).map({ String($0.1) }) {
            let bytes = Array(try Checkout.text("rules/\(table)").utf8)
            sources.append(Source(path: table, bytes: bytes, kind: .table))
        }
        return compile(sources, knownZones: allZoneNames())
    }
}
