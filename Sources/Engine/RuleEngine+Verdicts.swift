package import Events
import RuleLanguage

extension RuleEngine {
    /// When a change came about; nil of what dispatch brought about.
    package func time(of change: VerdictChange, in folded: FoldedTimeline) -> Timestamp? {
        switch change {
        case .opened(let verdict): return verdict.judgedAt
        case .joined(let verdict): return verdict.episode.triggers.all.map { folded.timeline[$0].time }.max()
        case .ended(_, _, by: _, at: let at): return at
        case .endedByDispatch: return nil
        }
    }

    /// What the task of a verdict says.
    /// - Parameter t: when that is asked; nil is its judging time.
    package func draft(of verdict: Verdict, in folded: FoldedTimeline, at t: Timestamp? = nil) -> TaskDraft {
        draft(of: verdict, evaluator(of: folded), at: t)
    }

    /// The same, and the id of its episode.
    package func namedDraft(of verdict: Verdict, in folded: FoldedTimeline) -> (id: TaskID, draft: TaskDraft) {
        let evaluator = evaluator(of: folded)
        return (
            evaluator.id(verdict.episode, rule: verdict.rule, key: verdict.key), draft(of: verdict, evaluator, at: nil)
        )
    }

    private func evaluator(of folded: FoldedTimeline) -> Evaluator {
        Evaluator(
            plan: plan, timeline: folded.timeline, customer: folded.customer, facts: folded.fold.facts,
            scores: folded.fold.scores, joins: folded.fold.joins)
    }

    private func draft(of verdict: Verdict, _ evaluator: Evaluator, at t: Timestamp?) -> TaskDraft {
        let (rule, key, episode) = (verdict.rule, verdict.key, verdict.episode)
        let scope = Scope(rule: rule, key: key, of: episode, at: t ?? episode.judging)
        return TaskDraft(
            key: plan.keyValues(rule: rule, key: key),
            say: evaluator.say(plan.rules[rule].rule.say, scope),
            evidence: evidence(of: verdict, evaluator).map { evaluator.timeline[$0] })
    }

    /// The ids of a verdict's episode: by its anchor first, then by each trigger that joined.
    package func ids(of verdict: Verdict, in folded: FoldedTimeline) -> [TaskID] {
        Evaluator(plan: plan, timeline: folded.timeline, customer: folded.customer).ids(
            verdict.episode, rule: verdict.rule, key: verdict.key)
    }

    /// The triggers; for `when N P` the events that each of them counted, for a score the latest that moved it.
    private func evidence(of verdict: Verdict, _ evaluator: Evaluator) -> [EventRef] {
        let timeline = evaluator.timeline
        let triggers = verdict.episode.triggers.all
        if case .crossing(_, let crossing) = plan.rules[verdict.rule].trigger {
            let refs = triggers.flatMap { evaluator.evidence(of: crossing.score, at: timeline[$0].time) }
            return Set(refs).sorted { timeline[$0] < timeline[$1] }
        }
        guard case .event(_, _, let counting?) = plan.rules[verdict.rule].trigger else {
            return triggers.count == 1 ? triggers : triggers.sorted { timeline[$0] < timeline[$1] }
        }
        var refs = triggers
        for trigger in triggers {
            let scope = Scope(
                rule: verdict.rule, key: verdict.key, anchor: trigger, matched: nil, t: timeline[trigger].time)
            refs += evaluator.counted(counting, scope)
        }
        // Each once; by where they are stored, which is quicker to compare than they are.
        refs.sort { $0.place < $1.place }
        return evaluator.inOrder(refs.indices.filter { $0 == 0 || refs[$0] != refs[$0 - 1] }.map { refs[$0] })
    }

    /// The first of these events that an `unless` of a rule speaks of and that joins an instance, else the first that
    /// joins it; nil if none does.
    /// - Parameter key: of the instance.
    package func decisive(among events: [Event], rule index: Int, key: [Value]) -> Event? {
        let rule = plan.rules[index]
        let joining = events.filter { joins($0, rule, key) }
        return joining.first { event in rule.unless.contains { $0.types.contains(event.type) } } ?? joining.first
    }

    private func joins(_ event: Event, _ rule: RulePlan, _ key: [Value]) -> Bool {
        let slots = rule.keySlots[event.type]
        return key.indices.allSatisfy { place in
            guard let slot = slots[place], let value = event.fields.key(slot) else { return true }
            return value == key[place]
        }
    }
}
