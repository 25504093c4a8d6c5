import Events
import RuleLanguage

extension Fold {
    /// Step 4: every episode of an instance whose judging time has come opens or lapses.
    mutating func judge(_ place: InstanceIndex, _ t: Timestamp) {
        for number in state[place].episodes.indices.reversed() {
            let episode = state[place].episodes[number]
            if episode.phase == .armed, episode.judging <= t { judge(place, number, episode, at: t) }
        }
    }

    private mutating func judge(_ place: InstanceIndex, _ number: Int, _ episode: Episode, at t: Timestamp) {
        let rule = rule(state[place].rule)
        if !rule.whileConditions.isEmpty {
            let scope = scope(place, episode, at: t)
            if let refused = rule.whileConditions.firstIndex(where: { !evaluator.holds($0, scope) }) {
                let unknown = evaluator.evaluate(rule.whileConditions[refused], scope) == nil
                return lapse(place, number, episode, .lapsed(while: refused, unknown: unknown), at: t)
            }
        }
        if endJudged(place, number, episode, at: t) { return }
        if let answer = answer(place, episode) {
            record(.answeredBefore(dismissed: answer.dismissed), at: t, place, episode, by: answer.by)
            settle(place, episode, at: t)
            return close(place, number, answer.dismissed ? .dismissed : .done, at: t)
        }
        state[place].episodes[number].phase = .open
        state[place].episodes[number].clock = nil
        let opened = state[place].episodes[number]
        record(.opened, at: t, place, opened)
        name(opened, of: place)
        settle(place, opened, at: t)
    }

    /// What a person said of an episode before it opens: the first of several.
    func answer(_ place: InstanceIndex, _ episode: Episode) -> Answer? {
        if state.answers.isEmpty { return nil }
        return ids(episode, rule: state[place].rule, key: state[place].key).compactMap { state.answers[$0] }
            .min { ($0.at, evaluator.timeline[$0.by]) < ($1.at, evaluator.timeline[$1.by]) }
    }

    private mutating func lapse(
        _ place: InstanceIndex, _ number: Int, _ episode: Episode, _ reason: Decision.Kind, at t: Timestamp
    ) {
        record(reason, at: t, place, episode)
        settle(place, episode, at: t)
        state[place].episodes.remove(at: number)
    }
}
