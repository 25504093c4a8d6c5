import Events
import RuleLanguage

/// Which events of a settled past are kept, because something may still look at them.
struct KeptEvents {
    private let evaluator: Evaluator
    private let through: Timestamp
    private let reach: Reach
    /// By the place at which they are stored.
    private(set) var isKept: [Bool]
    /// Instants of the past at which is asked again what a task says.
    private var instants: Set<Timestamp>

    private var plan: Plan { evaluator.plan }
    private var timeline: Timeline { evaluator.timeline }

    /// Everything that happened later is kept.
    /// - Parameter evaluator: which knows the scores.
    init(_ evaluator: Evaluator, through: Timestamp, _ asked: AskedOfPast) {
        self.evaluator = evaluator
        self.through = through
        reach = evaluator.plan.reach
        instants = Set(asked.instants.filter { $0 <= through })
        isKept = evaluator.timeline.stored.map {
            $0.time > through || asked.evidence.contains($0.identity)
        }
        if let from = asked.notesFrom { keepNotes(from: from) }
    }

    /// Keeps what a state of the fold speaks of.
    mutating func keep(for state: FoldState) {
        for answer in state.answers.values { keep(answer.by) }
        for instance in state.instances.sorted {
            if let date = instance.date { keep(date.setBy) }
            for episode in instance.episodes { keep(episode, instance) }
        }
    }

    /// Keeps what conditions, facts and scores look at, now that all instants are known.
    mutating func keepWhatIsAsked() {
        let spans = reach.types.compactMap(\.self)
        if spans.contains(Reach.forever) {
            for (place, event) in timeline.stored.enumerated() where reach.types[event.type] == Reach.forever {
                isKept[place] = true
            }
        }
        if let longest = spans.filter({ $0 != Reach.forever }).max() {
            for instant in instants.union([through]) { keepWhatIsReached(from: instant, longest) }
        }
        keepFacts()
        let past = timeline.order.prefix(timeline.upperBound(through))
        for events in reach.lasting {
            for ref in events.kept(past, evaluator) { keep(ref) }
            for ref in timeline.aside where events.types.contains(timeline[ref].type) { keep(ref) }
        }
        for score in plan.scores.all.indices {
            for ref in evaluator.evidence(of: score, at: through) { keep(ref) }
        }
    }

    /// The times of the past at whose instants a score may be asked.
    func timesAsked(of score: Int) -> [ClosedRange<Timestamp>] {
        (instants.sorted() + [through]).map { $0 - reach.scores[score]...$0 }
    }

    private mutating func keep(_ ref: EventRef) { isKept[Int(ref.place)] = true }

    private mutating func keep(_ episode: Episode, _ instance: Instance) {
        keep(episode.anchor)
        let triggers = episode.triggers.all
        for ref in triggers { keep(ref) }
        if episode.date != nil { ask(at: episode.anchorTime) }
        if episode.phase == .open { ask(at: episode.judging) }
        switch plan.rules[instance.rule].trigger {
        case .event(_, _, let counting?):
            for ref in triggers where timeline[ref].time <= through {
                let scope = Scope(
                    rule: instance.rule, key: instance.key, anchor: ref, matched: nil, t: timeline[ref].time)
                for counted in evaluator.counted(counting, scope) { keep(counted) }
                ask(at: timeline[ref].time)
            }
        case .crossing(_, let crossing):
            for ref in triggers where timeline[ref].time <= through {
                for added in evaluator.evidence(of: crossing.score, at: timeline[ref].time) { keep(added) }
                ask(at: timeline[ref].time)
            }
        case .event, .date, .yearly: break
        }
    }

    private mutating func ask(at t: Timestamp) { if t <= through { instants.insert(t) } }

    private mutating func keepWhatIsReached(from t: Timestamp, _ longest: TimeSpan) {
        let order = timeline.order[timeline.lowerBound(t - longest)..<max(0, timeline.upperBound(t))]
        for ref in [order[...], timeline.aside[...]].joined() {
            let event = timeline[ref]
            if event.time <= t, let reach = reach.types[event.type], event.time >= t - reach { keep(ref) }
        }
    }

    private mutating func keepNotes(from t: Timestamp) {
        let answers = plan.answers
        for (place, event) in timeline.stored.enumerated() where event.time >= t {
            if event.type == answers.claimed || event.type == answers.released || event.type == answers.snoozed {
                isKept[place] = true
            }
        }
    }

    /// The settings of each fact that were in force at the instants asked about, and later.
    private mutating func keepFacts() {
        if plan.program.facts.isEmpty { return }
        var facts = FactTable()
        for ref in timeline.order.prefix(timeline.upperBound(through)) {
            facts.note(ref, begins: evaluator.stages(begunBy: ref), in: timeline, plan)
        }
        let asked = instants.sorted() + [through]
        facts.eachHistory { fact, settings in
            let span = reach.facts[fact]
            // Since when a stage has been is told by its first event behind one of another stage.
            var values = 1
            if case .stageSince = plan.program.facts[fact].source { values = 2 }
            for instant in asked {
                let kept = Self.inForce(settings, from: instant - span, through: instant, timeline, values: values)
                for setting in kept { keep(setting) }
            }
        }
    }

    /// The settings that tell the value of a fact at every instant of a time: the last at or before its beginning, with
    /// the first of the same value and the one before that, and those that follow.
    /// - Parameter values: for how many values, from the last one back.
    private static func inForce(
        _ settings: [FactTable.Setting], from start: Timestamp, through end: Timestamp, _ timeline: Timeline,
        values: Int
    ) -> [EventRef] {
        let first = settings.firstIndex { timeline[$0.ref].time > start } ?? settings.count
        var kept = settings[first...].prefix { timeline[$0.ref].time <= end }.map(\.ref)
        guard first > 0 else { return kept }
        var last = settings[first - 1]
        kept.append(last.ref)
        for _ in 0..<values {
            kept.append(last.setBy)
            guard let place = settings.firstIndex(where: { $0.ref == last.setBy }), place > 0 else { break }
            last = settings[place - 1]
            kept.append(last.ref)
        }
        return kept
    }
}
