import Engine
import TaskDispatch
import Events
import RuleLanguage

/// The same replay by the Engine. Events with the identity of an earlier one are duplicates, which never get to it.
func engineReplay(
    _ program: Program, zones: ZoneTable, arrivals: [Event], order: ArrivalOrder, until: Timestamp
) -> [Line] {
    var replay = Replay(
        engine: RuleEngine(program: program, zones: zones), order: order == .sorted ? .byTime : .asArrived, until: until
    )
    var seen: Set<EventIdentity> = []
    for event in arrivals where seen.insert(event.identity).inserted { replay.accept(event) }
    return replay.finish().filter { $0.kind != .updated }.map(Line.init)
}

extension Line {
    init(_ change: Change) {
        self.init(
            at: change.at, change: change.kind, by: change.by, rule: change.task.rule, customer: change.task.customer,
            key: change.task.key.map(\.value), task: change.task.id,
            due: change.kind == .missed ? nil : change.task.dueAt, say: change.task.say,
            evidence: change.evidence.map(\.identity))
    }
}
