import Events
import RuleLanguage

/// Says the decisions of a fold in English sentences.
struct ExplanationWriter {
    let evaluator: Evaluator
    let words: SiteWords
    let refs: [EventIdentity: EventRef]

    init(evaluator: Evaluator) {
        self.evaluator = evaluator
        words = SiteWords(zone: evaluator.plan.zones.site)
        var refs: [EventIdentity: EventRef] = [:]
        for ref in evaluator.timeline.everything { refs[evaluator.timeline[ref].identity] = ref }
        self.refs = refs
    }

    var program: Program { evaluator.plan.program }

    var timelineEntries: [ExplainedEvent] {
        evaluator.timeline.everything.map { ref in
            let event = evaluator.timeline[ref]
            return ExplainedEvent(
                event: event.identity, time: event.time, clock: clock(event.time),
                type: program.schema.types[event.type].name, fields: fields(of: event),
                isTooLate: evaluator.timeline.aside.contains(ref))
        }
    }

    func step(_ decision: Decision) -> ExplainedStep {
        ExplainedStep(
            decision: decision, clock: clock(decision.at), text: text(decision), event: deciding(decision))
    }

    /// The event that decided; nil where time alone did.
    private func deciding(_ decision: Decision) -> EventIdentity? {
        switch decision.kind {
        case .joined, .paused, .wentOn, .satisfied, .answeredBefore, .done, .dismissed, .overtaken, .moved:
            return decision.by
        case .armed, .anchored, .cooling, .beforeRule, .withoutKey, .notMatched, .awaiting: return decision.anchor
        case .opened, .lapsed, .missed, .heldOut, .expired, .noLonger, .doneByIncident, .skipped: return nil
        }
    }

    private func text(_ decision: Decision) -> String {
        let rule = program.rules[decision.rule]
        let phrases = Phrases(program: program, rule: rule)
        let anchor = mention(decision.anchor, at: decision.at)
        let by = mention(decision.by, at: decision.at)
        switch decision.kind {
        case .armed(let judging):
            let start = dateReached(decision, rule, phrases) ?? "\(anchor) starts it"
            if judging == decision.at { return "\(start)." }
            let ends = rule.unless.isEmpty ? "" : ", unless \(endings(rule, phrases)) ends the wait"
            if isPaused(judging, rule) { return "\(start); its clock is paused\(ends)." }
            return "\(start); it is judged at \(clock(judging))\(ends)."
        case .anchored(let judging):
            if isPaused(judging, rule) { return "\(anchor) starts the wait anew; its clock is paused." }
            return "\(anchor) starts the wait anew, until \(clock(judging))."
        case .paused: return "\(by) pauses the clock."
        case .wentOn(let judging): return "\(by) lets the clock go on; it is judged at \(clock(judging))."
        case .joined: return "\(by) joins as further evidence."
        case .cooling(let until):
            return "\(anchor) is passed over, so soon after the last task: not again before \(clock(until))."
        case .skipped(let until):
            if let until {
                return "The date comes too soon after the last task and is skipped: not again before \(clock(until))."
            }
            return "The date comes while the one before is not settled, and is skipped."
        case .beforeRule(let since):
            return "\(anchor) starts nothing: the rule is in force only since \(clock(since))."
        case .withoutKey: return "\(anchor) starts nothing: it names no \(missingKeys(decision, rule))."
        case .notMatched: return "\(anchor) starts nothing: \(whyNotMatched(decision, rule, phrases))."
        case .awaiting(let instant): return awaiting(instant, decision, rule, phrases)
        case .satisfied:
            let came = decision.by.flatMap { refs[$0] }.map { evaluator.timeline[$0].time < decision.at } ?? false
            return came ? "\(by) had come already: no task." : "\(by) came in time: no task."
        case .lapsed(let number, let unknown):
            let reason = reason(rule.whileConditions[number], nil, scope(decision), phrases)
            return "Judged, and no task: \(reason)\(unknown ? " (what is missing is neither true nor false)" : "")."
        case .missed: return "Learned too late: the verdict counts as missed, and no task opened."
        case .heldOut: return "The customer is held out, to tell what outreach changes: no task."
        case .expired: return "Held for too long: the verdict counts as missed, and no task came out."
        case .noLonger: return "When the task should have come out it was not true any more: no task."
        case .doneByIncident: return "The incident in which the task was gathered is done, and with it the task."
        case .opened: return opened(decision, rule, phrases)
        case .answeredBefore: return "A person had answered before it opened: \(by). No task."
        case .done: return "The task is done: \(by)."
        case .dismissed: return "The task is dismissed: \(by)."
        case .overtaken: return "\(by) comes: the task is not needed any more, and is taken back."
        case .moved(let wasOpen):
            return "\(by) sets another date: " + (wasOpen ? "the open task is taken back." : "the wait is over.")
        }
    }

    /// A wait that never ends waits for what lets it go on.
    private func isPaused(_ judging: Timestamp, _ rule: Rule) -> Bool {
        rule.pause != nil && judging == .distantFuture
    }

    private func opened(_ decision: Decision, _ rule: Rule, _ phrases: Phrases) -> String {
        let scope = scope(decision)
        var reasons: [String] = []
        if !rule.unless.isEmpty { reasons.append("no \(endings(rule, phrases)) came in time") }
        let readings = distinct(rule.whileConditions.flatMap { self.readings($0, nil, scope, phrases, alone: true) })
        reasons += readings
        let because = reasons.isEmpty ? "" : "\(English.sentence(English.list(reasons, "and"))): "
        let task =
            "\(TaskWords.name(rule.task)) task opens for \(RuleText(program: program, rule: rule).queue(rule.task.queue))"
        let due = rule.task.due(from: decision.at, evaluator.plan.calendars).map { ", due \(clock($0))" } ?? ""
        let sentence = because + task + due
        return "\(English.sentence(sentence)): “\(evaluator.say(rule.say, scope))”"
    }

    private func endings(_ rule: Rule, _ phrases: Phrases) -> String {
        English.list(distinct(rule.unless.map { phrases.any($0.pattern) }), "or")
    }

    private func missingKeys(_ decision: Decision, _ rule: Rule) -> String {
        guard let ref = decision.anchor.flatMap({ refs[$0] }) else { return "key" }
        let event = evaluator.timeline[ref]
        let slots = rule.keySlots[event.type]
        let missing = rule.keys.indices.filter { place in slots[place].flatMap { event.fields.key($0) } == nil }
        return English.list(missing.map { rule.keys[$0].string }, "and")
    }
}
