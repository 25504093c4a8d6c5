import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// What `test` prints of one test.
struct TestReport {
    let outcome: TestOutcome
    let program: Program
    let sources: [Source]

    var lines: [String] {
        let title = "\(outcome.passed ? "ok    " : "FAILED") \(outcome.test.title)"
        if outcome.passed { return [title] }
        var lines = [title]
        for failure in outcome.failures {
            let diagnostic = Diagnostic(code: "test-failed", message: failure.message, range: failure.range)
            let width = outputIsTerminal ? terminalSize().map { $0.columns - 2 } : nil
            lines += render(diagnostic, sources, width: width).split(separator: "\n", omittingEmptySubsequences: false)
                .map {
                    "  " + $0
                }
        }
        lines.append("  what happened:")
        if outcome.story.isEmpty { lines.append("    nothing") }
        for moment in outcome.story { lines.append("    " + line(moment)) }
        return lines
    }

    private func line(_ moment: TestMoment) -> String {
        let at = pad(outcome.test.clockText(moment.at), 12)
        switch moment.kind {
        case .event(let event):
            let type = program.schema.types[event.type]
            var text = "\(at) \(type.name) customer \(event.customer)"
            for (field, value) in zip(type.fields, event.fields) {
                if let value { text += " \(field.name) \(value.written)" }
            }
            if event.time != moment.at { text += " (happened \(outcome.test.clockText(event.time)))" }
            return text
        case .change(let change):
            let key = change.task.key.map { " \($0.name) \($0.value.written)" }.joined()
            return "\(at) -> \(word(change.kind)): \(change.task.rule) customer \(change.task.customer)\(key)"
        }
    }

    private func word(_ kind: ChangeKind) -> String {
        switch kind {
        case .opened: return "task opens"
        case .withdrawn(let because): return "task withdrawn, \(because.rawValue)"
        case .done: return "task done"
        case .dismissed: return "task dismissed"
        case .missed: return "task missed"
        case .updated: return "task updated"
        }
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// `{"test":TITLE,"passed":BOOL,"failures":[{"path":…,"line":…,"message":…}]}`
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
        json.raw("]}")
        return json.bytes
    }
}
