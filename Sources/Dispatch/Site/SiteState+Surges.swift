import Engine
import Events

extension SiteState {
    /// Notes that tasks are gathered no more: they ended, or came out.
    mutating func leave(_ tasks: Set<DispatchState.Gathered>, customer: Text) {
        if tasks.isEmpty { return }
        for (name, surge) in surges {
            guard var incident = surge.incident else { continue }
            let left = tasks.filter { $0.incident == incident.task.id }
            if left.isEmpty { continue }
            for task in left { incident.members.remove(TaskMember(customer: customer, task: task.task)) }
            var changed = surge
            changed.incident = incident
            surges[name] = changed
        }
    }

    /// Notes that a task came out or was gathered.
    /// - Parameter most: of how many at most the times are asked.
    mutating func count(_ task: TaskID, _ name: SurgeName, at t: Timestamp, most: Int) {
        var state = surges.removeValue(forKey: name) ?? SurgeState()
        state.count(task, at: t, most: most)
        surges[name] = state
    }

    /// The incident in which a task of this rule and group is gathered at an instant; nil if it comes out.
    /// - Parameter opened: the incident that begins with the task, if none is open.
    mutating func gather(
        _ member: TaskMember, _ name: SurgeName, _ surge: SurgeLimit, at t: Timestamp, opened: () -> TaskRecord
    ) -> TaskID? {
        var state = surges.removeValue(forKey: name) ?? SurgeState()
        defer { surges[name] = state }
        guard state.incident != nil || state.isFull(surge, at: t) else { return nil }
        var incident = state.incident ?? Incident(task: opened(), group: name.group, members: [])
        incident.members.insert(member)
        state.incident = incident
        state.count(member.task, at: t, most: surge.most)
        return incident.task.id
    }
}

/// `surge N within D`
struct SurgeLimit {
    let most: Int
    let within: TimeSpan
}

extension SurgeState {
    func isFull(_ surge: SurgeLimit, at t: Timestamp) -> Bool {
        guard recent.count >= surge.most else { return false }
        return recent[recent.count - surge.most].at > t - surge.within
    }

    mutating func count(_ task: TaskID, at t: Timestamp, most: Int) {
        recent.removeAll { $0.task == task }
        recent.append(Passage(at: t, task: task))
        if recent.count > most { recent.removeFirst(recent.count - most) }
    }
}
