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
        let compilation = compiled(
            turnedOn + """

                test "nobody calls"
                  at 2026-03-02T10:00Z  delivery.delayed customer c-42 order o-9 days 2
                  at +1min              expect task delay-not-told customer c-42 order o-9

                test "somebody had called"
                  at 2026-03-02T10:00Z  call.completed customer c-42 order o-9 outcome "spoke"
                  at +30min             delivery.delayed customer c-42 order o-9 days 2
                  at +1h                expect nothing
                """)
        #expect(mistakes(compilation) == [])
        let program = try #require(compilation.program)
        let engine = RuleEngine(program: program, zones: try zoneTable(site: program.zone, namedZones: true))
        for test in program.tests { #expect(engine.run(test).failures.map(\.message) == [], "\(test.title)") }
    }

    @Test(arguments: packs)
    func aPackNeedsNothingElseAndMayBeCopiedBesideTheExample(pack: String) throws {
        let text = try Checkout.text("rules/\(pack).rules")
        var sources = [Source(path: "site.rules", text: turnedOn), Source(path: "\(pack).rules", text: text)]
        // What it names as the file of a table lies beside it, and is copied with it.
        for table in text.matches(of: /(?m)^table \w+ from "([^"]+)"/).map({ String($0.1) }) {
            let bytes = Array(try Checkout.text("rules/\(table)").utf8)
            sources.append(Source(path: table, bytes: bytes, kind: .table))
        }
        #expect(mistakes(compile(sources, knownZones: allZoneNames())) == [])
    }
}
