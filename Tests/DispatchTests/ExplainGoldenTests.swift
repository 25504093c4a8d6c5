import Events
import RuleLanguage
import Testing
import TestSupport

@testable import Engine
import TaskDispatch

/// Stories of customers, and what is said about them: the events are those of the files' `test` blocks.
/// `RECORD=1 swift test --filter ExplainGolden` writes down what is said now; read every change aloud before you keep it.
@Suite struct ExplainGoldenTests {
    static let folder = GoldenFolder("DispatchTests/Explained")

    @Test(arguments: folder.names) func exactly(_ name: String) throws {
        let said = try explanations(name).map { text($0) }.joined(separator: "\n")
        #expect(said == (try Self.folder.expected(name, recording: said)))
    }

    /// The stories together show every kind of decision that comes without lateness.
    @Test func everyDecisionIsTold() throws {
        var kinds: Set<String> = []
        for name in Self.folder.names {
            for explanation in try explanations(name) {
                for rule in explanation.rules {
                    for step in rule.passedOver + rule.instances.flatMap(\.steps) {
                        kinds.insert(String("\(step.decision.kind)".prefix { $0 != "(" }))
                    }
                }
            }
        }
        #expect(
            kinds == [
                "armed", "joined", "anchored", "cooling", "skipped", "withoutKey", "notMatched", "awaiting",
                "satisfied",
                "lapsed", "paused", "wentOn", "opened", "answeredBefore", "done", "dismissed", "overtaken", "moved",
            ])
    }

    @Test func aMissedVerdictIsToldAsOne() throws {
        let (engine, all, at) = try story("delay")
        let events = all.filter { $0.customer == "c-1" }
        let opened = try #require(
            engine.explain(customer: "c-1", events: events, until: at).first { $0.kind == .opened })
        let rule = engine.program.rules[opened.rule]
        let missed = TaskRecord(
            id: try #require(opened.task), rule: rule.name, title: rule.title, customer: "c-1", key: [],
            taskClass: .recovery, queue: "q", priority: .normal, say: "", judgedAt: opened.at, openedAt: opened.at,
            dueAt: nil, state: .missed, because: nil, evidence: [], history: [])
        let explained = try Dispatcher(engine: engine).explanation(
            customer: "c-1", events: events, at: at, rules: [opened.rule], tasks: [missed])
        #expect(explained.tasks.map(\.task.id) == [missed.id])
        let step = try #require(
            explained.verdicts.rules[0].instances.flatMap(\.steps).first {
                $0.decision.kind == .missed
            })
        #expect(step.text == "Learned too late: the verdict counts as missed, and no task opened.")
    }

    // MARK: The stories

    private func explanations(_ name: String) throws -> [Explanation] {
        let (engine, events, at) = try story(name)
        return try Set(events.map(\.customer)).sorted().map { customer in
            try engine.explanation(
                customer: customer, events: events.filter { $0.customer == customer }, at: at,
                rules: engine.program.rulesAsWritten)
        }
    }

    private func story(_ name: String) throws -> (RuleEngine, [Event], Timestamp) {
        let text = try Self.folder.rules(name)
        let compilation = compile([Source(path: "\(name).rules", text: text)])
        let program = try #require(compilation.program, "\(compilation.diagnostics.map(\.message))")
        let engine = RuleEngine(program: program, zones: ZoneTable())
        let steps = program.tests.flatMap(\.steps)
        var events = steps.compactMap { step -> Event? in
            if case .event(let event) = step.action { return event }
            return nil
        }
        let at = try #require(steps.map(\.at).max())
        // An answer names the task that is open then.
        for step in steps {
            let task: TestTask
            let type: Text
            switch step.action {
            case .done(let named): (task, type) = (named, "task.done")
            case .dismissed(let named): (task, type) = (named, "task.dismissed")
            case .event, .expectNothing, .expectTask, .expectWithdrawn, .expectMissed, .expectHeld, .expectEscalated,
                .claimed, .released, .snoozed, .feedFallsSilent, .feedIsHeard:
                continue
            }
            let customer = try #require(task.customer)
            let id = try #require(
                engine.explain(
                    customer: customer, events: events.filter { $0.customer == customer }, until: step.at
                ).last {
                    $0.rule == task.rule && $0.task != nil
                }?.task)
            events.append(answer(type, id, step.at, customer, engine.program.schema))
        }
        return (engine, events, at)
    }

    private func answer(_ type: Text, _ id: TaskID, _ at: Timestamp, _ customer: Text, _ schema: Schema) -> Event {
        let index = schema.index(of: type) ?? 0
        let fields = schema.types[index].fields.map { field -> Value? in
            switch field.name {
            case "task": return .text(id.text)
            case "by": return .text("ann")
            default: return nil
            }
        }
        return Event(
            identity: EventIdentity(source: "/people", id: Text("\(type)-\(at)")), type: index,
            customer: customer, time: at, fields: fields)
    }

    private func text(_ explanation: Explanation) -> String {
        var lines = ["customer \(explanation.customer), as of \(explanation.clock) (\(explanation.zone))"]
        for event in explanation.timeline {
            lines.append("  \(event.clock) \(event.type) \(event.fields) (\(event.event))")
        }
        lines += explanation.scores.map { "  \($0.name)  \($0.line)" }
        for stage in explanation.stages {
            let key = stage.key.map { " (\($0.name) \($0.value.written))" }.joined()
            lines.append("  \(stage.name)\(key)  \(stage.line)")
        }
        for rule in explanation.rules {
            lines.append("\(rule.name)")
            for instance in rule.instances {
                lines.append("  [\(instance.key.map { "\($0.name) \($0.value.written)" }.joined(separator: ", "))]")
                for step in instance.steps { lines.append("    \(step.clock) \(step.text)") }
                lines.append("    => \(instance.verdictText)")
            }
            for step in rule.passedOver { lines.append("  - \(step.clock) \(step.text)") }
            if let never = rule.never { lines.append("  => \(never)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
