import Engine
import Events

extension SiteState {
    /// Notes that tasks are gathered no more: they ended, or came out.
    mutating func leave(_ tasks: Set<DispatchState.Gathered>, customer: Text) {
        for task in tasks {
            guard let name = openIncidents.first(where: { $0.value.task.id == task.incident })?.key else { continue }
            openIncidents[name]?.members.remove(TaskMember(customer: customer, task: task.task))
        }
    }

    /// Notes that a task came out or was gathered.
    /// - Parameter most: of how many at most the times are asked.
    mutating func count(_ task: TaskID, _ name: SurgeName, at t: Timestamp, most: Int) {
        recent[name, default: RecentTasks()].count(task, at: t, most: most)
    }

    /// The incident in which a customer's task is gathered at an instant; nil if it comes out.
    mutating func gather(_ ask: SurgeAsk, of customer: Text, at t: Timestamp) -> TaskID? {
        if openIncidents[ask.name] == nil {
            guard recent[ask.name]?.isFull(ask.limit, at: t) == true else { return nil }
            openIncidents[ask.name] = Incident(
                task: TaskRecord(incidentOf: ask, openedAt: t), group: ask.name.group, members: [])
        }
        openIncidents[ask.name]?.members.insert(TaskMember(customer: customer, task: ask.task))
        count(ask.task, ask.name, at: t, most: ask.limit.most)
        return openIncidents[ask.name]?.task.id
    }

    /// Forgets what no surge asks for any more. Looks at all only when there are twice as many as it kept the last time.
    /// - Parameter within: for how long a rule's surge counts; nil if it has none.
    mutating func forgetPassed(at t: Timestamp, within: (Text) -> TimeSpan?) {
        guard recent.count >= forgetsFrom else { return }
        for (name, tasks) in recent {
            let isAsked = within(name.rule).map { span in tasks.passages.contains { $0.at > t - span } } ?? false
            if !isAsked { recent[name] = nil }
        }
        forgetsFrom = max(SiteState.fewSurges, 2 * recent.count)
    }
}
