import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// What `explain` prints.
struct ExplainReport {
    let explanation: Explanation
    private let tasks: [ExplainedTask]
    /// Who brought the events, where that is known.
    private let bringers: [EventIdentity: Text]
    /// Whether many rules are told about, so that each is kept short.
    let isBrief: Bool
    /// Why the daemon judges nothing of the customer at present; nil if it does.
    private let setAside: String?
    private let width: Int

    /// How many events that started nothing a brief report shows of each rule.
    private static let passedOverAtMost = 5
    /// From so many rules on, those that never started are told in one line.
    private static let neverAtMost = 3
    /// A field's text is cut there.
    private static let longestText = 4_000

    /// - Parameter width: of a line.
    init(
        _ explained: ExplainedCustomer, bringers: [EventIdentity: Text] = [:], setAside: String? = nil, isBrief: Bool,
        width: Int = textWidth
    ) {
        explanation = explained.verdicts
        tasks = explained.tasks
        self.bringers = bringers
        self.setAside = setAside
        self.isBrief = isBrief
        self.width = width
    }

    // MARK: Text

    var lines: [String] {
        var lines = ["customer \(explanation.customer), as of \(explanation.clock) (\(explanation.zone))"]
        lines += (setAside.map { laid($0, after: "  ") } ?? [])
        if let settled = explanation.settledClock {
            lines += laid(
                "What happened up to \(settled) is settled: of that only what may still count is kept.", after: "  ")
        }
        lines.append("")
        lines += timeline
        lines += computed
        let folded = neverStarted
        for rule in explanation.rules where !folded.contains(rule.name) { lines += [""] + self.lines(rule) }
        if let sentence = sentence(folded) { lines += [""] + sentence.wrapped(after: "", width: width) }
        if !tasks.isEmpty {
            lines += ["", "tasks"]
            for task in tasks { lines += laid(task.text, after: "  ") }
        }
        return lines
    }

    /// What is told of the rules alone.
    var ruleLines: [String] { explanation.rules.flatMap(lines) }

    private var timeline: [String] {
        if explanation.timeline.isEmpty { return ["  nothing had happened yet"] }
        let clockWidth = explanation.timeline.map(\.clock.count).max() ?? 0
        let typeWidth = min(explanation.timeline.map(\.type.string.columns).max() ?? 0, 30)
        return explanation.timeline.flatMap { event in
            let fields = event.fields.isEmpty ? "" : "\(event.fields) "
            let type = event.type.string.shown(upTo: 200)
            let late = event.isTooLate ? "; too late, so it may end something and starts nothing" : ""
            return laid(
                "\(fields)(\(event.event)\(bringers[event.event].map { ", brought by \($0)" } ?? "")\(late))",
                after: "  \(event.clock.padded(to: clockWidth))  \(type.padded(to: typeWidth))  ")
        }
    }

    /// The scores, each drawn on a line with what moved it, and the stages with their since.
    private var computed: [String] {
        let scores = explanation.scores.map { ($0.name.string, $0.line) }
        let stages = explanation.stages.map { stage in
            (stage.key.reduce(stage.name.string) { "\($0) (\($1.name) \($1.value.written))" }, stage.line)
        }
        let width = (scores + stages).map(\.0.columns).max() ?? 0
        if width == 0 { return [] }
        return [""] + (scores + stages).flatMap { laid($0.1, after: "  \($0.0.padded(to: width))  ") }
    }

    private func lines(_ rule: ExplainedRule) -> [String] {
        var lines = laid("\(rule.name) “\(rule.title)”", after: "")
        let steps = rule.instances.flatMap(\.steps) + rule.passedOver
        let width = steps.map(\.clock.count).max() ?? 0
        for instance in rule.instances {
            let key = instance.key.map { "\($0.name) \($0.value.written)" }.joined(separator: ", ")
            if !key.isEmpty { lines += laid(key, after: "  ") }
            for step in instance.steps { lines += self.lines(step, width) }
            lines += laid(instance.verdictText, after: "    => ")
        }
        let shown = isBrief ? rule.passedOver.suffix(Self.passedOverAtMost) : rule.passedOver[...]
        if rule.passedOver.count > shown.count {
            let hidden = rule.passedOver.count - shown.count
            lines += laid(
                "\(plural(hidden, "earlier event")) started nothing either; --rule \(rule.name) shows them", after: "  "
            )
        } else if !shown.isEmpty, !rule.instances.isEmpty {
            lines.append("  what started nothing:")
        }
        for step in shown { lines += self.lines(step, width) }
        if rule.instances.isEmpty, !rule.passedOver.isEmpty { lines.append("    => nothing is owed") }
        if let never = rule.never { lines += laid("nothing is owed: \(never)", after: "    => ") }
        return lines
    }

    private func lines(_ step: ExplainedStep, _ width: Int) -> [String] {
        laid(step.text, after: "    \(step.clock.padded(to: width))  ")
    }

    private func laid(_ text: String, after lead: String) -> [String] {
        text.shown(upTo: Self.longestText).wrapped(after: lead, width: width)
    }

    // MARK: Rules that never started

    /// The names of those that are told in one line; none where each was asked for.
    private var neverStarted: Set<Text> {
        let names = explanation.rules.filter { $0.never != nil && $0.passedOver.isEmpty }.map(\.name)
        return isBrief && names.count > Self.neverAtMost ? Set(names) : []
    }

    private func sentence(_ names: Set<Text>) -> String? {
        guard let first = names.min() else { return nil }
        return "\(plural(names.count, "rule")) never started, for nothing that starts them has come; "
            + "--rule NAME tells of one, \(first) for example"
    }

    // MARK: JSON

    /// `{"customer":…,"at":…,"zone":…,"set_aside":…,"timeline":[…],"scores":[…],"stages":[…],"rules":[{"rule":…,"instances":[…],"passed_over":[…]}],"tasks":[…]}`
    var json: [UInt8] {
        var json = JSONText()
        json.raw("{\"customer\":")
        json.string(explanation.customer)
        json.raw(",\"at\":")
        json.value(.time(explanation.at))
        json.raw(",\"zone\":")
        json.string(explanation.zone)
        if let setAside {
            json.raw(",\"set_aside\":")
            json.string(Text(setAside))
        }
        if let settled = explanation.settledThrough {
            json.raw(",\"settled\":")
            json.value(.time(settled))
        }
        json.raw(",\"timeline\":[")
        for (place, event) in explanation.timeline.enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"time\":")
            json.value(.time(event.time))
            json.raw(",\"type\":")
            json.string(event.type)
            json.raw(",\"event\":")
            json.string(Text(event.event.description))
            if let bringer = bringers[event.event] {
                json.raw(",\"brought_by\":")
                json.string(bringer)
            }
            if event.isTooLate { json.raw(",\"too_late\":true") }
            json.raw(",\"fields\":")
            json.string(Text(event.fields))
            json.raw("}")
        }
        json.raw("],")
        appendComputed(to: &json)
        json.raw("\"rules\":[")
        for (place, rule) in explanation.rules.enumerated() {
            if place > 0 { json.raw(",") }
            append(rule, to: &json)
        }
        json.raw("],\"tasks\":[")
        Self.append(tasks, to: &json)
        json.raw("]}")
        return json.bytes
    }

    /// `{"task":ID,"rule":…,"state":…,"text":…}`, comma between.
    static func append(_ tasks: [ExplainedTask], to json: inout JSONText) {
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
        case .waiting(let until, _):
            json.raw("{\"state\":\"waiting\",\"until\":")
            json.value(.time(until))
        case .paused(let since, _):
            json.raw("{\"state\":\"paused\",\"since\":")
            json.value(.time(since))
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
        case .paused: return "paused"
        case .wentOn: return "went-on"
        case .cooling: return "cooling"
        case .skipped: return "skipped"
        case .beforeRule: return "before-rule"
        case .withoutKey: return "without-key"
        case .notMatched: return "not-matched"
        case .awaiting: return "awaiting"
        case .satisfied: return "satisfied"
        case .lapsed: return "lapsed"
        case .missed, .expired: return "missed"
        case .heldOut: return "held-out"
        case .noLonger: return "no-longer"
        case .doneByIncident: return "done-by-incident"
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
        case .armed(let time), .anchored(let time), .wentOn(let time):
            // While it is paused nobody knows.
            return time == .distantFuture ? nil : time
        case .cooling(let time), .awaiting(let time): return time
        case .skipped(let time): return time
        case .joined, .paused, .beforeRule, .withoutKey, .notMatched, .satisfied, .lapsed, .missed, .opened,
            .answeredBefore,
            .done, .dismissed, .overtaken, .moved, .heldOut, .expired, .noLonger, .doneByIncident:
            return nil
        }
    }
}
