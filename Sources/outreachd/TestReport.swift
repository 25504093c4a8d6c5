import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// What `test` prints of one test.
struct TestReport {
    let outcome: TestOutcome
    let engine: RuleEngine
    let sources: [Source]

    private var program: Program { engine.program }

    var lines: [String] {
        let title = "\(outcome.passed ? "ok    " : "FAILED") \(outcome.test.title)"
        if outcome.passed { return [title] }
        var lines = [title]
        for failure in outcome.failures {
            let diagnostic = Diagnostic(code: "test-failed", message: failure.message, range: failure.range)
            let width = outputIsTerminal ? terminalSize().map { $0.columns - 2 } : nil
            lines += render(diagnostic, sources, width: width).split(separator: "\n").map { "  " + $0 }
        }
        lines.append("  what happened:")
        if outcome.story.isEmpty { lines.append("    nothing") }
        for moment in outcome.story { lines += text(moment).wrapped(after: "    " + at(moment), width: textWidth) }
        for reason in reasons { lines += reason.map { $0.isEmpty ? "" : "  " + $0 } }
        return lines
    }

    /// What `explain` tells about each rule that did not decide as the test says, once for each customer: as of the last
    /// moment that was not as it should be.
    private var reasons: [[String]] {
        var told: [(rule: Int, customer: Text, at: Timestamp)] = []
        for subject in outcome.failures.compactMap(\.subject) {
            for customer in subject.customers.prefix(Self.customersAtMost) {
                if let place = told.firstIndex(where: { $0.rule == subject.rule && $0.customer == customer }) {
                    told[place].at = max(told[place].at, subject.at)
                } else {
                    told.append((subject.rule, customer, subject.at))
                }
            }
        }
        return told.map { reason($0.rule, $0.customer, $0.at) }
    }

    /// A step that names no customer may mean many.
    private static let customersAtMost = 3

    private func reason(_ rule: Int, _ customer: Text, _ at: Timestamp) -> [String] {
        let events = outcome.story.compactMap { moment -> Event? in
            guard moment.at <= at, case .event(let event) = moment.kind, event.customer == customer else { return nil }
            return event
        }
        // Nobody gives it up.
        guard
            let explained = try? Dispatcher(engine: engine).explanation(
                customer: customer, events: events, at: at, rules: [rule], tasks: [])
        else { return [] }
        let explanation = explained.verdicts
        return ["why, for customer \(customer) as of \(explanation.clock) (\(explanation.zone)):"]
            + ExplainReport(explained, isBrief: false, width: textWidth - 4).ruleLines.map { "  " + $0 }
    }

    private func at(_ moment: TestMoment) -> String { outcome.test.clockText(moment.at).padded(to: 12) + " " }

    private func text(_ moment: TestMoment) -> String {
        switch moment.kind {
        case .event(let event):
            let type = program.schema.types[event.type]
            var text = "\(type.name) customer \(event.customer)"
            for (field, value) in zip(type.fields, event.fields) {
                if let value { text += " \(field.name) \(value.written)" }
            }
            if event.time != moment.at { text += " (happened \(outcome.test.clockText(event.time)))" }
            return text
        case .change(let change):
            let key = change.task.key.map { " \($0.name) \($0.value.written)" }.joined()
            return "-> \(word(change.kind, change.task)): \(change.task.rule) customer \(change.task.customer)\(key)"
        }
    }

    private func word(_ kind: ChangeKind, _ task: TaskRecord) -> String {
        switch kind {
        case .opened: return "task opens"
        case .withdrawn(let because): return "task withdrawn, \(because.rawValue)"
        case .done: return "task done"
        case .dismissed: return "task dismissed"
        case .held(let gate, until: _): return "task held, \(gate.rawValue)"
        case .heldOut: return "held out"
        case .escalated: return "task escalated to \(task.queue)"
        case .missed: return "task missed"
        case .expired(let gate): return "task missed, \(gate.rawValue)"
        case .updated: return "task updated"
        }
    }

    /// `{"test":TITLE,"passed":BOOL,"failures":[{"path":…,"line":…,"message":…}]}`, of a test that failed with
    /// `"why":[LINE]`
    var json: [UInt8] {
        var json = JSONText()
        json.raw("{\"test\":")
        json.string(outcome.test.title)
        json.raw(outcome.passed ? ",\"passed\":true" : ",\"passed\":false")
        json.raw(",\"failures\":[")
        for (index, failure) in outcome.failures.enumerated() {
            if index > 0 { json.raw(",") }
            let source = sources[failure.range.file]
            json.raw("{\"path\":")
            json.string(Text(source.path))
            json.raw(",\"line\":")
            json.value(.number(Double(source.position(of: failure.range.start).line)))
            json.raw(",\"message\":")
            json.string(Text(failure.message))
            json.raw("}")
        }
        json.raw("]")
        if !outcome.passed {
            json.raw(",\"why\":")
            json.strings(reasons.flatMap(\.self))
        }
        json.raw("}")
        return json.bytes
    }
}
