import Engine
package import Events
import RuleLanguage

extension Dispatcher {
    /// Settles a customer's past up to an instant: what nobody may look at any more is not kept, and what arrives for that
    /// time afterwards is too late. Nothing that was decided changes by it.
    /// - Parameter forgetting: tasks that ended by then are not remembered either; nil: all are.
    /// - Returns: the events that are not kept; nil if nothing is settled that was not before.
    @discardableResult
    package func settlePast(
        of state: inout CustomerState, through instant: Timestamp, forgetting: Timestamp? = nil
    ) -> [EventIdentity]? {
        let endings = state.dispatch.tasks.endings
        let instant = min(instant, followedThrough(state.dispatch))
        let settled = engine.settle(
            &state.folded, through: instant, askedOfPast(state.dispatch.tasks, through: instant), endings: endings)
        guard let settled else { return nil }
        state.dispatch.waiting = state.dispatch.waiting.compactMap(settled.moved)
        for place in state.dispatch.held.indices {
            state.dispatch.held[place].verdict = state.dispatch.held[place].verdict.flatMap(settled.moved)
        }
        if let forgetting { forgetTasks(of: &state, endedBy: min(forgetting, instant - longestGate), through: instant) }
        return settled.dropped
    }

    /// What came of a task that a gate holds is told from its judging on once more when it comes out: till then it stays.
    private func followedThrough(_ dispatch: DispatchState) -> Timestamp {
        let judged = dispatch.followed.filter { $0.outAt == nil }.map(\.judgedAt).min()
        return judged.map { $0 - TimeSpan(seconds: 0, nanoseconds: 1) } ?? .distantFuture
    }

    /// Whether a state was folded last by the rules in force: only then its past can be settled.
    package func hasFolded(_ state: CustomerState) -> Bool { engine.hasFolded(state.folded) }

    /// Forgets tasks that ended, and of whose episodes the fold knows nothing any more.
    private func forgetTasks(of state: inout CustomerState, endedBy end: Timestamp, through instant: Timestamp) {
        let isOld = { (task: TaskRecord) in
            !task.state.isLive && task.judgedAt <= instant && task.history.allSatisfy { $0.at <= end }
        }
        guard state.dispatch.tasks.records.contains(where: isOld) else { return }
        let live = engine.idsOfEpisodes(in: state.folded)
        state.dispatch.tasks.forget { isOld($0) && !live.contains($0.id) }
    }

    /// For so long after its end a gate may look at a task.
    private var longestGate: TimeSpan {
        let gates = engine.program.gates
        return (gates.budgets.map(\.within) + gates.inhibits.compactMap(\.after)).max() ?? .zero
    }
}

extension TaskList {
    /// Forgets some tasks, and what ended them.
    mutating func forget(_ isForgotten: (TaskRecord) -> Bool) {
        let gone = Set(records.filter(isForgotten).map(\.id))
        if gone.isEmpty { return }
        self = TaskList(
            records.filter { !gone.contains($0.id) },
            incidentAnswers: incidentAnswers.filter { !gone.contains($0.key) })
    }
}

extension Dispatcher {
    /// What the tasks that are open or held may still look at.
    private func askedOfPast(_ tasks: TaskList, through end: Timestamp) -> AskedOfPast {
        var asked = AskedOfPast()
        for task in tasks.records {
            asked.tasks.insert(task.id)
            guard task.state.isLive else {
                // A date may come again under the same id, as long as it was not judged.
                let isDated = rulePlaces[task.rule].map { engine.program.rules[$0].isDated } ?? false
                if task.judgedAt <= end, !isDated { asked.ended.insert(task.id) }
                continue
            }
            asked.instants.append(task.judgedAt)
            if let instant = task.outreach.askedAt { asked.instants.append(instant) }
            asked.evidence.formUnion(task.evidence)
            asked.notesFrom = min(asked.notesFrom ?? task.openedAt, task.openedAt)
        }
        return asked
    }
}
