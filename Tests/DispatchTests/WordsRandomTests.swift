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
            let explanation = try engine.explanation(
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
        "\(rule.keys) \(trigger(rule.trigger)) \(rule.unless.map(unless)) \(rule.after as Any) "
            + "\(rule.whileConditions.map(meaning)) \(rule.say.map(meaning)) \(rule.again as Any) \(rule.expire) "
            + "\(rule.alias as Any)"
    }

    private func trigger(_ trigger: Trigger) -> String {
        guard case .event(let mode, let pattern, let counting) = trigger else { return "\(trigger)" }
        return "\(mode) \(meaning(pattern)) \(counting.map(meaning) ?? "")"
    }

    private func unless(_ unless: Unless) -> String {
        "\(meaning(unless.pattern)) \(unless.strictly) \(unless.within) \(unless.lookingBack as Any)"
    }

    private func meaning(_ pattern: Pattern) -> String {
        "\(pattern.alternatives.map { "\($0.type) \($0.condition.map(meaning) ?? "")" })"
    }

    private func meaning(_ window: Window) -> String {
        "[\(window.function) \(meaning(window.pattern)) \(window.field) \(window.within)]"
    }

    private func meaning(_ part: SayPart) -> String {
        switch part {
        case .text(let text): return text.string
        case .expression(let expression): return meaning(expression)
        }
    }

    /// What is joined by `and` or `or` may be grouped in any way.
    private func meaning(_ expression: Expression) -> String {
        switch expression {
        case .window(let window): return meaning(window)
        // A number below zero has a name, or a sign.
        case .negative(.literal(.number(let number))): return "\(Expression.literal(.number(-number)))"
        case .binary(let operation, _, _) where operation == .and || operation == .or:
            return "(\(operation) \(chain(expression, operation).map(meaning)))"
        case .binary(let operation, let a, let b): return "(\(operation) \(meaning(a)) \(meaning(b)))"
        case .rounded(let inner, let digits): return "(rounded \(digits) \(meaning(inner)))"
        case .named(let name, _): return name.string
        default:
            if expression.operands.isEmpty { return "\(expression)" }
            return "(\("\(expression)".prefix { $0 != "(" }) \(expression.operands.map(meaning)))"
        }
    }

    private func chain(_ expression: Expression, _ operation: BinaryOperator) -> [Expression] {
        guard case .binary(operation, let a, let b) = expression else { return [expression] }
        return chain(a, operation) + chain(b, operation)
    }
}
