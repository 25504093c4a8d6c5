import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// What `explain` prints.
struct ExplainReport {
    private let explanation: Explanation
    private let tasks: [ExplainedTask]
    /// Whether many rules are told about, so that each is kept short.
    private let isBrief: Bool

    private static let width = 100
    /// How many events that started nothing a brief report shows of each rule.
    private static let passedOverAtMost = 5

    init(_ explained: ExplainedCustomer, isBrief: Bool) {
        explanation = explained.verdicts
        tasks = explained.tasks
        self.isBrief = isBrief
    }

    // MARK: Text

    var lines: [String] {
        var lines = ["customer \(explanation.customer), as of \(explanation.clock) (\(explanation.zone))", ""]
        lines += timeline
        for rule in explanation.rules { lines += [""] + self.lines(rule) }
        if !tasks.isEmpty { lines += ["", "tasks"] + tasks.map { "  \($0.text)" } }
        return lines
    }

    private var timeline: [String] {
        if explanation.timeline.isEmpty { return ["  nothing had happened yet"] }
        let clockWidth = explanation.timeline.map(\.clock.count).max() ?? 0
        let typeWidth = explanation.timeline.map(\.type.string.count).max() ?? 0
        return explanation.timeline.map { event in
            let fields = event.fields.isEmpty ? "" : "\(event.fields)  "
            return
                "  \(padded(event.clock, clockWidth))  \(padded(event.type.string, typeWidth))  \(fields)(\(event.event))"
        }
    }

    private func lines(_ rule: ExplainedRule) -> [String] {
        var lines = ["\(rule.name) “\(rule.title)”"]
        let steps = rule.instances.flatMap(\.steps) + rule.passedOver
        let width = steps.map(\.clock.count).max() ?? 0
        for instance in rule.instances {
            let key = instance.key.map { "\($0.name) \($0.value.written)" }.joined(separator: ", ")
            if !key.isEmpty { lines.append("  \(key)") }
            for step in instance.steps { lines += self.lines(step, width) }
            lines += indented("=> \(instance.verdictText)", first: "    ", rest: "       ")
        }
        let shown = isBrief ? rule.passedOver.suffix(Self.passedOverAtMost) : rule.passedOver[...]
        if rule.passedOver.count > shown.count {
            let hidden = rule.passedOver.count - shown.count
            lines.append("  \(plural(hidden, "earlier event")) started nothing either; --rule \(rule.name) shows them")
        } else if !shown.isEmpty, !rule.instances.isEmpty {
            lines.append("  what started nothing:")
        }
        for step in shown { lines += self.lines(step, width) }
        if rule.instances.isEmpty, !rule.passedOver.isEmpty { lines.append("    => nothing is owed") }
        if let never = rule.never { lines.append("    => nothing is owed: \(never)") }
        return lines
    }

    private func lines(_ step: ExplainedStep, _ width: Int) -> [String] {
        let clock = padded(step.clock, width)
        return indented(
            step.text, first: "    \(clock)  ", rest: String(repeating: " ", count: clock.count + 6))
    }

    private func indented(_ text: String, first: String, rest: String) -> [String] {
        wrapped(text, width: Self.width - rest.count).enumerated().map { place, line in
            (place == 0 ? first : rest) + line
        }
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    // MARK: JSON

    /// `{"customer":…,"at":…,"zone":…,"timeline":[…],"rules":[{"rule":…,"instances":[…],"passed_over":[…]}],"tasks":[…]}`
    var json: [UInt8] {
        var json = JSONText()
        json.raw("{\"customer\":")
        json.string(explanation.customer)
        json.raw(",\"at\":")
        json.value(.time(explanation.at))
        json.raw(",\"zone\":")
        json.string(explanation.zone)
        json.raw(",\"timeline\":[")
        for (place, event) in explanation.timeline.enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"time\":")
            json.value(.time(event.time))
            json.raw(",\"type\":")
            json.string(event.type)
            json.raw(",\"event\":")
            json.string(Text(event.event.description))
            json.raw(",\"fields\":")
            json.string(Text(event.fields))
            json.raw("}")
        }
        json.raw("],\"rules\":[")
        for (place, rule) in explanation.rules.enumerated() {
            if place > 0 { json.raw(",") }
            append(rule, to: &json)
        }
        json.raw("],\"tasks\":[")
        for (place, task) in tasks.enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"task\":")
            json.string(task.task.id.text)
            json.raw(",\"rule\":")
            json.string(task.task.rule)
            json.raw(",\"state\":")
            json.string(Text(task.task.state.rawValue))
            json.raw(",\"text\":")
            json.string(Text(task.text))
            json.raw("}")
        }
        json.raw("]}")
        return json.bytes
    }

    private func append(_ rule: ExplainedRule, to json: inout JSONText) {
        json.raw("{\"rule\":")
        json.string(rule.name)
        json.raw(",\"title\":")
        json.string(rule.title)
        json.raw(",\"instances\":[")
        for (place, instance) in rule.instances.enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"key\":")
            json.object(of: instance.key)
            json.raw(",\"steps\":")
            append(instance.steps, to: &json)
            json.raw(",\"verdict\":")
            append(instance, to: &json)
            json.raw("}")
        }
        json.raw("],\"passed_over\":")
        append(rule.passedOver, to: &json)
        if let never = rule.never {
            json.raw(",\"never\":")
            json.string(Text(never))
        }
        json.raw("}")
    }

    private func append(_ instance: ExplainedInstance, to json: inout JSONText) {
        switch instance.verdict {
        case .open(let task, let since, let due):
            json.raw("{\"state\":\"open\",\"task\":")
            json.string(task.text)
            json.raw(",\"since\":")
            json.value(.time(since))
            if let due {
                json.raw(",\"due\":")
                json.value(.time(due))
            }
        case .waiting(let until):
            json.raw("{\"state\":\"waiting\",\"until\":")
            json.value(.time(until))
        case .awaiting(let instant):
            json.raw("{\"state\":\"awaiting\",\"until\":")
            json.value(.time(instant))
        case .cooling(let until):
            json.raw("{\"state\":\"cooling\",\"until\":")
            json.value(.time(until))
        case .nothing: json.raw("{\"state\":\"nothing\"")
        }
        json.raw(",\"text\":")
        json.string(Text(instance.verdictText))
        json.raw("}")
    }

    private func append(_ steps: [ExplainedStep], to json: inout JSONText) {
        json.raw("[")
        for (place, step) in steps.enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"at\":")
            json.value(.time(step.decision.at))
            json.raw(",\"decision\":")
            json.string(Text(word(step.decision.kind)))
            if let until = until(step.decision.kind) {
                json.raw(",\"until\":")
                json.value(.time(until))
            }
            if let task = step.decision.task {
                json.raw(",\"task\":")
                json.string(task.text)
            }
            if let event = step.event {
                json.raw(",\"event\":")
                json.string(Text(event.description))
            }
            json.raw(",\"text\":")
            json.string(Text(step.text))
            json.raw("}")
        }
        json.raw("]")
    }

    private func word(_ kind: Decision.Kind) -> String {
        switch kind {
        case .armed: return "armed"
        case .joined: return "joined"
        case .anchored: return "anchored"
        case .cooling: return "cooling"
        case .skipped: return "skipped"
        case .beforeRule: return "before-rule"
        case .withoutKey: return "without-key"
        case .notMatched: return "not-matched"
        case .awaiting: return "awaiting"
        case .satisfied: return "satisfied"
        case .lapsed: return "lapsed"
        case .missed: return "missed"
        case .opened: return "opened"
        case .answeredBefore: return "answered-before"
        case .done: return "done"
        case .dismissed: return "dismissed"
        case .overtaken: return "overtaken"
        case .moved: return "moved"
        }
    }

    private func until(_ kind: Decision.Kind) -> Timestamp? {
        switch kind {
        case .armed(let time), .anchored(let time), .cooling(let time), .awaiting(let time): return time
        case .skipped(let time): return time
        case .joined, .beforeRule, .withoutKey, .notMatched, .satisfied, .lapsed, .missed, .opened, .answeredBefore,
            .done, .dismissed, .overtaken, .moved:
            return nil
        }
    }
}
