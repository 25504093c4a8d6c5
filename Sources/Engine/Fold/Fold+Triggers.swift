import Events
import RuleLanguage

extension Fold {
    /// Step 3 for event triggers, by source and id.
    mutating func startEvents(_ t: Timestamp, _ events: ArraySlice<EventRef>) {
        for ref in events {
            guard mayGoOn() else { return }
            let event = evaluator.timeline[ref]
            var key: [Value]?
            for trigger in plan.types.triggered[event.type] {
                if !trigger.sharesKey { key = event.key(trigger.slots) }
                if let since = trigger.since, t < since {
                    refuse(.beforeRule(since: since), ref, trigger.rule, key: [], at: t)
                    continue
                }
                guard let key else {
                    refuse(.withoutKey, ref, trigger.rule, key: [], at: t)
                    continue
                }
                guard matches(trigger, ref, key, at: t) else {
                    refuse(.notMatched, ref, trigger.rule, key: key, at: t)
                    continue
                }
                start(ref, trigger.mode, state.instance(rule: trigger.rule, key: key), at: t)
            }
        }
    }

    private func matches(_ trigger: TriggerPlan, _ ref: EventRef, _ key: [Value], at t: Timestamp) -> Bool {
        if trigger.conditions.isEmpty { return true }
        let scope = Scope(rule: trigger.rule, key: key, anchor: ref, matched: ref, t: t)
        for condition in trigger.conditions where evaluator.holds(condition, scope) { return true }
        return false
    }

    mutating func refuse(_ kind: Decision.Kind, _ ref: EventRef, _ rule: Int, key: [Value], at t: Timestamp) {
        guard Recorder.hears(kind) else { return }
        recorder.record(
            FoldDecision(kind: kind, at: t, rule: rule, key: key, anchor: ref, by: nil, episode: nil, ending: nil),
            evaluator)
    }

    mutating func start(_ ref: EventRef, _ mode: TriggerMode, _ place: InstanceIndex, at t: Timestamp) {
        if state[place].isIdle || mode == .each {
            if let until = state[place].coolsUntil, t < until {
                record(.cooling(until: until), at: t, place, nil, anchor: ref)
                return
            }
            let episode = Episode(
                origin: .event, anchor: ref, anchorTime: t, judging: t, triggers: Triggers(ref))
            arm(place, episode, at: t)
            return
        }
        state[place].episodes[0].triggers.append(ref)
        let episode = state[place].episodes[0]
        switch (mode, episode.phase) {
        case (.latest, .armed):
            state[place].episodes.removeLast()
            var next = episode
            next.anchor = ref
            next.anchorTime = t
            arm(place, next, at: t, anew: true)
        case (.first, .armed), (.each, .armed):
            record(.joined(isOpen: false), at: t, place, episode, by: ref)
        case (.latest, .open), (.first, .open), (.each, .open):
            name(episode, of: place)
            record(.joined(isOpen: true), at: t, place, episode, by: ref)
        }
    }

    /// Starts the wait of an episode, unless its windows already hold what ends it.
    mutating func arm(_ place: InstanceIndex, _ candidate: Episode, at t: Timestamp, anew: Bool = false) {
        var episode = candidate
        let rule = rule(state[place].rule)
        let a = episode.anchorTime
        episode.judging = a
        if let pause = rule.pause {
            let clock = clock(pause, place, episode)
            episode.clock = clock
            episode.judging = clock.end(pause, plan.calendars)
        } else {
            if let after = rule.after { episode.judging = max(episode.judging, after.after(a, plan.calendars)) }
            for unless in rule.unless { episode.judging = max(episode.judging, unless.within.after(a, plan.calendars)) }
        }

        let judging = episode.judging
        record(anew ? .anchored(judging: judging) : .armed(judging: judging), at: t, place, episode)
        if let (unless, ref) = alreadyEnded(place, episode, at: t) {
            record(.satisfied(unless: unless), at: t, place, episode, by: ref)
            settle(place, episode, at: t)
            return
        }
        state[place].episodes.append(episode)
        if judging < .distantFuture { state.schedule(place, at: judging) }
    }

    /// The first event up to `t` that a window already holds.
    private mutating func alreadyEnded(_ place: InstanceIndex, _ episode: Episode, at t: Timestamp) -> (
        unless: Int, by: EventRef
    )? {
        let plan = rule(state[place].rule)
        // A window that does not look back holds what has the anchor's time, and the anchor itself ends nothing.
        let isAlone = isAlone && plan.isStartedByEvents && episode.anchorTime == t
        for number in plan.unless.indices {
            let unless = plan.unless[number]
            if isAlone, !unless.looksBack { continue }
            let start = unless.lookingBack.map { $0.before(episode.anchorTime, self.plan.calendars) } ?? .distantPast
            let end = min(t, self.end(ofUnless: number, place, episode))
            let rule = unless.forCustomer ? nil : state[place].rule
            let joinable = evaluator.joinableEvents(
                unless.types, rule: rule, key: state[place].key, from: start, through: end)
            for ref in evaluator.withTooLate(joinable, unless.types, from: start, through: end) {
                guard mayGoOn() else { return nil }
                if matchesUnless(number, ref, place, episode) { return (number, ref) }
            }
        }
        return nil
    }
}
