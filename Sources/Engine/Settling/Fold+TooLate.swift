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
        for index in plan.ending[event.type] {
            for place in places(whoseWait: event, mayEnd: rule(index), index) {
                for number in state[place].episodes.indices.reversed() {
                    let episode = state[place].episodes[number]
                    guard
                        let unless = rule(index).unless.indices.first(where: {
                            matchesUnless($0, ref, place, episode)
                        })
                    else { continue }
                    if episode.phase == .armed {
                        record(.satisfied(unless: unless), at: event.time, place, episode, by: ref)
                    }
                    forgetNames(of: episode, place)
                    state[place].episodes.remove(at: number)
                    settle(place, episode, at: event.time)
                }
            }
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
