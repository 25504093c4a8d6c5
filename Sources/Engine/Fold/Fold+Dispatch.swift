import Events
import RuleLanguage

extension Fold {
    /// Step 2, like a person's answers: incidents that are done at an instant end the open episodes gathered in them.
    mutating func endByIncidents(_ t: Timestamp) {
        for entry in timed.entries(at: t) {
            guard case .incident = entry.ending, let (place, number) = openEpisode(named: entry.id) else { continue }
            record(.doneByIncident, at: t, place, state[place].episodes[number], ending: entry.ending)
            close(place, number, .done, at: t)
        }
    }

    /// At the end of an instant, after the judging: what gates ended at it.
    mutating func endByGates(_ t: Timestamp) {
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
