import Events
import RuleLanguage

/// Folds a timeline, instant by instant, into the state of every rule (section "What it means, exactly" of the guide).
struct Fold {
    let plan: Plan
    let evaluator: Evaluator
    let customer: Text
    /// Ids of verdicts that were learned too late: their episodes lapse.
    let missed: Set<TaskID>
    var state: FoldState
    /// What ended since this fold began.
    var ended: [EndedEpisode] = []
    /// Each decision with its reason, if somebody asks.
    var decisions: [Decision]?
    /// Each opening and each end of an open episode, if somebody asks.
    var transitions: [Transition]?
    /// How many episodes came to what, if somebody counts.
    var tally: EpisodeCounts?
    /// Whether an episode opened, ended or was joined.
    var changed = false

    var timeline: Timeline { evaluator.timeline }

    /// Goes on from the state's frontier to `now`, itself included.
    /// - Parameter judged: deadlines outside are left waiting; `now` or later ones are of no interest.
    mutating func run(to now: Timestamp, judged: Horizon) {
        let order = evaluator.timeline.order
        var position = evaluator.timeline.upperBound(state.frontier)
        while true {
            let next = position < order.count ? evaluator.timeline.time(at: position) : .distantFuture
            if next <= now, next <= state.due {
                var end = position + 1
                while end < order.count, evaluator.timeline.time(at: end) == next { end += 1 }
                instant(next, order[position..<end], judged)
                position = end
            } else if state.due <= now, judged.contains(state.due) {
                wake(state.due, judged)
            } else {
                break
            }
        }
        state.frontier = max(state.frontier, now)
        state.dropStale()
        state.sweep(at: now)
    }

    /// The four steps at one instant. The timeline holds its events already: windows and facts see them all.
    private mutating func instant(_ t: Timestamp, _ events: ArraySlice<EventRef>, _ judged: Horizon) {
        endByAnswers(t, events)
        endByUnless(t, events)
        followFacts(t, events)

        startEvents(t, events)
        wake(t, judged)
    }

    /// Step 3 for date triggers, and step 4: every instance that has something to do by `t`.
    private mutating func wake(_ t: Timestamp, _ judged: Horizon) {
        var later: [InstanceName] = []
        while let name = state.nextDue(through: t) {
            guard let place = state.find(name.rule, name.key) else { continue }
            startDates(place, t)
            if judged.contains(t) {
                judge(place, t)
            } else {
                later.append(name)
            }
        }
        for name in later { state.schedule(name, at: t) }
    }

    // MARK: what several steps share

    func rule(_ index: Int) -> RulePlan { plan.rules[index] }

    func scope(_ place: Int, _ episode: Episode, at t: Timestamp) -> Scope {
        Scope(
            rule: state.instances[place].rule, key: state.instances[place].key,
            anchor: episode.date == nil ? episode.anchor : nil, matched: nil,
            t: t)
    }

    /// The ids that name an episode: by its anchor first, then by each trigger that joined.
    func ids(_ episode: Episode, rule index: Int, key: [Value]) -> [TaskID] {
        plan.ids(episode, rule: index, key: key, customer: customer, timeline: timeline)
    }

    /// Closes an open episode and starts the cooling.
    mutating func close(_ place: Int, _ number: Int, _ ending: Ending, by: EventRef, at t: Timestamp) {
        let name = state.instances[place].name
        let episode = state.instances[place].episodes.remove(at: number)
        if let names = state.openNames {
            for id in ids(episode, rule: name.rule, key: name.key) where names[id] == name {
                state.openNames?[id] = nil
            }
        }
        let opening = Int(episode.opening)
        if transitions == nil {
            ended.append(EndedEpisode(rule: name.rule, key: name.key, episode: episode, ending: ending, by: by))
        } else if opening >= 0 {
            transitions?.append(
                Transition(
                    at: t, rule: name.rule, key: name.key, episode: episode,
                    kind: .ended(ending, by: by, opening: opening)))
        }
        changed = true
        switch ending {
        case .done, .dismissed, .overtaken: state.instances[place].coolsUntil = rule(name.rule).again?.after(t)
        case .moved: break
        }
    }

    /// Notes that the task of an open episode may not say what it says.
    mutating func touch(_ place: Int, _ number: Int) {
        state.instances[place].episodes[number].isReconciled = false
        if transitions == nil { state.unreconciled.append(state.instances[place].name) }
        changed = true
        if state.openNames != nil {
            let instance = state.instances[place]
            for id in ids(instance.episodes[number], rule: instance.rule, key: instance.key) {
                state.openNames?[id] = instance.name
            }
        }
    }

    mutating func record(
        _ kind: Decision.Kind, at t: Timestamp, _ place: Int, anchor: EventRef?, by: EventRef? = nil,
        of starting: Episode? = nil
    ) {
        tally?.note(kind, rule: state.instances[place].rule, at: t)
        guard decisions != nil else { return }
        let instance = state.instances[place]
        let episode = starting ?? instance.episodes.first { $0.anchor == anchor }
        let decision = Decision(
            at: t, rule: instance.rule, key: instance.key, anchor: anchor.map { evaluator.timeline[$0].identity },
            by: by.map { evaluator.timeline[$0].identity },
            task: episode.flatMap { ids($0, rule: instance.rule, key: instance.key).first }, kind: kind)
        decisions?.append(decision)
    }
}

extension Plan {
    func keyValues(rule index: Int, key: [Value]) -> [KeyValue] {
        zip(rules[index].rule.keys, key).map { KeyValue(name: $0, value: $1) }
    }

    /// The ids that name an episode: by its anchor first, then by each other trigger in order.
    func ids(_ episode: Episode, rule index: Int, key: [Value], customer: Text, timeline: Timeline) -> [TaskID] {
        let name = rules[index].rule.name
        let key = keyValues(rule: index, key: key)
        if let date = episode.date {
            if let year = date.year {
                return [.episode(rule: name, customer: customer, key: key, value: date.value, year: year)]
            }
            return [.episode(rule: name, customer: customer, key: key, value: date.value)]
        }
        var ids: [TaskID] = []
        ids.reserveCapacity(episode.triggers.count)
        ids.append(.episode(rule: name, customer: customer, key: key, anchor: timeline[episode.anchor].identity))
        guard episode.triggers.count > 1 else { return ids }
        for other in episode.triggers.all where other != episode.anchor {
            ids.append(.episode(rule: name, customer: customer, key: key, anchor: timeline[other].identity))
        }
        return ids
    }
}
