import Events
import RuleLanguage

extension Fold {
    /// Step 1: what the instant's events say of pauses. The judging time of an armed episode moves with them.
    mutating func takePauses(_ t: Timestamp, _ events: ArraySlice<EventRef>) {
        guard plan.mayPause else { return }
        for ref in events {
            let event = evaluator.timeline[ref]
            for index in plan.types.pausing[event.type] {
                guard let pause = rule(index).pause else { continue }
                switch places(that: event, mayJoin: index, rule(index).keySlots[event.type]) {
                case .none: break
                case .one(let place): takePauses(place, pause, events, at: t)
                case .several(let places): for place in places { takePauses(place, pause, events, at: t) }
                }
            }
        }
    }

    private mutating func takePauses(
        _ place: InstanceIndex, _ pause: PausePlan, _ events: ArraySlice<EventRef>, at t: Timestamp
    ) {
        guard mayGoOn() else { return }
        for number in state[place].episodes.indices {
            // Asked again for a further event of the instant, it says the same.
            takePause(place, number, pause, events, at: t)
        }
    }

    private mutating func takePause(
        _ place: InstanceIndex, _ number: Int, _ pause: PausePlan, _ events: ArraySlice<EventRef>, at t: Timestamp
    ) {
        let episode = state[place].episodes[number]
        guard episode.phase == .armed, var clock = episode.clock,
            let said = said(by: events, pause, place, episode), said.isPaused != clock.isPaused
        else { return }
        if said.isPaused { clock.pause(at: t, pause, plan.calendars) } else { clock.goOn(at: t) }
        state[place].episodes[number].clock = clock
        // What is over is judged as if nothing had paused it.
        guard clock.isCounting else { return }
        let judging = clock.end(pause, plan.calendars)
        state[place].episodes[number].judging = judging
        if judging < .distantFuture { state.schedule(place, at: judging) }
        record(
            clock.isPaused ? .paused : .wentOn(judging: judging), at: t, place, state[place].episodes[number],
            by: said.by)
    }

    /// Whether the events of an instant pause an episode or let it go on, and the first that says so; nil if none says
    /// anything. One that lets it go on outdoes those that pause it.
    private func said(
        by events: ArraySlice<EventRef>, _ pause: PausePlan, _ place: InstanceIndex, _ episode: Episode
    ) -> (isPaused: Bool, by: EventRef)? {
        let scope = scope(place, episode, at: episode.anchorTime)
        var pausing: EventRef?
        for ref in events where pause.types.contains(evaluator.timeline[ref].type) {
            guard evaluator.joins(ref, rule: scope.rule, key: scope.key) else { continue }
            if evaluator.matches(pause.until, ref, scope) { return (false, ref) }
            if pausing == nil, evaluator.matches(pause.from, ref, scope) { pausing = ref }
        }
        return pausing.map { (true, $0) }
    }

    /// The clock of an episode that is armed: paused, if the last instant up to its anchor that says anything pauses it.
    func clock(_ pause: PausePlan, _ place: InstanceIndex, _ episode: Episode) -> WaitClock {
        let timeline = evaluator.timeline
        let refs = evaluator.joinableEvents(
            pause.types, rule: state[place].rule, key: state[place].key, from: .distantPast,
            through: episode.anchorTime)
        var end = refs.count
        var isPaused = false
        while end > 0 {
            let t = timeline[refs[end - 1]].time
            var start = end - 1
            while start > 0, timeline[refs[start - 1]].time == t { start -= 1 }
            if let said = said(by: refs[start..<end], pause, place, episode) {
                isPaused = said.isPaused
                break
            }
            end = start
        }
        return WaitClock(pause, at: episode.anchorTime, isPaused: isPaused)
    }

    /// Takes the pauses of the episodes of an instance anew, as its rule says now, by the events that are there.
    mutating func takePausesAnew(_ name: InstanceName, through end: Timestamp) {
        guard let pause = rule(name.rule).pause, let place = state.find(name.rule, name.key) else { return }
        for number in state[place].episodes.indices where state[place].episodes[number].phase == .armed {
            let start = state[place].episodes[number].anchorTime
            let clock = clock(pause, place, state[place].episodes[number])
            state[place].episodes[number].clock = clock
            state[place].episodes[number].judging = clock.end(pause, plan.calendars)
            let refs = evaluator.joinableEvents(
                pause.types, rule: name.rule, key: name.key, from: start, through: end)
            var first = refs.firstIndex { evaluator.timeline[$0].time > start } ?? refs.count
            while first < refs.count {
                let t = evaluator.timeline[refs[first]].time
                let next = refs[first...].firstIndex { evaluator.timeline[$0].time > t } ?? refs.count
                takePause(place, number, pause, refs[first..<next], at: t)
                first = next
            }
            let judging = state[place].episodes[number].judging
            if judging < .distantFuture { state.schedule(place, at: judging) }
        }
    }

    /// When the window of an `unless` of an episode ends, as far as is known.
    func end(ofUnless number: Int, _ place: InstanceIndex, _ episode: Episode) -> Timestamp {
        let rule = rule(state[place].rule)
        if let pause = rule.pause, let clock = episode.clock { return clock.end(number, pause, plan.calendars) }
        return rule.unless[number].within.after(episode.anchorTime, plan.calendars)
    }
}
