import Events
import RuleLanguage

extension Fold {
    /// Events from before the end of what is settled: they end what they may, and start nothing.
    /// - Parameter refs: in the order of time.
    mutating func endTooLate(_ refs: [EventRef]) {
        for ref in refs { unmake(by: ref) }
        recorder.begin(with: openVerdicts)
        for ref in refs {
            let t = timeline[ref].time
            endByAnswers(t, [ref])
            endByUnless(t, [ref])
        }
    }

    /// What is open already, of which the decisions that follow speak.
    var openVerdicts: [Verdict] {
        state.instances.sorted.flatMap { instance in
            instance.episodes.filter { $0.phase == .open }.map {
                Verdict(rule: instance.rule, key: instance.key, episode: $0)
            }
        }
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
