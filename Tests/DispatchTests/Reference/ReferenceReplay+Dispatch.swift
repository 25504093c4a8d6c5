import Engine
import Events
import RuleLanguage

/// The gates, routes, surges and escalations: the tasks that wait are asked, come out, are gathered or end.
extension ReferenceReplay {
    /// Asks the tasks of these ids until the instant has settled.
    /// - Returns: whether any of them is not held as before.
    mutating func askGates(_ ids: Set<TaskID>) -> Bool {
        var hasChanged = false
        var goesOn = true
        while goesOn {
            goesOn = false
            var passed: [(task: ReferenceTask, unverified: [Text])] = []
            for customer in tasks.keys.sorted() {
                let waiting = (tasks[customer] ?? []).filter { ids.contains($0.id) && $0.isAsked }
                for task in waiting.sorted(by: isAskedBefore) {
                    let answer = ask(task, passed: Set(passed.map(\.task.id)))
                    withTask(customer, task.id) { $0.holding.isNew = false }
                    switch answer {
                    case .heldOut:
                        endByGate(task, .heldOut, .heldOut)
                        goesOn = true
                    case .hold(let gate): withTask(customer, task.id) { $0.holding.gate = gate }
                    case .pass(let unverified) where rule(task).outreach.surge != nil && !task.holding.isReleased:
                        passed.append((task, unverified))
                    case .pass(let unverified):
                        comeOut(task, unverified)
                        goesOn = true
                    }
                }
            }
            // "after the other gates, in the order (time, customer, key)"
            for (task, unverified) in passed.sorted(by: { isDecidedBefore($0.task, $1.task) }) {
                decideSurge(task, unverified)
                goesOn = true
            }
            hasChanged = hasChanged || goesOn
        }
        return hasChanged
    }

    /// "recovery before relationship, priority (that of j), j, rule, key"
    private func isAskedBefore(_ a: ReferenceTask, _ b: ReferenceTask) -> Bool {
        func rank(_ task: ReferenceTask) -> [Int] {
            [
                rule(task).task.taskClass == .recovery ? 0 : 1,
                -(Priority.allCases.firstIndex(of: priorityAtJudging(task)) ?? 0),
            ]
        }
        if rank(a) != rank(b) { return rank(a).lexicographicallyPrecedes(rank(b)) }
        if a.judged != b.judged { return a.judged < b.judged }
        if rule(a).name != rule(b).name { return rule(a).name < rule(b).name }
        return isDecidedBefore(a, b)
    }

    private func isDecidedBefore(_ a: ReferenceTask, _ b: ReferenceTask) -> Bool {
        if a.customer != b.customer { return a.customer < b.customer }
        if a.key != b.key { return a.key.lexicographicallyPrecedes(b.key) }
        guard let first = a.episode.anchor, let second = b.episode.anchor else { return a.id < b.id }
        return first < second
    }

    /// "When a held task comes out each `while` is asked again, at that time"
    mutating func comeOut(_ task: ReferenceTask, _ unverified: [Text]) {
        let view = view(task)
        let isTrue = rule(task).whileConditions.allSatisfy {
            view.value($0, of: nil, anchor: task.episode.anchor, at: clock) == .boolean(true)
        }
        if task.holding.wasHeld, !isTrue {
            endByGate(task, .noLonger, .withdrawn("no-longer"))
            return
        }
        var out = task
        out.state = .open
        let arrived = timelines[task.customer]?.count ?? 0
        out.outs.append(ReferenceTask.Out(at: clock, group: group(task), gathered: false, arrived: arrived))
        out.say = said(out)
        let due = who(out).due.map { view.after(clock, $0) }
        out.due = due == .distantFuture ? nil : due
        let opened = out
        withTask(task.customer, task.id) { $0 = opened }
        print(opened, .opened, unverified: unverified)
    }

    /// "Still held at j + `expire` (the gates are asked first): *missed*, `because` the gate"
    mutating func expire(_ ids: Set<TaskID>) -> Bool {
        var hasChanged = false
        for task in tasks.values.joined() where ids.contains(task.id) && task.isAsked && task.cameOut == nil {
            guard let gate = task.holding.gate, clock >= expiry(task) else { continue }
            endByGate(task, .missed, .missed(gate))
            hasChanged = true
        }
        return hasChanged
    }

    func expiry(_ task: ReferenceTask) -> Timestamp { view(task).after(task.judged, rule(task).expire) }

    /// "again when a gate of another kind holds it"; "*missed* and `held` lines say what holds then", when the instant has
    /// settled: what expires at it is missed.
    mutating func printHeld() {
        for incident in incidents.indices where !incidents[incident].isPrinted {
            incidents[incident].isPrinted = true
            print(incidents[incident], .opened, by: nil)
        }
        for task in tasks.values.joined() where task.state == .held {
            guard let gate = task.holding.gate, gate != task.holding.printed,
                task.holding.incident != nil || clock < expiry(task)
            else { continue }
            withTask(task.customer, task.id) { $0.holding.printed = gate }
            print(task, .held(gate))
        }
    }

    // MARK: Who gets it

    struct Who {
        var handed: Handed
        var due: RuleDuration?
    }

    /// "asked at j; of a task that was held, anew when it comes out"
    func who(_ task: ReferenceTask) -> Who { who(task, at: asked(task)) }

    private func priorityAtJudging(_ task: ReferenceTask) -> Priority { who(task, at: task.judged).handed.priority }

    func priority(_ task: ReferenceTask) -> Priority { priorityAtJudging(task) }

    private func who(_ task: ReferenceTask, at t: Timestamp) -> Who {
        let rule = rule(task)
        let view = view(task)
        // "the first whose condition is true"
        let conditional = rule.outreach.priorities.first {
            view.value($0.condition, of: nil, anchor: task.episode.anchor, at: t) == .boolean(true)
        }
        let said = Handed(
            queue: view.queue(rule.task.queue, anchor: task.episode.anchor, at: t),
            priority: conditional?.priority ?? rule.task.priority)
        let customer = ReferenceView.ofCustomer(view, task: rule, said)
        let route = program.routes.first { route in
            if let taskClass = route.taskClass, taskClass != rule.task.taskClass { return false }
            guard let condition = route.condition else { return true }
            return customer.value(condition, of: nil, anchor: nil, at: t) == .boolean(true)
        }
        guard let route else { return Who(handed: said, due: rule.task.due) }
        return Who(
            handed: Handed(
                queue: customer.queue(route.queue, anchor: nil, at: t), priority: route.priority ?? said.priority),
            due: route.due ?? rule.task.due)
    }

    /// Who has it now, after what was escalated.
    func handed(_ task: ReferenceTask) -> Handed {
        task.escalated.reduce(who(task).handed) { handed, escalation in
            Handed(queue: escalation.queue, priority: escalation.priority ?? handed.priority)
        }
    }
}
