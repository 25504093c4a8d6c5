import Engine
import Events
import RuleLanguage

/// What is out and has nobody, or is not done.
extension ReferenceReplay {
    /// What people have said of something that is out, by time, source and id.
    private func answers(_ type: Text, _ ids: [TaskID], among events: some Sequence<Event>) -> [Event] {
        events.filter { event in
            event.time <= clock && program.schema.types[event.type].name == type
                && event.taskID(program).map(ids.contains) ?? false
        }.sorted()
    }

    /// What an escalation is asked of: a task or an incident.
    private struct Out {
        var rule: Int
        var since: Timestamp
        /// When it was given back last.
        var released: Timestamp?
        var isClaimed: Bool
        var snoozedUntil: Timestamp?
        var escalated: [Escalation]
    }

    private func out(_ ids: [TaskID], rule: Int, since: Timestamp, escalated: [Escalation], events: [Event]) -> Out {
        let released = answers("task.released", ids, among: events).last
        let claimed = answers("task.claimed", ids, among: events)
        let snoozed = answers("task.snoozed", ids, among: events).last
        var until: Timestamp?
        if let snoozed, let slot = program.schema.types[snoozed.type].slot(of: "until"),
            case .time(let time)? = snoozed.fields[slot]
        {
            until = time
        }
        return Out(
            rule: rule, since: since, released: released?.time,
            isClaimed: claimed.contains { event in released.map { $0 < event } ?? true },
            snoozedUntil: until, escalated: escalated)
    }

    private func out(_ task: ReferenceTask) -> Out {
        let ids = task.episode.names.map {
            program.taskID(rule: task.rule, customer: task.customer, key: task.key, name: $0)
        }
        let since = task.cameOut ?? task.judged
        // What was said at the very instant counts if it came after the task was out.
        let said = (timelines[task.customer] ?? []).enumerated().filter { number, event in
            event.time > since || event.time == since && task.lastOut.map { number >= $0.arrived } ?? false
        }
        return out(ids, rule: task.rule, since: since, escalated: task.escalated, events: said.map(\.element))
    }

    private func out(_ incident: ReferenceIncident) -> Out {
        out(
            [incident.id], rule: incident.rule, since: incident.opened, escalated: incident.escalated,
            events: timelines.values.joined().filter { $0.time > incident.opened })
    }

    /// "D counts from when the task came out, for `unclaimed` from the last `task.released` if that is later."
    private func moment(_ escalation: Escalation, _ out: Out) -> Timestamp {
        let base: Timestamp
        switch escalation.condition {
        case .undone: base = out.since
        case .unclaimed: base = max(out.since, out.released ?? out.since)
        }
        return view("", out.rule, key: []).after(base, escalation.after)
    }

    /// The next that fires now. "Each once for an opening."
    private func fires(_ out: Out) -> Escalation? {
        program.rules[out.rule].outreach.escalations.first { escalation in
            guard !out.escalated.contains(escalation), clock >= moment(escalation, out) else { return false }
            if escalation.condition == .unclaimed, out.isClaimed { return false }
            // "while it is snoozed, it is asked at the end of the snooze"
            return out.snoozedUntil.map { clock >= $0 } ?? true
        }
    }

    private func times(_ out: Out) -> [Timestamp] {
        program.rules[out.rule].outreach.escalations.map { moment($0, out) } + [out.snoozedUntil].compactMap { $0 }
    }

    func escalationTimes(_ task: ReferenceTask) -> [Timestamp] { times(out(task)) }

    func escalationTimes(_ incident: ReferenceIncident) -> [Timestamp] { times(out(incident)) }

    mutating func escalate() {
        for task in tasks.values.joined() where task.state == .open {
            var task = task
            while let escalation = fires(out(task)) {
                task.escalated.append(escalation)
                let now = task
                withTask(task.customer, task.id) { $0 = now }
                print(now, .escalated)
            }
        }
        for index in incidents.indices where incidents[index].isOpen {
            while let escalation = fires(out(incidents[index])) {
                incidents[index].escalated.append(escalation)
                print(incidents[index], .escalated, by: nil)
            }
        }
    }
}
