import Engine
import Events
import RuleLanguage

/// Surge: what holds many tasks of one rule together, over all customers.
extension ReferenceReplay {
    /// G: "the value of FIELD in the anchor (for a date trigger in the event that set the fact)"
    func group(_ task: ReferenceTask) -> Value? {
        guard let surge = rule(task).outreach.surge,
            let event = task.episode.anchor ?? task.episode.evidence.first,
            let slot = surge.by.first(where: { $0.type == event.type })
        else { return nil }
        return event.fields[slot.slot]
    }

    /// "If N tasks of the rule and G have come out or been gathered in (t-D, t], or an incident of rule and G is open,
    /// the task is *gathered*."
    mutating func decideSurge(_ task: ReferenceTask, _ unverified: [Text]) {
        guard let surge = rule(task).outreach.surge else { return }
        let group = group(task)
        let open = incidents.firstIndex { $0.isOpen && $0.rule == task.rule && $0.group == group }
        let before = tasks.values.joined().filter { other in
            other.rule == task.rule
                && other.outs.contains { $0.group == group && $0.at > clock - surge.within && $0.at <= clock }
        }
        guard open != nil || before.count >= surge.most else {
            comeOut(task, unverified)
            return
        }
        let incident: ReferenceIncident
        if let open {
            incident = incidents[open]
        } else {
            // The page does not say what the id of an incident is; nobody could name it otherwise.
            let id = TaskID.incident(rule: rule(task).name, group: group, firstMember: task.id, at: clock)
            incident = ReferenceIncident(
                id: id, rule: task.rule, group: group, opened: clock, handed: who(task).handed)
            incidents.append(incident)
        }
        let now = clock
        withTask(task.customer, task.id) {
            $0.holding.incident = incident.id
            $0.holding.gate = .surge
            $0.outs.append(ReferenceTask.Out(at: now, group: group, gathered: true, arrived: 0))
        }
    }

    func members(_ incident: ReferenceIncident) -> [ReferenceTask] {
        tasks.values.joined().filter { $0.state == .held && $0.holding.incident == incident.id }
    }

    /// "An answer to it is found by its id, whatever the event's subject. Done, so are all its members; dismissed, they
    /// are asked again by all gates but surge."
    mutating func answerIncident(_ event: Event) {
        let type = program.schema.types[event.type].name
        guard type == "task.done" || type == "task.dismissed", let id = event.taskID(program),
            let place = incidents.firstIndex(where: { $0.isOpen && $0.id == id })
        else { return }
        let members = members(incidents[place])
        print(incidents[place], type == "task.done" ? .done : .dismissed, by: event.identity)
        incidents[place].isOpen = false
        for member in members {
            if type == "task.done" {
                outside[member.customer, default: OutsideEndings()].endings[member.id, default: []].append(
                    OutsideEnding(ending: .done, at: event.time, by: event.identity))
                unfolded.insert(member.customer)
            } else {
                withTask(member.customer, member.id) {
                    $0.holding.incident = nil
                    $0.holding.gate = nil
                    $0.holding.isReleased = true
                }
            }
        }
    }

    /// "without a member left it is withdrawn, *empty*"
    mutating func dropEmptyIncidents() {
        for place in incidents.indices where incidents[place].isOpen && members(incidents[place]).isEmpty {
            incidents[place].isOpen = false
            print(incidents[place], .withdrawn("empty"), by: nil)
        }
    }

    mutating func print(_ incident: ReferenceIncident, _ change: LineChange, by: EventIdentity?) {
        var line = Line(
            at: clock, change: change, by: by, rule: program.rules[incident.rule].name, customer: "", key: [],
            task: incident.id, due: nil, say: "", evidence: [], members: members(incident).count)
        switch change {
        case .opened:
            line.judged = incident.opened
            line.handed = incident.handed
        case .escalated: line.handed = handed(incident)
        case .withdrawn, .done, .dismissed, .missed, .held, .heldOut: break
        }
        lines.append(line)
    }

    func handed(_ incident: ReferenceIncident) -> Handed {
        incident.escalated.reduce(incident.handed) { handed, escalation in
            Handed(queue: escalation.queue, priority: escalation.priority ?? handed.priority)
        }
    }
}

extension Event {
    /// The task that an answer names.
    func taskID(_ program: Program) -> TaskID? {
        let type = program.schema.types[self.type]
        guard type.name.string.hasPrefix("task."), let slot = type.slot(of: "task"),
            case .text(let id)? = fields[slot]
        else { return nil }
        return TaskID(id)
    }
}
