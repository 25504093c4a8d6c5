import Engine
import TaskDispatch
import Events
import Foundation
import RuleLanguage
import Testing
import TestSupport
import ZoneFiles

@testable import Daemon

let packs = [
    "delivery", "events", "feedback", "hotel", "policy", "relationship", "retail", "subscription", "tickets",
]

@Suite("The rules that are shipped")
struct ShippedRulesTests {
    private func compiled(_ paths: String...) throws -> Compilation {
        compile(RuleFiles.withTables(try RuleFiles.read(paths.map(Checkout.path))), knownZones: allZoneNames())
    }

    private func shown(_ compilation: Compilation, _ severities: Set<Diagnostic.Severity>) -> String {
        compilation.diagnostics.filter { severities.contains($0.severity) }.map { render($0, compilation.sources) }
            .joined(separator: "\n")
    }

    private func engine(_ compilation: Compilation) throws -> RuleEngine {
        let program = try #require(compilation.program)
        return RuleEngine(program: program, zones: try zoneTable(site: program.zone, namedZones: true))
    }

    @Test("check without a mistake or a warning")
    func check() throws {
        #expect(shown(try compiled("rules"), [.error, .warning]) == "")
    }

    @Test("have the canonical layout")
    func layout() throws {
        for source in try RuleFiles.read(["rules", "Tests/Demo"].map(Checkout.path)) {
            #expect(format(source).text == String(decoding: source.bytes, as: UTF8.self), "\(source.path)")
        }
    }

    @Test("pass their tests, which reach every outcome that a rule can have")
    func tests() throws {
        let engine = try engine(try compiled("rules"))
        var reached = [Set<RuleOutcome>](repeating: [], count: engine.program.rules.count)
        for test in engine.program.tests {
            let outcome = engine.run(test)
            #expect(outcome.failures.map(\.message) == [], "\(test.title)")
            for (rule, outcomes) in outcome.reached.enumerated() { reached[rule].formUnion(outcomes) }
        }
        for (rule, outcomes) in zip(engine.program.rules, reached) {
            #expect(Set(rule.reachableOutcomes).subtracting(outcomes) == [], "\(rule.name)")
        }
    }

    @Test("stand on the vocabulary alone, each pack without the others", arguments: packs)
    func alone(pack: String) throws {
        let compilation = try compiled("rules/vocabulary.rules", "rules/\(pack).rules")
        #expect(shown(compilation, [.error]) == "")
        let engine = try engine(compilation)
        for test in engine.program.tests {
            #expect(engine.run(test).failures.map(\.message) == [], "\(test.title)")
        }
    }

    @Test("get along with the rules of the demo, which pass their own tests")
    func demo() throws {
        #expect(shown(try compiled("rules", "Tests/Demo"), [.error, .warning]) == "")
        let engine = try engine(try compiled("rules/vocabulary.rules", "Tests/Demo"))
        for test in engine.program.tests {
            #expect(engine.run(test).failures.map(\.message) == [], "\(test.title)")
        }
    }
}
