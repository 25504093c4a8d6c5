import Events
import RuleLanguage

extension Fold {
    /// Step 4: every episode of an instance whose judging time has come opens or lapses.
    mutating func judge(_ place: Int, _ t: Timestamp) {
        for number in state.instances[place].episodes.indices.reversed() {
            let episode = state.instances[place].episodes[number]
            if episode.status == .armed, episode.judging <= t { judge(place, number, episode, at: t) }
        }
    }

    private mutating func judge(_ place: Int, _ number: Int, _ episode: Episode, at t: Timestamp) {
        let rule = rule(state.instances[place].rule)
        if !rule.whileConditions.isEmpty {
            let scope = scope(place, episode, at: t)
            if let refused = rule.whileConditions.firstIndex(where: { !evaluator.holds($0, scope) }) {
                let unknown = evaluator.evaluate(rule.whileConditions[refused], scope) == nil
                lapse(place, number, episode, .lapsed(while: refused, unknown: unknown), at: t)
                return
            }
        }
        if !missed.isEmpty || !state.answers.isEmpty {
            let ids = ids(episode, rule: state.instances[place].rule, key: state.instances[place].key)
            if ids.contains(where: missed.contains) {
                lapse(place, number, episode, .missed, at: t)
                return
            }
            let answers = ids.compactMap { state.answers[$0] }
            if let answer = answers.min(by: { ($0.at, evaluator.timeline[$0.by]) < ($1.at, evaluator.timeline[$1.by]) })
            {
                record(.answeredBefore, at: t, place, anchor: episode.anchor, by: answer.by)
                settle(place, episode, at: t)
                close(place, number, answer.dismissed ? .dismissed : .done, by: answer.by, at: t)
                return
            }
        }
        record(.opened, at: t, place, anchor: episode.anchor)
        state.instances[place].episodes[number].status = .open
        touch(place, number)
        if let told = transitions?.count {
            state.instances[place].episodes[number].opening = Int32(told)
            transitions?.append(
                Transition(
                    at: t, rule: state.instances[place].rule, key: state.instances[place].key, episode: episode,
                    kind: .opened))
        }
        settle(place, episode, at: t)
    }

    private mutating func lapse(
        _ place: Int, _ number: Int, _ episode: Episode, _ reason: Decision.Kind, at t: Timestamp
    ) {
        record(reason, at: t, place, anchor: episode.anchor)
        settle(place, episode, at: t)
        state.instances[place].episodes.remove(at: number)
    }
}
