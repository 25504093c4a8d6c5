import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing
import TestSupport

/// Random timelines written as `test` blocks: what the reference evaluator foretells passes, and nothing is left over.
@Suite struct TestBlockFuzzTests {
    @Test("A test block that expects what the page says passes", arguments: UInt64(1)...60)
    func passes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        try check(try Trial.random(&random).get())
    }

    @Test("So does one about gates and escalations", arguments: UInt64(1)...60)
    func passesWithGates(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        try check(try Trial.outreach(&random).get())
    }

    private func check(_ trial: Trial) throws {
        guard let block = TestBlock(trial) else { return }
        let text = trial.program.source + block.source
        let compilation = compile([Source(path: "block.rules", text: text)] + RandomVocabulary.tableFiles)
        guard let program = compilation.program, let test = program.tests.first else {
            Issue.record("\(compilation.diagnostics.map(\.message))\n\(text)")
            return
        }
        let outcome = RuleEngine(program: program, zones: trial.zones).run(test)
        #expect(outcome.passed, "\(outcome.failures.map(\.message))\n\(text)")
    }
}

/// A trial as the text of a `test` block. In a test events have no ids: those of one instant happen in the order
/// written.
private struct TestBlock {
    var source = "test \"random\"\n"

    private struct Moment: Hashable {
        var at: Timestamp
        var task: TaskID
    }

    /// Nil if a test cannot say it: answers that name a task by its id, several tasks of one key, a task that changes
    /// twice in one instant, an incident.
    init?(_ trial: Trial) {
        let schema = trial.compiled.schema
        for rule in trial.compiled.rules {
            if case .event(mode: .each, _, _) = rule.trigger { return nil }
            if case .crossing(mode: .each, _) = rule.trigger { return nil }
        }
        var events: [Event] = []
        for event in trial.arrivals where !schema.types[event.type].name.string.hasPrefix("task.") {
            let id = Text("e\(1_000 + events.count)")
            events.append(
                Event(
                    identity: EventIdentity(source: "/test", id: id), type: event.type, customer: event.customer,
                    time: event.time, values: event.fields))
        }
        guard let until = events.map(\.time).max() else { return nil }
        let replay = ReferenceReplay.run(
            trial.compiled, zones: trial.zones, arrivals: events, order: .asArrived, until: until, isTest: true)
        guard Set(replay.lines.map { Moment(at: $0.at, task: $0.task) }).count == replay.lines.count,
            replay.lines.allSatisfy({ $0.members == nil })
        else { return nil }

        var steps: [(at: Timestamp, text: String)] = []
        var clock = Timestamp.distantPast
        for event in events {
            clock = max(clock, event.time)
            let type = schema.types[event.type]
            var text = "at \(clock) \(type.name) customer \"\(event.customer)\""
            for (field, value) in zip(type.fields, event.fields) {
                if let value { text += " `\(field.name)` \(TestBlock.written(value))" }
            }
            if event.time != clock { text += " happened \(event.time)" }
            steps.append((clock, text))
        }
        // Behind all events of their instant, and of one instant in the order in which they came about.
        for line in replay.lines {
            guard let rule = trial.compiled.rules.first(where: { $0.name == line.rule }) else { return nil }
            var text = "at \(line.at) expect "
            switch line.change {
            case .opened: text += "task"
            case .withdrawn: text += "withdrawn"
            case .missed: text += "missed"
            case .held: text += "held"
            case .escalated: text += "escalated"
            case .done, .dismissed, .heldOut: return nil
            }
            text += " \(line.rule) customer \"\(line.customer)\""
            for (name, value) in zip(rule.keys, line.key) { text += " `\(name)` \(TestBlock.written(value))" }
            switch line.change {
            case .withdrawn(let because): text += " because \(because)"
            case .held(let gate), .missed(let gate?): text += " because \(gate)"
            case .escalated: text += " to \(line.handed?.queue ?? "")"
            case .opened, .done, .dismissed, .missed(nil), .heldOut: break
            }
            let place = steps.lastIndex { $0.at <= line.at }.map { $0 + 1 } ?? 0
            steps.insert((line.at, text), at: place)
        }
        for step in steps { source += "  \(step.text)\n" }
    }

    private static func written(_ value: Value) -> String {
        if case .text(let text) = value { return "\"\(text)\"" }
        if case .time(let time) = value { return time.description }
        return value.terse
    }
}
