import Events
import RuleLanguage

/// Brings the tasks that exist into line with a fold: withdraws what is no longer true, opens what is missing.
struct Reconciliation {
    var fold: Fold
    let clock: Clock
    /// What arrived with this step, sorted by source and id.
    let arrivals: [EventRef]
    var tasks: TaskList
    var changes: [Change] = []
    /// The earliest verdict that may not become a task yet.
    var unpublished: Timestamp?

    private var timeline: Timeline { fold.timeline }

    /// The verdicts learned too late, as tasks that never were. The fold has to be done again without them.
    mutating func takeMissed() -> [TaskID] {
        var missed: [TaskID] = []
        for (place, number) in unreconciled() {
            let episode = fold.state.instances[place].episodes[number]
            guard clock.judged.contains(episode.judging) else { continue }
            let expire = fold.rule(fold.state.instances[place].rule).expire
            guard isLate(episode), clock.learned > expire.after(episode.judging) else { continue }
            let draft = fold.draft(place, episode)
            guard !draft.ids.contains(where: { tasks.place(of: $0) != nil }) else { continue }
            var task = draft.task(customer: fold.customer, timeline: timeline, openedAt: clock.learned, state: .missed)
            task.dueAt = nil
            append(&task, .missed, HistoryEntry(at: clock.learned, kind: .missed), draft.evidence)
            tasks.append(task)
            missed.append(task.id)
        }
        return missed
    }

    /// - Parameter isAnew: the fold began from nothing, so that tasks may stand whose episode is not there any more.
    ///   Else only what changed since the last step is looked at.
    mutating func reconcile(isAnew: Bool) {
        var kept: Set<TaskID> = []
        var openings: [(Draft, reopened: Int?)] = []
        var unpublishedNames: [InstanceName] = []
        for (place, number) in unreconciled() {
            let episode = fold.state.instances[place].episodes[number]
            let isPublished = clock.judged.contains(episode.judging)
            let draft = fold.draft(place, episode)
            let candidates = draft.ids.compactMap { tasks.place(of: $0) }
            if let open = candidates.first(where: { tasks[$0].state == .open }) {
                kept.insert(tasks[open].id)
                fold.state.instances[place].episodes[number].isReconciled = true
                if draft.refresh(&tasks[open], timeline: timeline) {
                    changes.append(change(.updated, tasks[open], at: clock.learned, evidence: draft.evidence))
                }
            } else if isPublished {
                fold.state.instances[place].episodes[number].isReconciled = true
                openings.append((draft, candidates.first))
            } else {
                unpublished = min(unpublished ?? .distantFuture, episode.judging)
                unpublishedNames.append(fold.state.instances[place].name)
            }
        }
        fold.state.unreconciled = unpublishedNames
        if isAnew {
            var endings: [TaskID: EndedEpisode] = [:]
            for ended in fold.ended {
                for id in fold.ids(ended.episode, rule: ended.rule, key: ended.key) { endings[id] = ended }
            }
            for place in tasks.records.indices where tasks[place].state == .open && !kept.contains(tasks[place].id) {
                end(place, endings[tasks[place].id])
            }
        } else {
            for ended in fold.ended {
                let ids = fold.ids(ended.episode, rule: ended.rule, key: ended.key)
                if let place = ids.compactMap({ tasks.place(of: $0) }).first(where: { tasks[$0].state == .open }) {
                    end(place, ended)
                }
            }
        }
        for (draft, reopened) in openings { open(draft, reopened) }
        noteAnswers()
    }

    /// The open episodes whose task may not say what they say.
    private func unreconciled() -> [(place: Int, number: Int)] {
        var found: [(Int, Int)] = []
        var seen: Set<InstanceName> = []
        for name in fold.state.unreconciled where fold.state.unreconciled.count == 1 || seen.insert(name).inserted {
            guard let place = fold.state.find(name.rule, name.key) else { continue }
            for number in fold.state.instances[place].episodes.indices {
                let episode = fold.state.instances[place].episodes[number]
                if episode.status == .open, !episode.isReconciled { found.append((place, number)) }
            }
        }
        return found
    }

    // MARK: opening

    /// Whether a verdict that is new now comes after its time.
    private func isLate(_ episode: Episode) -> Bool {
        switch clock.lateness {
        case .byClock: return true
        case .byArrival: return !arrivals.isEmpty && episode.judging < clock.now
        }
    }

    private mutating func open(_ draft: Draft, _ reopened: Int?) {
        let at: Timestamp
        switch clock.lateness {
        case .byClock: at = clock.learned
        case .byArrival: at = !arrivals.isEmpty && draft.judgedAt < clock.now ? clock.now : draft.judgedAt
        }
        var task: TaskRecord
        let place: Int
        if let reopened {
            task = tasks[reopened]
            task.state = .open
            task.because = nil
            task.openedAt = at
            _ = draft.refresh(&task, timeline: timeline)
            place = reopened
        } else {
            task = draft.task(customer: fold.customer, timeline: timeline, openedAt: at, state: .open)
            place = tasks.records.count
            tasks.append(task)
        }
        append(&task, .opened, HistoryEntry(at: at, kind: .opened), draft.evidence)
        tasks[place] = task
    }

    // MARK: ending

    private mutating func end(_ place: Int, _ ended: EndedEpisode?) {
        var task = tasks[place]
        if let ended {
            let by = timeline[ended.by]
            // A late event may have ended it before a trigger that had joined it.
            let draft = fold.draft(rule: ended.rule, key: ended.key, ended.episode)
            _ = draft.refresh(&task, timeline: timeline)
            let evidence = draft.evidence
            switch ended.ending {
            case .done:
                task.state = .done
                append(&task, .done, entry(.done, by: by, note: text(by, fold.plan.answers.outcome)), evidence)
            case .dismissed:
                task.state = .dismissed
                append(&task, .dismissed, entry(.dismissed, by: by, note: text(by, fold.plan.answers.reason)), evidence)
            case .overtaken: withdraw(&task, .overtaken, by: by, evidence)
            case .moved: withdraw(&task, .moved, by: by, evidence)
            }
        } else if !fold.plan.program.rules.contains(where: { $0.name == task.rule }) {
            withdraw(&task, .ruleRemoved, by: nil, nil)
        } else {
            let by = lateEvidence(against: task).map { timeline[$0] }
            // Nothing arrived: other rules judge otherwise.
            withdraw(&task, .lateEvidence, by: by, nil, note: by == nil ? "the rules have changed" : nil)
        }
        tasks[place] = task
    }

    private mutating func withdraw(
        _ task: inout TaskRecord, _ because: Withdrawal, by: Event?, _ evidence: [EventRef]?, note: Text? = nil
    ) {
        task.state = .withdrawn
        task.because = because
        append(
            &task, .withdrawn(because),
            HistoryEntry(at: clock.learned, kind: .withdrawn, because: because, by: by?.identity, note: note), evidence)
    }

    /// The event that arrived: of several the first that an `unless` of the rule speaks of, else the first.
    private func lateEvidence(against task: TaskRecord) -> EventRef? {
        guard let index = fold.plan.program.rules.firstIndex(where: { $0.name == task.rule }) else {
            return arrivals.first
        }
        let key = task.key.map(\.value)
        let rule = fold.rule(index)
        return arrivals.first { ref in
            fold.evaluator.joins(ref, rule: index, key: key)
                && rule.unless.contains { $0.pattern.alternatives.contains { $0.type == timeline[ref].type } }
        } ?? arrivals.first { fold.evaluator.joins($0, rule: index, key: key) } ?? arrivals.first
    }

    // MARK: history

    /// `task.claimed` and `task.snoozed` change no verdict, but the task tells of them.
    private mutating func noteAnswers() {
        let answers = fold.plan.answers
        for ref in arrivals {
            let event = timeline[ref]
            guard event.type == answers.claimed || event.type == answers.snoozed,
                case .text(let id)? = event.fields[answers.task],
                let place = tasks.place(of: TaskID(id))
            else { continue }
            let isClaim = event.type == answers.claimed
            var note = text(event, answers.by)
            if !isClaim, case .time(let until)? = event.fields[answers.until] { note = Text(until.description) }
            tasks[place].history.append(entry(isClaim ? .claimed : .snoozed, by: event, note: note))
            changes.append(change(.updated, tasks[place], at: clock.learned, evidence: nil))
        }
    }

    private func text(_ event: Event, _ slot: Int) -> Text? {
        guard case .text(let text)? = event.fields[slot] else { return nil }
        return text
    }

    private func entry(_ kind: HistoryEntry.Kind, by event: Event, note: Text?) -> HistoryEntry {
        HistoryEntry(at: clock.learned, kind: kind, by: event.identity, note: note)
    }

    private mutating func append(
        _ task: inout TaskRecord, _ kind: ChangeKind, _ entry: HistoryEntry, _ evidence: [EventRef]?
    ) {
        task.history.append(entry)
        changes.append(change(kind, task, at: entry.at, by: entry.by, evidence: evidence))
    }

    /// - Parameter evidence: the task's, in time order; nil to look it up.
    private func change(
        _ kind: ChangeKind, _ task: TaskRecord, at: Timestamp, by: EventIdentity? = nil, evidence: [EventRef]?
    ) -> Change {
        let events: [Event]
        if let evidence {
            events = evidence.map { timeline[$0] }
        } else {
            let wanted = Set(task.evidence)
            events = timeline.order.lazy.map { timeline[$0] }.filter { wanted.contains($0.identity) }
        }
        return Change(at: at, kind: kind, by: by, task: task, evidence: events)
    }
}
