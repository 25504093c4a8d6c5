import Events
import RuleLanguage

extension Fold {
    /// Step 2, first: a person's answer closes the open episode that it names, or those gathered in the incident that it
    /// names, and is remembered for one that has not opened yet. Of several the first by source and id.
    mutating func endByAnswers(_ t: Timestamp, _ events: ArraySlice<EventRef>) {
        if timed.due > t, !hasAnswer(events) { return }
        var incidents = incidentsDone(at: t)[...]
        for ref in events {
            let type = evaluator.timeline[ref].type
            guard type == plan.answers.done || type == plan.answers.dismissed else { continue }
            let event = evaluator.timeline[ref]
            guard case .text(let text)? = event.fields[plan.answers.task]
            else { continue }
            while let (id, answer) = incidents.first, answer < event {
                incidents.removeFirst()
                endByIncident(id, answer, at: t)
            }
            let id = TaskID(text)
            let dismissed = type == plan.answers.dismissed
            if state.answers[id] == nil { state.answers[id] = Answer(at: t, by: ref, dismissed: dismissed) }
            guard let (place, number) = openEpisode(named: id) else { continue }
            record(dismissed ? .dismissed : .done, at: t, place, state[place].episodes[number], by: ref)
            close(place, number, dismissed ? .dismissed : .done, at: t)
        }
        for (id, answer) in incidents { endByIncident(id, answer, at: t) }
    }

    private func hasAnswer(_ events: ArraySlice<EventRef>) -> Bool {
        for ref in events {
            let type = evaluator.timeline[ref].type
            if type == plan.answers.done || type == plan.answers.dismissed { return true }
        }
        return false
    }

    mutating func openEpisode(named id: TaskID) -> (place: InstanceIndex, number: Int)? {
        if state.openNames == nil { nameOpenEpisodes() }
        guard let name = state.openNames?[id], let place = state.find(name.rule, name.key) else { return nil }
        let number = state[place].episodes.firstIndex {
            $0.phase == .open && ids($0, rule: name.rule, key: name.key).contains(id)
        }
        return number.map { (place, $0) }
    }

    private mutating func nameOpenEpisodes() {
        var names: [TaskID: InstanceName] = [:]
        for instance in state.instances.sorted {
            for episode in instance.episodes where episode.phase == .open {
                for id in ids(episode, rule: instance.rule, key: instance.key) { names[id] = instance.name }
            }
        }
        state.openNames = names
    }

    /// Step 2, then: an armed episode with an `unless` event in its window is satisfied, an open one that meets a
    /// later one is overtaken.
    mutating func endByUnless(_ t: Timestamp, _ events: ArraySlice<EventRef>) {
        if state.instances.isEmpty { return }
        for ref in events {
            let event = evaluator.timeline[ref]
            for ending in plan.types.ending[event.type] {
                switch places(whoseWait: event, mayEnd: ending) {
                case .none: break
                case .one(let place): endWaits(place, of: ending.rule, by: ref, at: t)
                case .several(let places): for place in places { endWaits(place, of: ending.rule, by: ref, at: t) }
                }
            }
        }
    }

    /// The instances of a rule whose wait an event may end: each, if an `unless` that it may match is for the customer.
    mutating func places(whoseWait event: Event, mayEnd ending: EndingPlan) -> InstancePlaces {
        ending.isForCustomer
            ? .several(state.places(of: ending.index)) : places(that: event, mayJoin: ending.index, ending.slots)
    }

    private mutating func endWaits(_ place: InstanceIndex, of rule: RulePlan, by ref: EventRef, at t: Timestamp) {
        guard mayGoOn() else { return }
        for number in state[place].episodes.indices.reversed() { end(place, number, of: rule, by: ref, at: t) }
    }

    /// The instances of a rule that an event may join: one if it carries every key field.
    /// - Parameter slots: where the event has the rule's key fields.
    mutating func places(that event: Event, mayJoin index: Int, _ slots: [Int?]) -> InstancePlaces {
        if slots.count == 1 {
            guard let slot = slots[0], let value = event.fields.key(slot) else {
                return .several(state.places(of: index))
            }
            return state.find(index, only: value).map { .one($0) } ?? .none
        }
        for slot in slots {
            guard let slot, event.fields.key(slot) != nil else { return .several(state.places(of: index)) }
        }
        return state.find(index, of: event, slots).map { .one($0) } ?? .none
    }

    private mutating func end(
        _ place: InstanceIndex, _ number: Int, of rule: RulePlan, by ref: EventRef, at t: Timestamp
    ) {
        let episode = state[place].episodes[number]
        switch episode.phase {
        case .armed:
            guard let unless = rule.unless.indices.first(where: { matchesUnless($0, ref, place, episode) }) else {
                return
            }
            record(.satisfied(unless: unless), at: t, place, episode, by: ref)
            state[place].episodes.remove(at: number)
            settle(place, episode, at: t)
        case .open:
            guard !rule.keep, t > episode.judging,
                let unless = rule.unless.firstIndex(where: { joinsAndMatches($0, ref, place, episode) })
            else { return }
            record(.overtaken(unless: unless), at: t, place, episode, by: ref)
            close(place, number, .overtaken, at: t)
        }
    }

    /// Whether an event in the window of an `unless` ends the wait of an armed episode.
    func matchesUnless(_ number: Int, _ ref: EventRef, _ place: InstanceIndex, _ episode: Episode) -> Bool {
        let unless = rule(state[place].rule).unless[number]
        let event = evaluator.timeline[ref]
        let time = event.time
        guard unless.types.contains(event.type), time <= end(ofUnless: number, place, episode),
            unless.lookingBack.map({ time >= $0.before(episode.anchorTime, plan.calendars) }) ?? true,
            joinsAndMatches(unless, ref, place, episode)
        else { return false }
        // In the anchor's own instant, what matches `when` is a trigger like the anchor and ends nothing.
        guard time == episode.anchorTime else { return true }
        switch rule(state[place].rule).trigger {
        case .event(_, let pattern, _):
            var scope = scope(place, episode, at: time)
            scope.anchor = ref
            return !evaluator.matches(pattern, ref, scope)
        case .crossing(_, let crossing): return !evaluator.adds(ref, to: crossing.score)
        case .date, .yearly: return true
        }
    }

    private func joinsAndMatches(_ unless: UnlessPlan, _ ref: EventRef, _ place: InstanceIndex, _ episode: Episode)
        -> Bool
    {
        guard unless.types.contains(evaluator.timeline[ref].type) else { return false }
        return
            (unless.forCustomer
            || evaluator.joins(ref, rule: state[place].rule, key: state[place].key, strictly: unless.strictly))
            && evaluator.matches(unless.pattern, ref, scope(place, episode, at: evaluator.timeline[ref].time))
    }

    /// A date's value that was judged, satisfied or skipped is done with.
    mutating func settle(_ place: InstanceIndex, _ episode: Episode, at t: Timestamp) {
        guard let date = episode.date else { return }
        state[place].date?.settled.insert(date)
        awaitNext(place, from: t)
    }
}
