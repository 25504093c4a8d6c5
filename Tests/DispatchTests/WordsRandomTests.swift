import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport

/// Random rules and timelines: what is said about them agrees with what happens.
@Suite struct WordsRandomTests {
    @Test("A rule that is written back from what it was compiled to means the same", arguments: UInt64(1)...60)
    func writtenBack(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let random1 = RandomProgram(&random)
        let program = try #require(random1.compiled().program)
        let declarations = random1.vocabulary.source + random1.defines.map { "\($0)\n" }.joined()
        let text = declarations + program.rules.map { source($0, program) }.joined(separator: "\n")
        // A condition on alternatives that have conditions of their own is written out for each; where one of them lacks
        // a field of it, the program has no name to write.
        if text.contains("(nothing)") { return }
        let compilation = compile([Source(path: "written.rules", text: text)] + RandomVocabulary.tableFiles)
        guard let again = compilation.program else {
            let errors = compilation.diagnostics.filter { $0.severity == .error }
            Issue.record("\(errors.map(\.message))\n\(text)")
            return
        }
        for (a, b) in zip(program.rules, again.rules) {
            let (before, after) = (meaning(a), meaning(b))
            #expect(before == after, "\(source(a, program))")
        }
    }

    @Test("What explain calls open is what replay leaves open", arguments: UInt64(1)...60)
    func openIsOpen(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let trial = try Trial.random(&random).get()
        let engine = RuleEngine(program: trial.compiled, zones: trial.zones)
        var replay = Replay(engine: engine, order: .byTime, until: trial.until)
        for event in trial.arrivals { replay.accept(event) }
        var open: Set<TaskID> = []
        for change in replay.finish() {
            if change.kind == .opened { open.insert(change.task.id) } else { open.remove(change.task.id) }
        }

        var said: Set<TaskID> = []
        for customer in Set(trial.arrivals.map(\.customer)) {
            let explanation = engine.explanation(
                customer: customer, events: trial.arrivals.filter { $0.customer == customer }, at: trial.until,
                rules: Array(trial.compiled.rules.indices))
            for instance in explanation.rules.flatMap(\.instances) {
                if case .open(let task, _, _) = instance.verdict { said.insert(task) }
                #expect(!instance.steps.contains { $0.text.isEmpty })
            }
        }
        #expect(said == open)
    }

    @Test("Every rule has a sentence and a drawing", arguments: UInt64(1)...60)
    func described(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let program = try #require(RandomProgram(&random).compiled().program)
        for rule in program.rules.indices {
            let description = program.description(ofRule: rule)
            #expect(description.sentence.hasSuffix("”"))
            #expect(!description.sentence.contains("(nothing)"))
            #expect(description.drawing.count >= 3)
        }
    }

    // MARK: Writing back

    private func source(_ rule: Rule, _ program: Program) -> String {
        let text = RuleText(program: program, rule: rule)
        var lines = ["rule \(rule.name) \"\(rule.title)\""]
        if !rule.keys.isEmpty { lines.append("per \(rule.keys.map(\.string).joined(separator: ", "))") }
        lines.append("when \(text.trigger(rule.trigger))")
        for unless in rule.unless {
            let strictly = unless.strictly ? "strictly " : ""
            let back = unless.lookingBack.map { " looking back \(text.duration($0))" } ?? ""
            lines.append(
                "unless \(strictly)\(text.pattern(unless.pattern)) within \(text.duration(unless.within))\(back)"
                    + (unless.forCustomer ? " for customer" : ""))
        }
        if let after = rule.after { lines.append("after \(text.duration(after))") }
        for condition in rule.whileConditions { lines.append("while \(text.expression(condition, on: nil))") }
        lines.append("task recovery to q say \"\(text.say(rule.say))\"")
        if rule.keep { lines.append("keep") }
        if let again = rule.again { lines.append("again after \(text.duration(again))") }
        lines.append("expire after \(text.duration(rule.expire))")
        return lines.joined(separator: "\n  ") + "\n"
    }

    private func meaning(_ rule: Rule) -> String {
        "\(rule.keys) \(rule.trigger) \(rule.unless) \(rule.after as Any) \(rule.whileConditions) \(rule.say) "
            + "\(rule.again as Any) \(rule.expire) \(rule.alias as Any)"
    }
}
