package import Events
import RuleLanguage

extension RuleEngine {
    /// Why everything about a customer is as it is at a time, as if nothing had been learned late.
    ///
    /// - Parameters:
    ///   - events: of this customer, in any order; what comes after `at` takes no part.
    ///   - rules: the places of the rules to tell about.
    ///   - endings: what dispatch has ended, by the id of the episode.
    ///   - goesOn: asked now and then whether to go on; nil: it goes on to the end.
    /// - Throws: how far it had come when it was told not to go on.
    package func explanation(
        customer: Text, events: [Event], at: Timestamp, rules: [Int], endings: [TaskID: EpisodeEnding] = [:],
        goesOn: (() -> Bool)? = nil
    ) throws(FoldGivenUp) -> Explanation {
        let folded = FoldedTimeline(customer: customer, sorted: events.filter { $0.time <= at }.sorted())
        return try explanation(of: folded, at: at, rules: rules, endings: endings, goesOn: goesOn)
    }

    /// The same of a customer whose past may be settled; at a time in that past, as of its end.
    package func explanation(
        of folded: FoldedTimeline, at asked: Timestamp, rules: [Int], endings: [TaskID: EpisodeEnding],
        goesOn: (() -> Bool)? = nil
    ) throws(FoldGivenUp) -> Explanation {
        let at = max(asked, folded.settledThrough ?? asked)
        let told = explained(folded.until(at), until: at, endings: endings, goesOn: goesOn)
        if let givenUp = told.givenUp { throw givenUp }
        let writer = ExplanationWriter(evaluator: told.evaluator)
        var explained: [ExplainedRule] = []
        for rule in rules {
            explained.append(
                try Explainer(
                    evaluator: told.evaluator, state: told.state, decisions: told.decisions, writer: writer, rule: rule,
                    at: at, goesOn: goesOn
                ).explained())
        }
        return Explanation(
            customer: folded.customer, at: at, clock: writer.clock(at), zone: zones.site.name,
            settledThrough: folded.settledThrough, settledClock: folded.settledThrough.map(writer.clock),
            timeline: writer.timelineEntries, rules: explained,
            scores: writer.scores(at: at), stages: writer.stages(at: at))
    }
}

/// Puts the decisions about one rule in order.
private struct Explainer {
    let evaluator: Evaluator
    let state: FoldState
    let decisions: [Decision]
    let writer: ExplanationWriter
    let rule: Int
    let at: Timestamp
    let goesOn: (() -> Bool)?

    private var declared: Rule { evaluator.plan.program.rules[rule] }

    /// What a section is about: the key, and with `each` the trigger.
    private struct Section: Hashable {
        var key: [Value]
        var anchor: EventIdentity?
    }

    func explained() throws(FoldGivenUp) -> ExplainedRule {
        var order: [Section] = []
        var steps: [Section: [ExplainedStep]] = [:]
        var passedOver: [ExplainedStep] = []
        for decision in decisions where decision.rule == rule {
            // To say why a condition did not hold it is asked once more, and that may look at the whole timeline.
            if let goesOn, !goesOn() {
                let count = evaluator.timeline.count
                throw FoldGivenUp(at: decision.at, events: count, all: count)
            }
            let step = writer.step(decision)
            switch decision.kind {
            case .withoutKey, .notMatched, .beforeRule: passedOver.append(step)
            case .armed, .joined, .anchored, .paused, .wentOn, .cooling, .skipped, .awaiting, .satisfied, .lapsed,
                .missed, .heldOut,
                .expired, .noLonger, .doneByIncident, .opened, .answeredBefore, .done, .dismissed, .overtaken, .moved:
                let section = Section(key: decision.key, anchor: isEach ? decision.anchor : nil)
                if steps[section] == nil { order.append(section) }
                steps[section, default: []].append(step)
            }
        }
        return ExplainedRule(
            rule: rule, name: declared.name, title: declared.title,
            instances: order.map { instance($0, steps[$0] ?? []) }, passedOver: passedOver,
            never: order.isEmpty && passedOver.isEmpty ? writer.never(rule) : nil)
    }

    private var isEach: Bool {
        switch declared.trigger {
        case .event(let mode, _, _), .crossing(let mode, _): return mode == .each
        case .date, .yearly: return false
        }
    }

    private func instance(_ section: Section, _ steps: [ExplainedStep]) -> ExplainedInstance {
        let verdict = verdict(section, steps)
        return ExplainedInstance(
            key: evaluator.plan.keyValues(rule: rule, key: section.key), steps: steps, verdict: verdict,
            verdictText: writer.text(verdict, rule: rule, at: at, last: steps.last?.decision.kind))
    }

    /// How long the calendar on which a rule waits is open from now on until the judging; nil if it waits on none, or on
    /// several.
    private func openTime(until judging: Timestamp) -> RuleDuration? {
        let waits = declared.unless.map(\.within) + [declared.after].compactMap { $0 }
        guard case .open(_, on: let calendar)? = waits.first else { return nil }
        let isSame = waits.allSatisfy { wait in
            guard case .open(_, on: calendar) = wait else { return false }
            return true
        }
        return isSame ? .open(evaluator.plan.calendars[calendar].openTime(from: at, to: judging), on: calendar) : nil
    }

    private func verdict(_ section: Section, _ steps: [ExplainedStep]) -> ExplainedInstance.Standing {
        guard let place = state.find(rule, section.key) else { return .nothing }
        let instance = state[place]
        let episode = instance.episodes.first { episode in
            section.anchor.map { $0 == evaluator.timeline[episode.anchor].identity } ?? true
        }
        if let episode {
            switch episode.phase {
            case .armed:
                let running = ExplainedInstance.Standing.waiting(
                    until: episode.judging, left: openTime(until: episode.judging))
                guard let clock = episode.clock, let pause = evaluator.plan.rules[rule].pause, clock.isCounting,
                    clock.isPaused
                else { return running }
                return .paused(since: clock.since, left: clock.left(pause, at: at, evaluator.plan.calendars))
            case .open:
                let opened = steps.last { $0.decision.kind == .opened }
                let since = opened?.decision.at ?? episode.judging
                if let task = opened?.decision.task {
                    return .open(
                        task: task, since: since, due: declared.task.due(from: since, evaluator.plan.calendars))
                }
            }
        }
        if let until = instance.coolsUntil, until > at, !isEach { return .cooling(until: until) }
        if let pending = instance.date?.pending, pending < .distantFuture { return .awaiting(pending) }
        return .nothing
    }
}
