import Engine
import Events

/// What dispatch knows of one customer: the tasks that exist, and the verdicts that have not come out.
package struct DispatchState: Sendable {
    var tasks = TaskList()
    /// True, but beyond the time to judge by: the daemon judges some time behind the clock.
    var waiting: [Verdict] = []
    /// True, and kept back by a gate or gathered.
    var held: [HeldVerdict] = []
    /// When an `escalate` is next asked; nil if none is.
    var escalates: Timestamp?
    /// By which escalations that was found out (`EscalationTable.stamp`).
    var escalatesBy = 0
    /// What came of these is told.
    var followed: [FollowedTask] = []
    /// By which outcomes (`Dispatcher.outcomeStamps`); empty where nothing is followed.
    var followedOutcomes: [Int] = []
    /// The instant that is not settled yet: what is held is asked once more at it.
    var unsettled: Timestamp?

    package init() {}

    /// The earliest time at which there is something to do without a new event; nil if there is nothing.
    var due: Timestamp? {
        var due = Timestamp.distantFuture
        for verdict in waiting { due = min(due, verdict.judgedAt) }
        for held in held { if let asks = held.asksAt { due = min(due, asks) } }
        if let escalates { due = min(due, escalates) }
        if let unsettled { due = min(due, unsettled) }
        return due == .distantFuture ? nil : due
    }

    /// Whether nothing follows from a fold at a time, unless a person said something.
    func rests(_ report: FoldReport, _ escalations: EscalationTable, at now: Timestamp) -> Bool {
        // A fold that began anew may have let tasks lose their verdict, if there are some.
        report.changes.isEmpty && (!report.isAnew || tasks.isEmpty) && waiting.isEmpty && held.isEmpty
            && escalatesBy == escalations.stamp && escalates.map { $0 > now } ?? true
    }

    /// Whether some verdicts wait for nothing but what the surge decides at this instant.
    var asksSurge: Bool { held.contains { $0.passed != nil } }

    /// The tasks that are gathered, by id, with their incident.
    var gathered: Set<Gathered> {
        Set(
            tasks.records.compactMap { task in
                guard task.state == .held, let incident = task.outreach.hold?.incident else { return nil }
                return Gathered(task: task.id, incident: incident)
            })
    }

    struct Gathered: Hashable {
        let task: TaskID
        let incident: TaskID
    }
}
