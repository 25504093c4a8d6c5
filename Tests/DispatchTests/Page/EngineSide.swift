import Engine
import TaskDispatch
import Events
import RuleLanguage

/// The same replay by the Engine. Events with the identity of an earlier one are duplicates, which never get to it.
func engineReplay(
    _ program: Program, zones: ZoneTable, arrivals: [Event], order: ArrivalOrder, until: Timestamp
) -> [Line] {
    var replay = Replay(
        engine: RuleEngine(program: program, zones: zones, fewEvents: fewEvents(arrivals)),
        order: order == .sorted ? .byTime : .asArrived, until: until)
    var seen: Set<EventIdentity> = []
    for event in arrivals where seen.insert(event.identity).inserted { replay.accept(event) }
    return replay.finish().compactMap(Line.init)
}

/// Half of the timelines, short as they are, are looked at by the tables that are made for long ones.
func fewEvents(_ events: [Event]) -> Int { events.count.isMultiple(of: 2) ? 0 : 32 }

extension Line {
    /// Nil for what is no line of `replay`.
    init?(_ change: Change) {
        guard let said = LineChange(change.kind) else { return nil }
        let task = change.task
        self.init(
            at: change.at, change: said, by: change.by, rule: task.rule, customer: task.customer,
            key: task.key.map(\.value), task: task.id, due: task.dueAt, say: task.say,
            evidence: change.evidence.map(\.identity))
        switch said {
        case .opened:
            judged = task.judgedAt
            handed = Handed(queue: task.queue, priority: task.priority)
            unverified = task.outreach.unverified
        case .escalated: handed = Handed(queue: task.queue, priority: task.priority)
        case .missed, .held, .heldOut: due = nil
        case .withdrawn, .done, .dismissed: if task.outreach.isNeverOut { due = nil }
        }
        if let gathered = task.outreach.members {
            members = gathered.count
            due = nil
            say = ""
        }
    }
}

extension LineChange {
    fileprivate init?(_ kind: ChangeKind) {
        switch kind {
        case .opened: self = .opened
        case .withdrawn(let because): self = .withdrawn(because.rawValue)
        case .done: self = .done
        case .dismissed: self = .dismissed
        case .missed: self = .missed(nil)
        case .held(let gate, until: _): self = .held(GateName(gate))
        case .heldOut: self = .heldOut
        case .escalated: self = .escalated
        case .expired(let gate): self = .missed(GateName(gate))
        case .updated: return nil
        }
    }
}

extension GateName {
    fileprivate init(_ gate: GateKind) {
        switch gate {
        case .holdout: self = .holdout
        case .blind: self = .blind
        case .inhibit: self = .inhibit
        case .budget: self = .budget
        case .quiet: self = .quiet
        case .surge: self = .surge
        }
    }
}
