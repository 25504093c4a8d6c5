import Events
import RuleLanguage

extension SettledPast {
    /// The same under other rules, as far as it goes: a rule that says what it said, or one of its name whose episodes may
    /// be its own, goes on where it was; of all others nothing has begun, but that dates which are known are waited for.
    func under(_ plan: Plan, of folded: FoldedTimeline) -> SettledPast {
        var carried: Set<Int> = []
        var changed: [InstanceName] = []
        var instances: [Instance] = []
        for instance in fold.instances.sorted {
            guard let index = plan.parts.rules.firstIndex(where: { $0.name == parts.rules[instance.rule].name }) else {
                continue
            }
            let isSame = plan.parts.rules[index].form == parts.rules[instance.rule].form
            guard let moved = isSame ? instance : instance.own(of: plan.rules[index], plan, folded.timeline) else {
                continue
            }
            carried.insert(index)
            if !isSame { changed.append(InstanceName(rule: index, key: moved.key)) }
            instances.append(Instance(moved, rule: index))
        }
        instances.sort { $0.rule != $1.rule ? $0.rule < $1.rule : $0.key.lexicographicallyPrecedes($1.key) }
        var state = FoldState()
        state.frontier = through
        state.changedAt = through
        state.answers = fold.answers
        state.instances = InstanceTable(sorted: instances)
        for (place, part) in plan.parts.scores.enumerated() {
            guard let before = parts.scores.firstIndex(of: part) else { continue }
            for entry in fold.scores.entries(of: before) { state.scores.append(entry, to: place) }
        }
        addUpAnew(plan, of: folded, in: &state)
        state.derive()
        var timeline = folded.timeline
        var fold = Fold(
            plan: plan, customer: folded.customer, timeline: &timeline, endings: [:], state: &state,
            recorder: NobodyHears())
        for name in changed { fold.takePausesAnew(name, through: through) }
        fold.followKeptFacts(through: through) { !carried.contains($0) }
        fold.leave(&timeline, &state)
        state.facts = FactTable()
        state.joins = JoinTable()
        return SettledPast(through: through, fold: state, parts: plan.parts)
    }

    /// A score that is new, or says something else, begins with what is kept of the events that add to it.
    private func addUpAnew(_ plan: Plan, of folded: FoldedTimeline, in state: inout FoldState) {
        let new = plan.parts.scores.indices.filter { !parts.scores.contains(plan.parts.scores[$0]) }
        if new.isEmpty { return }
        let timeline = folded.timeline
        let end = timeline.upperBound(through)
        var evaluator = Evaluator(plan: plan, timeline: timeline, customer: folded.customer)
        var position = 0
        while position < end {
            let t = timeline.time(at: position)
            let next = timeline.upperBound(t)
            _ = evaluator.addUp(t, timeline.order[position..<next])
            evaluator.catchUp(to: next)
            position = next
        }
        for score in new {
            for entry in evaluator.scores.entries(of: score) { state.scores.append(entry, to: score) }
        }
    }
}

extension Instance {
    /// The same of a rule of another program.
    fileprivate init(_ other: Instance, rule: Int) {
        self.init(rule: rule, key: other.key)
        episodes = other.episodes
        coolsUntil = other.coolsUntil
        date = other.date
    }

    /// What a rule that says something else now goes on with; nil if nothing of it can be its own.
    fileprivate func own(of rule: RulePlan, _ plan: Plan, _ timeline: Timeline) -> Instance? {
        guard rule.rule.keys.count == key.count, (date != nil) == rule.isDated else { return nil }
        var own = self
        own.episodes = episodes.filter { episode in
            switch rule.trigger {
            case .event(_, let pattern, _):
                return episode.date == nil
                    && pattern.alternatives.contains { $0.type == timeline[episode.anchor].type }
            case .crossing: return episode.date == nil
            case .date, .yearly: return episode.date != nil
            }
        }
        for place in own.episodes.indices where own.episodes[place].phase == .armed {
            own.episodes[place].wait(by: rule, plan)
        }
        return own
    }
}

extension Episode {
    /// Waits as a rule says now, as if it had not been paused.
    fileprivate mutating func wait(by rule: RulePlan, _ plan: Plan) {
        if let pause = rule.pause {
            let clock = WaitClock(pause, at: anchorTime, isPaused: false)
            self.clock = clock
            judging = clock.end(pause, plan.calendars)
            return
        }
        clock = nil
        let waits = rule.unless.map(\.within) + [rule.after].compactMap { $0 }
        judging = waits.map { $0.after(anchorTime, plan.calendars) }.reduce(anchorTime, max)
    }
}

extension Fold {
    /// Waits for the dates that events of a settled past have set.
    /// - Parameter isWanted: whether a rule is to wait.
    fileprivate mutating func followKeptFacts(through end: Timestamp, _ isWanted: (Int) -> Bool) {
        let order = timeline.order.prefix(timeline.upperBound(end))
        for position in order.indices {
            let ref = order[position]
            followFacts(timeline[ref].time, order[position...position], isWanted)
        }
    }
}
