import ArgumentParser
import Engine
import TaskDispatch
import Events
import RuleLanguage
import ZoneFiles

/// `outreachd test`: the `test` blocks of some rule files, on simulated time.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the test blocks of rule files on simulated time.",
        discussion: """
            A task that opens or ends without a step that expects it fails the test. A failing test shows what \
            was expected, what happened, and why the rule decided as it did. The exit code is 1 if a test fails.
            """)

    @Argument(
        help: "Rule files, or directories of *.rules, or - for standard input; together they are one program.",
        completion: .file())
    var paths: [String]

    @Flag(help: "Name each rule with the outcomes that its tests never reached; exit code 1 if there are any.")
    var coverage = false

    @Flag(help: "Print one JSON object for each test, one a line.")
    var json = false

    func run() throws {
        let compilation = try compileRules(paths)
        let program = try program(from: compilation)
        let engine = try makeEngine(program)
        var output = StandardOutput()
        var failed = 0
        var reached = [Set<RuleOutcome>](repeating: [], count: program.rules.count)
        for test in program.tests {
            let outcome = engine.run(test)
            for (rule, outcomes) in outcome.reached.enumerated() { reached[rule].formUnion(outcomes) }
            if !outcome.passed { failed += 1 }
            let report = TestReport(outcome: outcome, engine: engine, sources: compilation.sources)
            if json {
                output.json(report.json)
            } else {
                for line in report.lines { output.line(line) }
            }
        }
        var gaps = 0
        if coverage {
            for place in program.rulesAsWritten {
                let rule = program.rules[place]
                let missing = rule.reachableOutcomes.filter { !reached[place].contains($0) }
                if missing.isEmpty { continue }
                gaps += 1
                output.sentence("\(rule.name): never \(missing.map(\.rawValue).joined(separator: ", "))")
            }
            if gaps == 0, !json {
                output.line("coverage: every outcome of \(plural(program.rules.count, "rule")) is tested")
            }
        }
        output.flush()
        if !json {
            complain("\(plural(program.tests.count, "test")): \(program.tests.count - failed) passed, \(failed) failed")
        }
        if failed > 0 || gaps > 0 { throw ExitCode.wrong }
    }
}
