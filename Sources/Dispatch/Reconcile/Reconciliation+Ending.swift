import Engine
import Events
import RuleLanguage

extension Reconciliation {
    /// Ends the tasks whose verdict is true no more.
    mutating func end(
        _ verdicts: NetVerdicts, _ report: FoldReport, kept: Set<TaskID>, of folded: FoldedTimeline
    ) {
        guard report.isAnew else {
            for ended in verdicts.ended {
                let ids = engine.ids(of: ended.verdict, in: folded)
                if let place = ids.compactMap({ state.tasks.place(of: $0) }).first(where: {
                    state.tasks.state(at: $0).isLive
                }) {
                    end(place, ended, of: folded)
                }
            }
            return
        }
        // A fold that begins before what is new tells of all that is open: a task of which it tells nothing is of an
        // episode that never was.
        let untold = state.tasks.records.indices.filter {
            state.tasks.state(at: $0).isLive && !kept.contains(state.tasks.id(at: $0))
        }
        if untold.isEmpty { return }
        var endings: [TaskID: NetVerdicts.Ended] = [:]
        for ended in verdicts.ended {
            for id in engine.ids(of: ended.verdict, in: folded) { endings[id] = ended }
        }
        for place in untold {
            if let ended = endings[state.tasks[place].id] {
                end(place, ended, of: folded)
            } else {
                withdrawUntold(place, report, of: folded)
            }
        }
    }

    private mutating func end(_ place: Int, _ ended: NetVerdicts.Ended, of folded: FoldedTimeline) {
        var task = state.tasks[place]
        // A late event may have ended it before a trigger that had joined it.
        let asked = task.outreach.askedAt ?? ended.verdict.judgedAt
        let draft = engine.draft(of: ended.verdict, in: folded, at: asked)
        task.refresh(
            from: draft, ended.verdict, rule(ended.verdict), assignment(of: ended.verdict, at: asked, folded),
            dispatcher.escalations.rules[ended.verdict.rule])
        append(&task, task.end(ended.ending), entry(ended.ending, by: ended.by), draft.evidence)
        state.tasks[place] = task
    }

    /// Withdraws a task whose episode is not there any more: other rules judge otherwise, or an event came late.
    private mutating func withdrawUntold(_ place: Int, _ report: FoldReport, of folded: FoldedTimeline) {
        let task = state.tasks[place]
        guard let index = engine.program.rules.firstIndex(where: { $0.name == task.rule }) else {
            return withdraw(place, .ruleRemoved, by: nil, of: folded)
        }
        let late = engine.decisive(among: arrivals, rule: index, key: task.key.map(\.value))
        if let late {
            withdraw(place, .lateEvidence, by: late, of: folded)
        } else if report.isOfOtherRules {
            withdraw(place, .ruleChanged, by: nil, of: folded)
        } else {
            withdraw(place, .lateEvidence, by: arrivals.first, of: folded)
        }
    }

    private mutating func withdraw(_ place: Int, _ because: Withdrawal, by: Event?, of folded: FoldedTimeline) {
        var task = state.tasks[place]
        append(
            &task, task.withdraw(because),
            HistoryEntry(at: clock.learned, kind: .withdrawn, because: because, by: by?.identity),
            folded.events(Set(task.evidence)))
        state.tasks[place] = task
    }

    /// What the history says of an ending, with the words of the person who brought it about.
    private func entry(_ ending: VerdictEnding, by event: Event) -> HistoryEntry {
        switch ending {
        case .done: return entry(.done, by: event, note: event.text(engine.answers.outcome))
        case .dismissed: return entry(.dismissed, by: event, note: event.text(engine.answers.reason))
        case .overtaken, .moved:
            var entry = entry(.withdrawn, by: event, note: nil)
            entry.because = Withdrawal(ending)
            return entry
        }
    }

    func entry(_ kind: HistoryEntry.Kind, by event: Event, note: Text?) -> HistoryEntry {
        let who: Text?
        switch kind {
        case .claimed, .released, .snoozed, .done, .dismissed: who = event.text(engine.answers.by)
        case .opened, .withdrawn, .missed, .held, .heldOut, .escalated: who = nil
        }
        return HistoryEntry(at: clock.learned, kind: kind, by: event.identity, note: note, who: who)
    }
}
