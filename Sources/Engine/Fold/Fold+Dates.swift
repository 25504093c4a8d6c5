import Events
import RuleLanguage

extension Fold {
    /// Step 2, last: facts that the instant's events set. An episode of another value is moved, and the wait follows.
    /// - Parameter isWanted: whether a rule follows them.
    mutating func followFacts(
        _ t: Timestamp, _ events: ArraySlice<EventRef>, _ isWanted: (Int) -> Bool = { _ in true }
    ) {
        for ref in events {
            for index in plan.types.dated[evaluator.timeline[ref].type] where isWanted(index) {
                guard let fact = dateFact(index) else { continue }
                // The event may set the fact of its key, or the customer's zone, which concerns every instance.
                for key in evaluator.keys(of: fact, in: ref) {
                    follow(state.instance(rule: index, key: key.map { [$0] } ?? []), fact, key: key, at: t, events)
                }
                if rule(index).trigger.followsZone, let zone = plan.program.customerZone,
                    !evaluator.keys(of: zone, in: ref).isEmpty
                {
                    for place in state.places(of: index) {
                        follow(place, fact, key: state[place].key.first, at: t, events)
                    }
                }
            }
        }
    }

    private func dateFact(_ index: Int) -> Int? {
        switch rule(index).trigger {
        case .date(let fact, _, _), .yearly(let fact, _): return fact
        case .event, .crossing: return nil
        }
    }

    private mutating func follow(
        _ place: InstanceIndex, _ fact: Int, key: Value?, at t: Timestamp, _ events: ArraySlice<EventRef>
    ) {
        guard let run = evaluator.factRun(fact, key: key, at: t) else { return }
        let setAt = evaluator.timeline[run.setBy].time
        var progress = state[place].date ?? DateProgress(value: run.value, setBy: run.setBy, setAt: setAt)
        if let episode = state[place].episodes.first, let date = episode.date, date.value != run.value {
            // Of several values in one instant the last holds, and the first other one ended the episode.
            let by = evaluator.firstChange(of: fact, key: key, from: date.value, in: events) ?? run.setBy
            switch episode.phase {
            case .open:
                record(.moved(wasOpen: true), at: t, place, episode, by: by)
                close(place, 0, .moved, at: t)
            case .armed:
                record(.moved(wasOpen: false), at: t, place, episode, by: by)
                state[place].episodes.remove(at: 0)
            }
        }
        progress.value = run.value
        progress.setBy = run.setBy
        progress.setAt = setAt
        state[place].date = progress
        awaitNext(place, from: t)
    }

    /// Says when the next episode of a date trigger arms, seen from `t`.
    mutating func awaitNext(_ place: InstanceIndex, from t: Timestamp) {
        guard var progress = state[place].date else { return }
        let before = progress.pending
        let next = nextDate(place, progress, from: t)
        if let next { progress.next = .waits(until: next.at, next.name) } else { progress.next = .none }
        state[place].date = progress
        guard let next, next.at != before else { return }
        state.schedule(place, at: next.at)
        let episode = episode(ofDateSetBy: progress.setBy, place)
        record(.awaiting(next.at), at: t, place, episode, anchor: progress.setBy)
    }

    private func episode(ofDateSetBy event: EventRef, _ place: InstanceIndex) -> Episode? {
        state[place].episodes.first { $0.anchor == event }
    }

    private func nextDate(_ place: InstanceIndex, _ progress: DateProgress, from t: Timestamp) -> (
        at: Timestamp, name: DateName
    )? {
        let instance = state[place]
        switch rule(instance.rule).trigger {
        case .event, .crossing: return nil
        case .date(_, let offset, let minuteOfDay):
            let name = DateName(value: progress.value, year: nil)
            guard !progress.settled.contains(name), !instance.episodes.contains(where: { $0.date == name }) else {
                return nil
            }
            guard let minuteOfDay else {
                let instant = offset.instant(from: progress.value, plan.calendars, site: plan.zones.site)
                return (max(instant ?? .distantFuture, progress.setAt), name)
            }
            let instant = offset.instant(
                from: progress.value, minuteOfDay: minuteOfDay, plan.calendars, local: evaluator.customerZone(at: t))
            // One that a change of the customer's zone jumped over is now.
            return (max(instant ?? .distantFuture, progress.setAt, t), name)
        case .yearly(_, let minuteOfDay):
            return nextAnniversary(instance, progress, minuteOfDay, from: t)
        }
    }

    /// Step 3 for date triggers: those of an instance whose instant has come.
    mutating func startDates(_ place: InstanceIndex, _ t: Timestamp) {
        guard rule(state[place].rule).isDated else { return }
        while case .waits(until: let instant, let name)? = state[place].date?.next, instant <= t {
            startDate(place, name, instant, at: t)
        }
    }

    private mutating func startDate(_ place: InstanceIndex, _ name: DateName, _ instant: Timestamp, at t: Timestamp) {
        let instance = state[place]
        guard let setBy = instance.date?.setBy else { return }
        state[place].date?.next = .none
        let cools = instance.coolsUntil.flatMap { instant < $0 ? $0 : nil }
        if let since = rule(instance.rule).since, instant < since {
            record(.beforeRule(since: since), at: t, place, episode(ofDateSetBy: setBy, place), anchor: setBy)
            state[place].date?.settled.insert(name)
        } else if !instance.isIdle || cools != nil {
            record(.skipped(coolsUntil: cools), at: t, place, episode(ofDateSetBy: setBy, place), anchor: setBy)
            state[place].date?.settled.insert(name)
        } else {
            let episode = Episode(
                origin: .date(name), anchor: setBy, anchorTime: instant, judging: instant, triggers: Triggers(setBy))
            arm(place, episode, at: t)
        }
        awaitNext(place, from: t)
    }
}
