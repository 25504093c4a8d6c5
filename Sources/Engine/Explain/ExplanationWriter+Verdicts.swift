import Events
import RuleLanguage

extension ExplanationWriter {
    /// Where an instance stands, in one line.
    /// - Parameter last: what was decided about it last.
    func text(
        _ verdict: ExplainedInstance.Standing, rule index: Int, at: Timestamp, last: Decision.Kind?
    ) -> String {
        let rule = program.rules[index]
        switch verdict {
        case .open(let task, let since, let due):
            let due = due.map { ", \($0 < at ? "overdue since" : "due") \(clock($0))" } ?? ""
            let queue = RuleText(program: program, rule: rule).queue(rule.task.queue)
            return "open since \(clock(since))\(due): task \(task) for \(queue)"
        case .waiting(let until, let left):
            let phrases = Phrases(program: program, rule: rule)
            let events = English.list(rule.unless.map { phrases.any($0.pattern) }, "or")
            let rest = left.map { ": \(phrases.duration($0)) left" } ?? ""
            return "waits until \(clock(until))" + (events.isEmpty ? "" : " for \(events)") + rest
        case .paused(let since, let left):
            let phrases = Phrases(program: program, rule: rule)
            let times = English.list(left.map { phrases.duration($0) }, "and")
            return "\(times) left, paused since \(clock(since))"
        case .awaiting(let instant): return "waits for \(clock(instant))"
        case .cooling(let until): return "nothing is owed, and nothing new starts before \(clock(until))"
        case .nothing: return "nothing is owed" + (last.flatMap { why($0) }.map { ": \($0)" } ?? "")
        }
    }

    /// Why nothing is owed after a decision; nil where it does not say so.
    private func why(_ kind: Decision.Kind) -> String? {
        switch kind {
        case .satisfied: return "what was waited for came in time"
        case .lapsed: return "a condition did not hold"
        case .missed: return "it was learned too late"
        case .heldOut: return "the customer is held out"
        case .expired: return "it was held for too long"
        case .noLonger: return "it was not true any more when it should have come out"
        case .answeredBefore, .done, .doneByIncident: return "it is done"
        case .dismissed: return "it was dismissed"
        case .overtaken: return "the task was taken back"
        case .skipped: return "the date was skipped"
        case .moved: return "the date is another now"
        case .armed, .joined, .anchored, .paused, .wentOn, .cooling, .beforeRule, .withoutKey, .notMatched, .awaiting,
            .opened:
            return nil
        }
    }

    /// Why a rule has nothing to tell: nothing that starts it has come.
    func never(_ index: Int) -> String {
        let rule = program.rules[index]
        let fact: Int
        switch rule.trigger {
        case .event(_, let pattern, _):
            var names: [String] = []
            for alternative in pattern.alternatives {
                let name = program.schema.types[alternative.type].name.string
                if !names.contains(name) { names.append(name) }
            }
            return "no \(English.list(names, "or")) has come, so it never started"
        case .crossing(_, let crossing):
            let types = program.scores[crossing.score].types.map { program.schema.types[$0].name.string }
            return "no \(English.list(types, "or")) has come, so it never started"
        case .date(let index, _, _), .yearly(let index, _): fact = index
        }
        let name = Phrases(program: program, rule: rule).factName(program.facts[fact])
        return "no event has told \(name), so it never started"
    }
}
