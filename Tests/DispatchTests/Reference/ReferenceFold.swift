import Engine
import TaskDispatch
import Events
import RuleLanguage

/// The four steps at each instant (join, end, trigger, judge) for all instances of all rules over one customer's whole timeline.
///
/// - Parameters:
///   - timeline: every event of the customer that has arrived, in any order.
///   - now: what happened up to here has happened.
///   - judged: which judging times have come.
///   - outside: what became of episodes by other roads than the customer's own timeline.
/// - Returns: the episodes of each rule and key, in the order in which they were armed; and when, if nothing arrives,
///   something comes due next.
func referenceFold(
    _ program: Program, zones: ZoneTable, customer: Text, timeline: [Event], now: Timestamp, judged: Horizon,
    outside: OutsideEndings = OutsideEndings()
) -> (episodes: [Episode], next: Timestamp?) {
    let timeline = timeline.filter { $0.time <= now }.sorted()
    var episodes: [Episode] = []
    var next: Timestamp?
    for rule in program.rules.indices {
        for key in instances(of: program.rules[rule], program: program, timeline: timeline) {
            var fold = InstanceFold(
                rule: rule, outside: outside,
                view: ReferenceView(
                    program: program, zones: zones, customer: customer, timeline: timeline, rule: program.rules[rule],
                    key: key))
            let due = fold.run(now: now, judged: judged)
            episodes += fold.episodes
            next = [next, due].compactMap { $0 }.min()
        }
    }
    return (episodes, next)
}

/// Every key that some event could arm, sorted.
private func instances(of rule: Rule, program: Program, timeline: [Event]) -> [[Value]] {
    var keys: Set<[Value]> = []
    for event in timeline {
        let carried = ReferenceView.carriedKey(event, rule: rule)
        let whole = carried.compactMap { $0 }
        if whole.count == carried.count { keys.insert(whole) }
    }
    return keys.sorted { $0.lexicographicallyPrecedes($1) }
}

/// The life of one instance of one rule. Rules do not read each other, and neither do instances.
struct InstanceFold {
    let rule: Int
    let outside: OutsideEndings
    let view: ReferenceView
    var episodes: [Episode] = []
    /// Triggers before this are dropped; nil before the first end of an opened task.
    var coolingUntil: Timestamp?
    /// The values, or values and years, of a date that are done with.
    var doneWith: Set<EpisodeName> = []
    /// Up to here, itself included, the steps have been done.
    var past = Timestamp.distantPast

    init(rule: Int, outside: OutsideEndings, view: ReferenceView) {
        self.rule = rule
        self.outside = outside
        self.view = view
    }

    /// "Time runs over instants and judging times in order; at equal time the instant's events come first."
    /// - Returns: the time after `now` at which something comes due.
    mutating func run(now: Timestamp, judged: Horizon) -> Timestamp? {
        while let t = nextTime() {
            if t > now { return t }
            past = t
            askPauses(at: t)
            end(at: t)
            trigger(at: t)
            if judged.contains(t) { judge(at: t) }
            endFromOutside(at: t)
        }
        return nil
    }

    private func nextTime() -> Timestamp? {
        var times = view.timeline.map(\.time)
        times += episodes.filter { $0.status == .armed }.map(\.judging)
        times += episodes.filter { $0.status == .open }.flatMap { remembered(of: $0) }.map(\.at)
        if let date = nextDate(at: past) { times.append(date.due) }
        return times.filter { $0 > past && $0 < .distantFuture }.min()
    }

    func instant(_ t: Timestamp) -> [Event] { view.timeline.filter { $0.time == t } }

    // MARK: Step 2, endings

    private mutating func end(at t: Timestamp) {
        for index in episodes.indices where episodes[index].isLive {
            let episode = episodes[index]
            if episode.status == .open {
                if let (ending, by) = answer(to: episode, in: t...t) {
                    close(index, ending, at: t, by: by)
                } else if let by = overtaking(episode, at: t) {
                    close(index, .overtaken, at: t, by: by)
                } else if let by = moving(episode, at: t) {
                    close(index, .moved, at: t, by: by)
                }
            } else {
                if windowsHold(instant(t), episode) {
                    episodes[index].status = .satisfied
                    finish(episode)
                } else if moving(episode, at: t) != nil {
                    // A value replaced before judging moves the wait: it never was.
                    episodes.remove(at: index)
                    return end(at: t)
                }
            }
        }
    }

    /// The names that its task may have.
    private func ids(of episode: Episode) -> [TaskID] {
        episode.names.map {
            view.program.taskID(rule: rule, customer: view.customer, key: view.key, name: $0)
        }
    }

    private func remembered(of episode: Episode) -> [OutsideEnding] {
        ids(of: episode).flatMap { outside.endings[$0] ?? [] }
    }

    /// The first answer to the task of an episode in a span of time, by time, source and id; also one to its incident.
    private func answer(to episode: Episode, in span: ClosedRange<Timestamp>) -> (Ending, EventIdentity)? {
        let ids = ids(of: episode)
        var answers: [(at: Timestamp, by: EventIdentity, ending: Ending)] = []
        for event in view.timeline where span.contains(event.time) {
            let type = view.program.schema.types[event.type]
            guard type.name == "task.done" || type.name == "task.dismissed", let slot = type.slot(of: "task"),
                case .text(let id)? = event.fields[slot], ids.contains(where: { $0.text == id })
            else { continue }
            answers.append((event.time, event.identity, type.name == "task.done" ? .done : .dismissed))
        }
        for ending in remembered(of: episode) {
            if let by = ending.by, span.contains(ending.at) { answers.append((ending.at, by, ending.ending)) }
        }
        return answers.min { ($0.at, $0.by) < ($1.at, $1.by) }.map { ($0.ending, $0.by) }
    }

    /// The first event of the instant, strictly after the opening, that matches any `unless` and joins.
    private func overtaking(_ episode: Episode, at t: Timestamp) -> EventIdentity? {
        guard !view.rule.keep, t > episode.judging else { return nil }
        return instant(t).first { event in
            view.rule.unless.contains { unless in
                joins(unless, event) && view.of(episode).matches(unless.pattern, event, anchor: episode.anchor)
            }
        }?.identity
    }

    private func joins(_ unless: Unless, _ event: Event) -> Bool {
        if unless.forCustomer { return true }
        return unless.strictly ? view.joinsStrictly(event) : view.joins(event)
    }

    /// Whether one of these events lies in the window of an `unless` of the episode, matches it and joins.
    private func windowsHold(_ events: [Event], _ episode: Episode) -> Bool {
        let a = episode.anchorTime
        return events.contains { event in
            view.rule.unless.contains { unless in
                if let back = unless.lookingBack, event.time < view.before(a, back) { return false }
                guard event.time <= end(of: unless.within, episode), joins(unless, event) else { return false }
                // "Events of the anchor's own instant that match `when` themselves do not count."
                if event.time == a, isTrigger(event) { return false }
                return view.of(episode).matches(unless.pattern, event, anchor: episode.anchor)
            }
        }
    }

    /// Whether an event matches `when` itself.
    private func isTrigger(_ event: Event) -> Bool {
        switch view.rule.trigger {
        case .event(_, let when, _): return view.matches(when, event, anchor: event)
        case .crossing(_, let crossing):
            return view.adding(to: view.program.scores[crossing.score], at: event.time).contains(event)
        case .date, .yearly: return false
        }
    }

    private mutating func close(_ index: Int, _ ending: Ending, at t: Timestamp, by: EventIdentity) {
        episodes[index].status = .ended(ending, at: t, by: by, unborn: false)
        finish(episodes[index])
        if ending != .moved { cool(from: t) }
    }

    private mutating func cool(from t: Timestamp) {
        if let again = view.rule.again { coolingUntil = view.after(t, again) }
    }

    /// "a value once judged, satisfied or skipped is done with"
    private mutating func finish(_ episode: Episode) {
        if episode.anchor == nil { doneWith.insert(episode.anchorName) }
    }

    // MARK: Step 3, triggers

    private mutating func trigger(at t: Timestamp) {
        switch view.rule.trigger {
        case .event(let mode, let pattern, let counting):
            for event in instant(t)
            where ReferenceView.carriedKey(event, rule: view.rule) == view.key.map({ Optional($0) })
                && view.matches(pattern, event, anchor: event)
            {
                let evidence = counting.map { view.events(in: $0, anchor: event, at: t) } ?? [event]
                take(event, evidence: evidence, mode: mode)
            }
        case .crossing(let mode, let crossing):
            guard let event = view.crossing(crossing, at: t) else { return }
            take(event, evidence: view.evidence(of: view.program.scores[crossing.score], at: t), mode: mode)
        case .date, .yearly:
            // More than one only if a year is skipped and the next has come as well.
            while let date = nextDate(at: t), date.due <= t {
                let idle = !episodes.contains(where: \.isLive)
                guard idle, !isCooling(at: t) else {
                    doneWith.insert(date.name)
                    continue
                }
                arm(name: date.name, anchor: nil, at: t, evidence: [date.setter])
            }
        }
    }

    private func isCooling(at t: Timestamp) -> Bool { coolingUntil.map { t < $0 } ?? false }

    private mutating func take(_ event: Event, evidence: [Event], mode: TriggerMode) {
        let name = EpisodeName.trigger(event.identity)
        if mode != .each, let live = episodes.firstIndex(where: \.isLive) {
            episodes[live].names.append(name)
            episodes[live].add(evidence: evidence)
            if mode == .latest, episodes[live].status == .armed {
                episodes[live].anchorName = name
                episodes[live].anchor = event
                ask(live, at: event.time)
            }
        } else if !isCooling(at: event.time) {
            arm(name: name, anchor: event, at: event.time, evidence: evidence)
        }
    }

    private mutating func arm(name: EpisodeName, anchor: Event?, at a: Timestamp, evidence: [Event]) {
        episodes.append(
            Episode(
                rule: rule, key: view.key, names: [name], anchorName: name, anchor: anchor, anchorTime: a, judging: a,
                evidence: evidence.sorted(), status: .armed))
        ask(episodes.count - 1, at: a)
    }

    /// j, "the latest of all ends" as far as the events up to now tell.
    private func judging(of episode: Episode) -> Timestamp {
        let waits = (view.rule.after.map { [$0] } ?? []) + view.rule.unless.map(\.within)
        return (waits.map { end(of: $0, episode) } + [episode.anchorTime]).max() ?? episode.anchorTime
    }

    /// Step 1: "Pauses are taken in step 1 of an instant."
    private mutating func askPauses(at t: Timestamp) {
        guard view.rule.pause != nil else { return }
        for index in episodes.indices where episodes[index].status == .armed {
            episodes[index].judging = judging(of: episodes[index])
        }
    }

    /// Sets a and j, and asks the windows: "If the windows already hold a matching event (looking back, or in the same
    /// instant), it is satisfied at once."
    private mutating func ask(_ index: Int, at a: Timestamp) {
        episodes[index].anchorTime = a
        episodes[index].judging = judging(of: episodes[index])
        if windowsHold(view.timeline.filter { $0.time <= a }, episodes[index]) {
            episodes[index].status = .satisfied
            finish(episodes[index])
        }
    }

    // MARK: Step 4, judging

    private mutating func judge(at t: Timestamp) {
        for index in episodes.indices where episodes[index].status == .armed && episodes[index].judging == t {
            let episode = episodes[index]
            finish(episode)
            let holds = view.rule.whileConditions.allSatisfy {
                view.of(episode).value($0, of: nil, anchor: episode.anchor, at: t) == .boolean(true)
            }
            if !holds || isMissed(episode) {
                // One that was missed does not open, so an answer cannot end it at its opening.
                episodes[index].status = .lapsed
            } else if let (ending, by) = answer(to: episode, in: .distantPast...t) {
                // "it counts as ended at its opening and cools from there"
                episodes[index].status = .ended(ending, at: t, by: by, unborn: true)
                cool(from: t)
            } else if remembered(of: episode).contains(where: { $0.ending == .heldOut }) {
                // "The episode ends at its opening as one that was answered before it opened, and cools."
                episodes[index].status = .ended(.heldOut, at: t, by: nil, unborn: true)
                cool(from: t)
            } else {
                episodes[index].status = .open
            }
        }
    }

    private func isMissed(_ episode: Episode) -> Bool { ids(of: episode).contains(where: outside.missed.contains) }

    /// What gates ended: after the verdicts of the instant, and nothing cools.
    private mutating func endFromOutside(at t: Timestamp) {
        for index in episodes.indices where episodes[index].status == .open {
            for ending in remembered(of: episodes[index]) where ending.by == nil && ending.at <= t {
                episodes[index].status = .ended(ending.ending, at: t, by: nil, unborn: false)
            }
        }
    }
}
