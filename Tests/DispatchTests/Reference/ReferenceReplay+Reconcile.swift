import Engine
import Events
import RuleLanguage

/// What is learned late: the verdicts of the fold and the tasks that exist.
extension ReferenceReplay {
    /// - Parameters:
    ///   - late: a verdict that is new, with a judging time before this, is not in time. In replay, because an event
    ///     that arrived after the clock had passed it brings it about.
    mutating func reconcile(arrived: [Event], late: Timestamp, judged: Horizon) {
        for customer in timelines.keys.sorted() {
            guard unfolded.contains(customer) || due[customer].map({ $0 <= clock }) ?? false else { continue }
            let by = arrived.filter { $0.customer == customer }.sorted().first?.identity
            reconcile(customer, by: by, late: late, judged: judged)
        }
    }

    private mutating func fold(_ customer: Text, _ judged: Horizon) -> [Episode] {
        let (episodes, next) = referenceFold(
            program, zones: zones, customer: customer, timeline: timelines[customer] ?? [], now: clock,
            judged: judged, outside: outside[customer] ?? OutsideEndings())
        due[customer] = next
        unfolded.remove(customer)
        return episodes
    }

    private mutating func reconcile(_ customer: Text, by: EventIdentity?, late: Timestamp, judged: Horizon) {
        // One miss at a time, the earliest first: that it counts as lapsed may give the next trigger its own episode.
        var episodes = fold(customer, judged)
        while let expired = episodes.filter({ isNewlyExpired($0, customer, late: late) })
            .min(by: { $0.judging < $1.judging })
        {
            var task = task(for: expired, customer: customer)
            task.state = .missed
            tasks[customer, default: []].append(task)
            outside[customer, default: OutsideEndings()].missed.insert(task.id)
            print(task, .missed(nil))
            episodes = fold(customer, judged)
        }

        for episode in episodes {
            let own = (tasks[customer] ?? []).filter { $0.belongs(to: episode) }.sorted {
                place($0, in: episode) < place($1, in: episode)
            }
            switch episode.status {
            case .open:
                let kept = open(episode, own, customer, late: late)
                update(customer, kept, from: episode)
                for other in own where other.id != kept && other.isLive {
                    close(customer, other.id, .withdrawn("late-evidence"), by: by)
                }
            case .ended(let ending, at: _, by: let ender, unborn: _):
                for task in own where task.isLive {
                    update(customer, task.id, from: episode)
                    close(customer, task.id, change(of: ending), by: ender ?? by)
                }
            case .armed, .satisfied, .lapsed:
                for task in own where task.isLive { close(customer, task.id, .withdrawn("late-evidence"), by: by) }
            }
        }
        for task in tasks[customer] ?? [] where task.isLive && !episodes.contains(where: task.belongs) {
            close(customer, task.id, .withdrawn("late-evidence"), by: by)
        }
    }

    /// Sees to it that an open episode has a task: the one that there is, one that was there, or a new one, which is
    /// held until the gates are asked.
    /// - Returns: its id.
    private mutating func open(
        _ episode: Episode, _ own: [ReferenceTask], _ customer: Text, late: Timestamp
    ) -> TaskID {
        if let live = own.first(where: \.isLive) { return live.id }
        let isNew = episode.judging < late
        // Also one that was answered, if the answer does not close this episode: the fold decides (P1).
        if let again = own.first(where: { $0.state != .missed && $0.state != .heldOut }) {
            withTask(customer, again.id) {
                $0.state = .held
                $0.holding = ReferenceTask.Holding(isNew: isNew)
                $0.escalated = []
                $0.due = nil
            }
            return again.id
        }
        var task = task(for: episode, customer: customer)
        task.holding.isNew = isNew
        tasks[customer, default: []].append(task)
        return task.id
    }

    private func place(_ task: ReferenceTask, in episode: Episode) -> Int {
        episode.names.firstIndex(of: task.name) ?? episode.names.count
    }

    private func isNewlyExpired(_ episode: Episode, _ customer: Text, late: Timestamp) -> Bool {
        let view = view(customer, episode.rule, key: episode.key)
        guard episode.status == .open, episode.judging < late,
            clock > view.after(episode.judging, view.rule.expire)
        else { return false }
        // "what was opened once does not expire"
        return !(tasks[customer] ?? []).contains { $0.belongs(to: episode) && $0.state != .missed }
    }

    private func task(for episode: Episode, customer: Text) -> ReferenceTask {
        var task = ReferenceTask(
            id: program.taskID(rule: episode.rule, customer: customer, key: episode.key, name: episode.anchorName),
            customer: customer, name: episode.anchorName, episode: episode, state: .held)
        task.say = said(task)
        return task
    }

    /// "`say`, are asked at j; of a task that was held, anew when it comes out"
    func said(_ task: ReferenceTask) -> Text {
        view(task).say(anchor: task.episode.anchor, at: asked(task))
    }

    /// The t of who gets a task, and of what it says.
    func asked(_ task: ReferenceTask) -> Timestamp {
        task.state == .open && task.holding.wasHeld ? task.cameOut ?? task.judged : task.judged
    }

    private mutating func update(_ customer: Text, _ id: TaskID, from episode: Episode) {
        guard var task = tasks[customer]?.first(where: { $0.id == id }) else { return }
        task.episode = episode
        task.say = said(task)
        // Who gets it is asked at the same time; with another `due` it counts from when the task came out.
        if task.state == .open, let out = task.cameOut {
            let due = who(task).due.map { view(task).after(out, $0) }
            task.due = due == .distantFuture ? nil : due
        }
        let updated = task
        withTask(customer, id) { $0 = updated }
    }

    // MARK: Endings

    private func change(of ending: Ending) -> LineChange {
        switch ending {
        case .done: return .done
        case .dismissed: return .dismissed
        case .overtaken: return .withdrawn("overtaken")
        case .moved: return .withdrawn("moved")
        // Ended by gates under another id of the episode.
        case .heldOut, .missed, .noLonger: return .withdrawn("late-evidence")
        }
    }

    mutating func close(_ customer: Text, _ id: TaskID, _ change: LineChange, by: EventIdentity?) {
        guard var task = tasks[customer]?.first(where: { $0.id == id }) else { return }
        switch change {
        case .done: task.state = .done
        case .dismissed: task.state = .dismissed
        case .withdrawn: task.state = .withdrawn
        case .missed: task.state = .missed
        case .heldOut: task.state = .heldOut
        case .opened, .held, .escalated: break
        }
        task.endedAt = clock
        let closed = task
        withTask(customer, id) { $0 = closed }
        print(closed, change, by: by)
    }

    /// What gates make of an episode is remembered by its id.
    mutating func endByGate(_ task: ReferenceTask, _ ending: Ending, _ change: LineChange) {
        outside[task.customer, default: OutsideEndings()].endings[task.id, default: []].append(
            OutsideEnding(ending: ending, at: clock, by: nil))
        unfolded.insert(task.customer)
        close(task.customer, task.id, change, by: nil)
    }

    mutating func print(
        _ task: ReferenceTask, _ change: LineChange, by: EventIdentity? = nil, unverified: [Text] = []
    ) {
        var line = Line(
            at: clock, change: change, by: by, rule: rule(task).name, customer: task.customer, key: task.key,
            task: task.id, due: task.due, say: task.say, evidence: task.episode.evidence.map(\.identity),
            unverified: unverified)
        switch change {
        case .opened:
            line.judged = task.judged
            line.handed = handed(task)
        case .escalated: line.handed = handed(task)
        case .withdrawn, .done, .dismissed, .missed, .held, .heldOut: break
        }
        lines.append(line)
    }
}
