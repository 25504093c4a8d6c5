import Events
import RuleLanguage

/// What the task of an open episode says: everything but its life.
struct Draft {
    var ids: [TaskID]
    var rule: RulePlan
    var key: [KeyValue]
    var judgedAt: Timestamp
    var say: Text
    /// In time order.
    var evidence: [EventRef]

    /// A new task.
    func task(customer: Text, timeline: Timeline, openedAt: Timestamp, state: TaskState) -> TaskRecord {
        TaskRecord(
            id: ids[0], rule: rule.rule.name, title: rule.rule.title, customer: customer, key: key,
            taskClass: rule.rule.task.taskClass,
            queue: rule.rule.task.queue, priority: rule.rule.task.priority, say: say, judgedAt: judgedAt,
            openedAt: openedAt,
            dueAt: rule.rule.task.due?.after(openedAt), state: state, because: nil,
            evidence: evidence.map { timeline[$0].identity }, history: [])
    }

    /// Brings a task that exists up to date; whether that changed what it says.
    func refresh(_ task: inout TaskRecord, timeline: Timeline) -> Bool {
        let before = task
        task.title = rule.rule.title
        task.taskClass = rule.rule.task.taskClass
        task.queue = rule.rule.task.queue
        task.priority = rule.rule.task.priority
        task.say = say
        task.judgedAt = judgedAt
        task.dueAt = rule.rule.task.due?.after(task.openedAt)
        task.evidence = evidence.map { timeline[$0].identity }
        return task != before
    }
}

extension Fold {
    func draft(_ place: Int, _ episode: Episode) -> Draft {
        draft(rule: state.instances[place].rule, key: state.instances[place].key, episode)
    }

    /// The same of an episode that may have left its instance.
    func draft(rule index: Int, key: [Value], _ episode: Episode) -> Draft {
        let rule = rule(index)
        let scope = Scope(
            rule: index, key: key, anchor: episode.date == nil ? episode.anchor : nil, matched: nil, t: episode.judging)
        return Draft(
            ids: ids(episode, rule: index, key: key), rule: rule, key: plan.keyValues(rule: index, key: key),
            judgedAt: episode.judging, say: evaluator.say(rule.rule.say, scope),
            evidence: evidence(rule: index, key: key, episode))
    }

    /// The triggers; for `when N P` the events that each of them counted.
    private func evidence(rule index: Int, key: [Value], _ episode: Episode) -> [EventRef] {
        guard case .event(_, _, let counting?) = rule(index).trigger else {
            let all = episode.triggers.all
            return all.count == 1 ? all : all.sorted { timeline[$0] < timeline[$1] }
        }
        var refs = Set(episode.triggers.all)
        for trigger in episode.triggers.all {
            let scope = Scope(rule: index, key: key, anchor: trigger, matched: nil, t: timeline[trigger].time)
            refs.formUnion(evaluator.counted(counting, scope))
        }
        return refs.sorted { timeline[$0] < timeline[$1] }
    }
}
