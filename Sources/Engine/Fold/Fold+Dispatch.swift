import Events
import RuleLanguage

extension Fold {
    /// The tasks whose incidents are done at an instant, each with the answer that did it, in the order of those.
    func incidentsDone(at t: Timestamp) -> [(task: TaskID, answer: Event)] {
        if timed.due > t { return [] }
        return timed.entries(at: t).compactMap { entry in
            guard case .incident(let answer) = entry.ending else { return nil }
            return (entry.id, answer)
        }.sorted { ($0.answer, $0.task) < ($1.answer, $1.task) }
    }

    /// Step 2, like a person's answer: an incident that is done ends the open episode that is gathered in it.
    mutating func endByIncident(_ id: TaskID, _ answer: Event, at t: Timestamp) {
        guard let (place, number) = openEpisode(named: id) else { return }
        record(.doneByIncident, at: t, place, state[place].episodes[number], ending: .incident(answer))
        close(place, number, .done, at: t)
    }

    /// At the end of an instant, after the judging: what gates ended at it.
    mutating func endByGates(_ t: Timestamp) {
        if timed.due > t { return }
        for entry in timed.entries(at: t) {
            guard let kind = decision(of: entry.ending), let (place, number) = openEpisode(named: entry.id) else {
                continue
            }
            record(kind, at: t, place, state[place].episodes[number])
            let episode = state[place].episodes.remove(at: number)
            forgetNames(of: episode, place)
        }
        timed.pass(t)
    }

    /// Step 4: an episode that dispatch ended at its judging, or before.
    /// - Returns: whether it did.
    mutating func endJudged(_ place: InstanceIndex, _ number: Int, _ episode: Episode, at t: Timestamp) -> Bool {
        if endings.isEmpty { return false }
        let named = ids(episode, rule: state[place].rule, key: state[place].key)
        guard let ending = named.compactMap({ endings[$0] }).first, ending.ends(judgedAt: t) else { return false }
        // Of two answers the first counts.
        if case .incident(let first) = ending, let other = answer(place, episode), evaluator.timeline[other.by] < first
        {
            return false
        }
        let kind: Decision.Kind
        switch ending {
        case .missed: kind = .missed
        case .heldOut: kind = .heldOut
        case .expired, .noLonger: kind = decision(of: ending) ?? .missed
        case .incident: kind = .doneByIncident
        }
        record(kind, at: t, place, episode, ending: ending)
        settle(place, episode, at: t)
        state[place].episodes.remove(at: number)
        if ending.cools { state[place].coolsUntil = rule(state[place].rule).again?.after(t, plan.calendars) }
        return true
    }

    private func decision(of ending: EpisodeEnding) -> Decision.Kind? {
        switch ending {
        case .missed, .incident: return nil
        case .heldOut: return .heldOut
        case .expired: return .expired
        case .noLonger: return .noLonger
        }
    }
}
