import Events
import RuleLanguage

extension Fold {
    /// Step 2, last: facts that the instant's events set. An episode of another value is moved, and the wait follows.
    mutating func followFacts(_ t: Timestamp, _ events: ArraySlice<EventRef>) {
        for ref in events {
            for index in plan.dated[evaluator.timeline[ref].type] {
                guard let fact = dateFact(index) else { continue }
                // The event may set the fact of its key, or the customer's zone, which concerns every instance.
                for key in evaluator.keys(of: fact, in: ref) {
                    follow(state.instance(rule: index, key: key.map { [$0] } ?? []), fact, key: key, at: t, events)
                }
                if case .yearly = rule(index).trigger, let zone = plan.program.customerZone,
                    !evaluator.keys(of: zone, in: ref).isEmpty
                {
                    for place in state.range(of: index) {
                        follow(place, fact, key: state.instances[place].key.first, at: t, events)
                    }
                }
            }
        }
    }

    private func dateFact(_ index: Int) -> Int? {
        switch rule(index).trigger {
        case .date(let fact, _), .yearly(let fact, _): return fact
        case .event: return nil
        }
    }

    private mutating func follow(
        _ place: Int, _ fact: Int, key: Value?, at t: Timestamp, _ events: ArraySlice<EventRef>
    ) {
        guard let run = evaluator.factRun(fact, key: key, at: t) else { return }
        let setAt = evaluator.timeline[run.setBy].time
        var progress = state.instances[place].date ?? DateProgress(value: run.value, setBy: run.setBy, setAt: setAt)
        if let episode = state.instances[place].episodes.first, let date = episode.date, date.value != run.value {
            // Of several values in one instant the last holds, and the first other one ended the episode.
            let by = evaluator.firstChange(of: fact, key: key, from: date.value, in: events) ?? run.setBy
            record(.moved(wasOpen: episode.status == .open), at: t, place, anchor: episode.anchor, by: by)
            switch episode.status {
            case .open: close(place, 0, .moved, by: by, at: t)
            case .armed: state.instances[place].episodes.remove(at: 0)
            }
        }
        progress.value = run.value
        progress.setBy = run.setBy
        progress.setAt = setAt
        state.instances[place].date = progress
        awaitNext(place, from: t)
    }

    /// Says when the next episode of a date trigger arms, seen from `t`.
    mutating func awaitNext(_ place: Int, from t: Timestamp) {
        guard let progress = state.instances[place].date else { return }
        let old = progress.pending
        let next = nextDate(place, progress, from: t)
        state.instances[place].date?.pending = next?.at
        state.instances[place].date?.next = next?.name
        guard let next else { return }
        if next.at != old { state.schedule(place, at: next.at) }
        if next.at != old { record(.awaiting(next.at), at: t, place, anchor: progress.setBy) }
    }

    private func nextDate(_ place: Int, _ progress: DateProgress, from t: Timestamp) -> (at: Timestamp, name: DateName)?
    {
        let instance = state.instances[place]
        switch rule(instance.rule).trigger {
        case .event: return nil
        case .date(_, let offset):
            let name = DateName(value: progress.value, year: nil)
            guard !progress.settled.contains(name), !instance.episodes.contains(where: { $0.date == name }) else {
                return nil
            }
            return (max(start(of: progress.value) + offset, progress.setAt), name)
        case .yearly(_, let minuteOfDay):
            return nextAnniversary(instance, progress, minuteOfDay, from: t)
        }
    }

    /// The instant that a fact's value names: a date is the start of that day in the site's zone.
    private func start(of value: Value) -> Timestamp {
        switch value {
        case .time(let time): return time
        case .date(let date): return plan.zones.site.instant(of: date, secondOfDay: 0)
        case .text, .number, .boolean, .duration: return .distantFuture
        }
    }

    /// Step 3 for date triggers: those of an instance whose instant has come.
    mutating func startDates(_ place: Int, _ t: Timestamp) {
        guard rule(state.instances[place].rule).isDated else { return }
        while let pending = state.instances[place].date?.pending, pending <= t { startDate(place, pending, at: t) }
    }

    private mutating func startDate(_ place: Int, _ pending: Timestamp, at t: Timestamp) {
        let instance = state.instances[place]
        guard let progress = instance.date, let name = progress.next else { return }
        state.instances[place].date?.pending = nil
        if let since = rule(instance.rule).since, pending < since {
            record(.beforeRule(since: since), at: t, place, anchor: progress.setBy)
            state.instances[place].date?.settled.insert(name)
            awaitNext(place, from: t)
            return
        }
        let cools = instance.coolsUntil.flatMap { pending < $0 ? $0 : nil }
        if !instance.isIdle || cools != nil {
            record(.skipped(coolsUntil: cools), at: t, place, anchor: progress.setBy)
            state.instances[place].date?.settled.insert(name)
        } else {
            arm(
                place,
                Episode(
                    anchor: progress.setBy, anchorTime: pending, judging: pending, triggers: Triggers(progress.setBy),
                    date: name),
                at: t)
        }
        awaitNext(place, from: t)
    }
}
