import Engine
package import Events
import RuleLanguage

extension Dispatcher {
    /// Takes the answers among some events that name an open incident, whatever their customer is: it is done or
    /// dismissed, claimed, given back, snoozed. Its members' customers are called (`SiteState.called`). Before any customer
    /// of the instant or turn is advanced, and once for each event.
    /// - Returns: what happened to incidents. Their tasks have the customer "".
    package func takeAnswers(_ events: [Event], _ site: inout SiteState, clock: Clock) -> [Change] {
        var changes: [Change] = []
        if site.openIncidents.isEmpty { return [] }
        for event in events.filter(isAnswer).sorted() {
            guard let id = event.text(engine.answers.task),
                case (let name, var incident)? = site.openIncidents.first(where: { $0.value.task.id.text == id })
            else { continue }
            site.answered.insert(incident.task.id)
            if isNote(event) {
                incident.notes.append(event)
                changes.append(note(event, &incident, clock))
                site.openIncidents[name] = incident
            } else {
                changes.append(end(&incident, event, clock))
                for member in incident.members {
                    site.calls[member.customer, default: []].append(
                        IncidentCall(
                            incident: incident.task.id, task: member.task, answer: event,
                            isDismissed: event.type == engine.answers.dismissed))
                }
                site.openIncidents[name] = nil
            }
        }
        return changes
    }

    private func end(_ incident: inout Incident, _ event: Event, _ clock: Clock) -> Change {
        let isDismissed = event.type == engine.answers.dismissed
        let note = event.text(isDismissed ? engine.answers.reason : engine.answers.outcome)
        incident.tell()
        incident.task.state = isDismissed ? .dismissed : .done
        incident.task.history.append(
            HistoryEntry(
                at: clock.learned, kind: isDismissed ? .dismissed : .done, by: event.identity, note: note,
                who: event.text(engine.answers.by)))
        return incident.change(isDismissed ? .dismissed : .done, at: clock.learned, by: event.identity)
    }

    private func note(_ event: Event, _ incident: inout Incident, _ clock: Clock) -> Change {
        let answers = engine.answers
        let isSnooze = event.type == answers.snoozed
        let kind: HistoryEntry.Kind =
            isSnooze ? .snoozed : event.type == answers.claimed ? .claimed : .released
        let note = isSnooze ? event.time(answers.until).map { Text($0.description) } : event.text(answers.by)
        incident.task.history.append(
            HistoryEntry(
                at: clock.learned, kind: kind, by: event.identity, note: note, who: event.text(answers.by)))
        var outreach = incident.task.outreach
        outreach.take(incident.notesSinceOut, answers)
        incident.task.outreach = outreach
        return incident.change(.updated, at: clock.learned)
    }

    /// Ends an instant or a turn, after all customers were advanced: tells of the incidents that opened, that have
    /// other members, that escalate, and of those without a member.
    /// - Returns: what happened to incidents. Their tasks have the customer "".
    package func settle(_ site: inout SiteState, clock: Clock) -> [Change] {
        site.answered = []
        var changes = dropEmptyIncidents(&site, clock: clock)
        for name in site.openIncidents.keys.sorted() {
            guard var incident = site.openIncidents.removeValue(forKey: name) else { continue }
            changes += settle(&incident, clock)
            site.openIncidents[name] = incident
        }
        site.forgetPassed(at: clock.learned) { rule in
            rulePlaces[rule].flatMap { program.rules[$0].outreach.surge?.within }
        }
        return changes
    }

    /// Withdraws the incidents in which no task is gathered any more. Where surges decide later, before each time that the
    /// customers are advanced again of whom something waits for that.
    package func dropEmptyIncidents(_ site: inout SiteState, clock: Clock) -> [Change] {
        var changes: [Change] = []
        for name in site.openIncidents.keys.sorted() {
            guard var incident = site.openIncidents[name], incident.members.isEmpty else { continue }
            site.openIncidents[name] = nil
            guard incident.isTold else { continue }
            incident.tell()
            let kind = incident.task.withdraw(.empty)
            incident.task.history.append(HistoryEntry(at: clock.learned, kind: .withdrawn, because: .empty))
            changes.append(incident.change(kind, at: clock.learned))
        }
        return changes
    }

    private func settle(_ incident: inout Incident, _ clock: Clock) -> [Change] {
        var changes: [Change] = []
        let isChanged = incident.tell()
        if !incident.isTold {
            incident.isTold = true
            incident.task.history.append(HistoryEntry(at: clock.learned, kind: .opened))
            changes.append(incident.change(.opened, at: clock.learned))
        } else if isChanged {
            changes.append(incident.change(.updated, at: clock.learned))
        }
        guard let rule = rulePlaces[incident.task.rule] else { return changes }
        let settles = clock.lateness == .byClock || clock.judged.contains(clock.now)
        incident.escalates = nil
        incident.task.outreach.escalated.name(by: escalations.rules[rule])
        let clocks = EscalationClock(
            incident.task.outreach, openedAt: incident.task.openedAt,
            releasedAt: incident.notesSinceOut.last { $0.type == engine.answers.released }?.time)
        for entry in escalations.rules[rule] {
            guard let due = clocks.due(entry, engine) else { continue }
            guard settles, due <= clock.learned else {
                incident.escalates = incident.escalates.map { min($0, due) } ?? due
                continue
            }
            incident.task.outreach.escalated.append(.form(entry.form))
            incident.task.escalate(entry.escalation)
            incident.task.history.append(
                HistoryEntry(at: clock.learned, kind: .escalated, note: entry.escalation.queue))
            changes.append(incident.change(.escalated, at: clock.learned))
        }
        return changes
    }
}
