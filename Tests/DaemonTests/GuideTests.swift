import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport
import ZoneFiles

@testable import Daemon

@Suite("The language guide")
struct GuideTests {
    @Test("marks every block, so that something runs it")
    func marks() throws {
        #expect(try GuideBlock.all().count > 20)
    }

    @Test("shows complete programs without a mistake, whose tests pass", arguments: GuideBlock.all(.program))
    func program(block: GuideBlock) throws {
        let compilation = compile(
            RuleFiles.withTables([Source(path: Checkout.path(block.description), text: block.text)]),
            knownZones: allZoneNames())
        #expect(compilation.diagnostics.map { render($0, compilation.sources) } == [])
        #expect(format(compilation.sources[0]).text == block.text + "\n")
        let program = try #require(compilation.program)
        let engine = RuleEngine(program: program, zones: try zoneTable(site: program.zone, namedZones: true))
        for test in program.tests { #expect(engine.run(test).failures.map(\.message) == [], "\(test.title)") }
    }

    @Test("shows fragments that fit between the shipped rules", arguments: GuideBlock.all(.fragment))
    func fragment(block: GuideBlock) throws {
        var sources = try RuleFiles.read([Checkout.path("rules")])
        sources.append(Source(path: Checkout.path(block.description), text: GuideFragment(block).program))
        sources = RuleFiles.withTables(sources)
        let compilation = compile(sources, knownZones: allZoneNames())
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        #expect(errors.map { render($0, sources) } == [])
    }
}

/// Makes a program of what stands in a fragment.
struct GuideFragment {
    let block: GuideBlock

    init(_ block: GuideBlock) { self.block = block }

    /// Groups are divided by empty lines: each is a set of declarations, the clauses of one rule, or one condition a
    /// line.
    var program: String {
        block.text.split(separator: "\n\n").map(String.init).enumerated().map { place, group in
            let lines = group.split(separator: "\n").map(String.init)
            switch firstWord(lines.first ?? "") {
            case "event", "define", "fact", "table", "zone", "calendar", "rule", "test", "route", "quiet", "budget",
                "inhibit", "let", "outcome", "touch":
                return group
            case "per", "when", "unless", "after", "pause", "while", "task", "say", "keep", "again", "expire",
                "escalate", "holdout":
                return rule("guide-\(place)", lines)
            default:
                return lines.enumerated().map { number, line in
                    rule("guide-\(place)-\(number)", ["when delivery.delayed as delay where \(line)", "per order"])
                }.joined(separator: "\n")
            }
        }.joined(separator: "\n")
    }

    /// A rule of these clauses, and of those that they leave out.
    private func rule(_ name: String, _ clauses: [String]) -> String {
        let said = Set(clauses.map(firstWord))
        var lines = clauses
        if !said.contains("when") {
            lines.append("when delivery.delayed as delay")
            if !said.contains("per") { lines.append("per order") }
        }
        if !said.contains("task") { lines.append("task recovery to care") }
        if !said.contains("say") { lines.append("say \"Call.\"") }
        return "rule \(name) \"Guide\"\n" + lines.joined(separator: "\n")
    }

    private func firstWord(_ line: String) -> String { line.split(separator: " ").first.map(String.init) ?? "" }
}
