import Events
import RuleLanguage

/// Scores and journeys in words.
extension ExplanationWriter {
    /// `the rule asks that a customer's mood falls below -3, and it went from 0 to -2`
    func whyNotCrossed(_ crossing: Crossing, at t: Timestamp, _ phrases: Phrases) -> String {
        let before = evaluator.scoreBefore(crossing.score, at: t)
        let after = evaluator.score(crossing.score, at: t)
        return
            "the rule asks that \(phrases.crossing(crossing)), and it went from \(number(before)) to \(number(after))"
    }

    private func number(_ value: Double?) -> String { value.map { $0.shortestDecimal } ?? "(unknown)" }

    /// The scores that anything has moved.
    func scores(at: Timestamp) -> [ExplainedScore] {
        program.scores.indices.compactMap { index in
            let moves = moves(of: index)
            guard let first = moves.first else { return nil }
            return ExplainedScore(
                name: program.scores[index].name, value: evaluator.score(index, at: at),
                drawing: ScoreDrawing(from: first.time, to: at) { evaluator.score(index, at: $0) }.text, moves: moves)
        }
    }

    private func moves(of index: Int) -> [ExplainedScore.Move] {
        evaluator.timeline.order.compactMap { ref in
            let weights = evaluator.weights(of: ref, in: index)
            guard weights.contains(where: { $0 != 0 }) else { return nil }
            let event = evaluator.timeline[ref]
            return ExplainedScore.Move(
                event: event.identity, time: event.time, clock: clock(event.time),
                type: program.schema.types[event.type].name, added: weights.reduce(0, +),
                value: evaluator.score(index, at: event.time))
        }
    }

    /// The stages that the customer, or a key, has come to.
    func stages(at: Timestamp) -> [ExplainedStage] {
        program.journeys.indices.flatMap { index in
            var keys: [Value?] = []
            for ref in evaluator.timeline.order {
                if let begun = evaluator.stage(begunBy: ref, of: index), !keys.contains(begun.key) {
                    keys.append(begun.key)
                }
            }
            return keys.compactMap { stage(of: index, $0, at: at) }
        }
    }

    private func stage(of index: Int, _ key: Value?, at: Timestamp) -> ExplainedStage? {
        let (journey, plan) = (program.journeys[index], evaluator.plan.journeys[index])
        guard let run = evaluator.factRun(plan.stageFact, key: key, at: at), case .text(let stage) = run.value else {
            return nil
        }
        let event = evaluator.timeline[run.setBy]
        var keys: [KeyValue] = []
        if case .key(let name) = journey.owner, let key { keys = [KeyValue(name: name, value: key)] }
        return ExplainedStage(
            name: journey.name, key: keys, stage: stage, since: event.time, clock: clock(event.time),
            event: event.identity,
            line: "\(stage) since \(clock(event.time)): \(mention(event.identity, at: event.time))")
    }
}

extension Evaluator {
    /// A score at the moment before an instant's events, read rounded.
    func scoreBefore(_ index: Int, at t: Timestamp) -> Double? {
        guard let entry = scores.entries(of: index).last(where: { $0.at < t }) else { return 0 }
        return plan.scores.all[index].faded(entry.value, from: entry.at, to: t).readAsScore
    }
}
