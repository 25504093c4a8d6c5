import Events
import RuleLanguage

extension Fold {
    /// Events from before the end of what is settled: they end what they may, and start nothing. So does what dispatch has
    /// ended by then after it was settled: a fold that goes on from there does not meet it again.
    /// - Parameter refs: in the order of time.
    mutating func endTooLate(_ refs: [EventRef]) {
        for ref in refs { unmake(by: ref) }
        let over = endings.filter { ($0.value.at ?? .distantPast) <= state.frontier }
        for id in over.keys.sorted() { unmake(id) }
        recorder.begin(with: state.openVerdicts)
        var incidents = over.compactMap { id, ending -> (task: TaskID, answer: Event)? in
            guard case .incident(let answer) = ending else { return nil }
            return (id, answer)
        }.sorted { ($0.answer, $0.task) < ($1.answer, $1.task) }[...]
        for ref in refs {
            let t = timeline[ref].time
            // Of two answers the first counts.
            while let next = incidents.first, next.answer < timeline[ref] {
                endByIncident(next.task, next.answer, at: next.answer.time)
                incidents = incidents.dropFirst()
            }
            endByAnswers(t, [ref])
            endByUnless(t, [ref])
        }
        for (task, answer) in incidents { endByIncident(task, answer, at: answer.time) }
    }

    /// Tells of what was open already where a fold begins that is done again from there.
    mutating func tellOfOpen() { recorder.begin(with: state.openVerdicts) }

    /// Takes away an open episode that dispatch has ended.
    private mutating func unmake(_ id: TaskID) {
        let kind: Decision.Kind
        switch endings[id] {
        case nil, .incident: return
        case .missed: kind = .missed
        case .heldOut: kind = .heldOut
        case .expired: kind = .expired
        case .noLonger: kind = .noLonger
        }
        guard let (place, number) = openEpisode(named: id) else { return }
        let episode = state[place].episodes[number]
        record(kind, at: max(episode.judging, endings[id]?.at ?? episode.judging), place, episode)
        forgetNames(of: episode, place)
        state[place].episodes.remove(at: number)
    }

    /// Takes away the episodes whose wait an event had ended.
    private mutating func unmake(by ref: EventRef) {
        let event = timeline[ref]
        for ending in plan.types.ending[event.type] {
            switch places(whoseWait: event, mayEnd: ending) {
            case .none: break
            case .one(let place): unmake(place, of: ending.rule, by: ref)
            case .several(let places): for place in places { unmake(place, of: ending.rule, by: ref) }
            }
        }
    }

    private mutating func unmake(_ place: InstanceIndex, of rule: RulePlan, by ref: EventRef) {
        let t = timeline[ref].time
        for number in state[place].episodes.indices.reversed() {
            let episode = state[place].episodes[number]
            guard let unless = rule.unless.indices.first(where: { matchesUnless($0, ref, place, episode) }) else {
                continue
            }
            if episode.phase == .armed { record(.satisfied(unless: unless), at: t, place, episode, by: ref) }
            forgetNames(of: episode, place)
            state[place].episodes.remove(at: number)
            settle(place, episode, at: t)
        }
    }

    /// Records of each episode that was armed or open at the end of a settled past that it was.
    mutating func tellOfPast() {
        for rule in plan.rules.indices {
            for place in state.places(of: rule) {
                for episode in state[place].episodes {
                    record(.armed(judging: episode.judging), at: episode.anchorTime, place, episode)
                    if episode.phase == .open { record(.opened, at: episode.judging, place, episode) }
                }
            }
        }
    }
}
