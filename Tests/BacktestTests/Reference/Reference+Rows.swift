@testable import Backtest
import Engine
import Events
import RuleLanguage
import TaskDispatch

/// A row and an outcome, figure by figure.
extension Reference {
    /// - Parameter period: 0 is the whole, 1 and 2 its halves.
    func row(_ row: RowFigures.Row, _ period: Int) -> RowFigures {
        let mine = tasks.filter { isIn(row, $0.rule) }
        let counted = mine.filter { task in
            guard let out = task.out else { return false }
            return isCounted(out) && (period == 0 || half(of: task, at: out) == period)
        }
        var byDay = [Int](repeating: 0, count: days(0))
        for task in counted where !task.isGathered { byDay[day(task.out ?? begin) - day(begin)] += 1 }
        for change in changes where change.task.isIncident && change.kind == .opened && isCounted(change.at) {
            guard let rule = program.rules.first(where: { $0.name == change.task.rule }), isIn(row, rule),
                period == 0 || half(change.at) == period
            else { continue }
            byDay[day(change.at) - day(begin)] += 1
        }
        let days = days(period)
        let rule: Rule?
        if case .rule(let name) = row { rule = program.rules.first { $0.name == name } } else { rule = nil }
        var taskClass = rule?.task.taskClass
        if case .ofClass(let one) = row { taskClass = one }
        return RowFigures(
            row: row, taskClass: taskClass, key: rule?.keys, tasks: counted.count, byDay: byDay,
            meanOfDay: days == 0 ? nil : Double(byDay.reduce(0, +)) / Double(days),
            customers: Set(counted.map(\.customer)).count, withdrawn: withdrawals(counted),
            held: held(mine, period),
            against: program.outcomesAsWritten.map {
                against(program.outcomes[$0], row, rule, counted, all: mine, period)
            })
    }

    private func isIn(_ row: RowFigures.Row, _ rule: Rule) -> Bool {
        switch row {
        case .rule(let name): return rule.name == name
        case .ofClass(let taskClass): return rule.task.taskClass == taskClass
        case .all: return true
        }
    }

    func days(_ period: Int) -> Int {
        let nanosecond = TimeSpan(seconds: 0, nanoseconds: 1)
        switch period {
        case 0: return begin > end ? 0 : day(end) - day(begin) + 1
        case 1:
            let last = min(split - nanosecond, end)
            return begin > last ? 0 : day(last) - day(begin) + 1
        default: return max(split, begin) > end ? 0 : day(end) - day(max(split, begin)) + 1
        }
    }

    private func withdrawals(_ tasks: [ReferenceTask]) -> Withdrawals {
        var withdrawn = Withdrawals()
        for task in tasks where task.isWithdrawn {
            let event = events.first { $0.identity == task.by && $0.customer == task.customer }
            func matches(_ pattern: Pattern?) -> Bool {
                guard let pattern, let event else { return false }
                return self.matches(pattern, event)
            }
            if program.outcomes.contains(where: { matches($0.pattern) }) {
                withdrawn.byOutcome += 1
            } else if matches(program.touches.ours) {
                withdrawn.byOurTouch += 1
            } else if matches(program.touches.theirs) {
                withdrawn.byTheirTouch += 1
            } else {
                withdrawn.otherwise += 1
            }
        }
        return withdrawn
    }

    private func held(_ tasks: [ReferenceTask], _ period: Int) -> [GateFigures] {
        GateKind.allCases.compactMap { gate in
            let held = tasks.filter { task in
                guard let t = task.out ?? task.holds.first?.from, isCounted(t) else { return false }
                return task.holds.contains { $0.gate == gate } && (period == 0 || half(of: task, at: t) == period)
            }
            if held.isEmpty { return nil }
            let spans = held.flatMap(\.holds).filter { $0.gate == gate }.compactMap { hold in
                hold.next.map { $0 - hold.from }
            }
            return GateFigures(gate: gate, tasks: held.count, until: Spread(spans))
        }
    }

    // MARK: Against an outcome

    private func against(
        _ outcome: Outcome, _ row: RowFigures.Row, _ rule: Rule?, _ counted: [ReferenceTask], all: [ReferenceTask],
        _ period: Int
    ) -> OutcomeOfRow {
        let decided = counted.filter { isDecided($0, outcome) }
        func item(_ task: ReferenceTask) -> (isHit: Bool, customer: Text, weight: Double) {
            (!caught(by: task, outcome).isEmpty, task.customer, weigh(task.customer, task.key))
        }
        var firsts: [Instance: ReferenceTask] = [:]
        for task in decided {
            let instance = Instance(customer: task.customer, key: task.key)
            firsts[instance] = firsts[instance] ?? task
        }
        let events = countedEvents(outcome, period)
        let catching = { (event: Event, tasks: [ReferenceTask]) in
            tasks.filter { caught(by: $0, outcome).contains { $0.identity == event.identity } }
        }
        let hits = events.map { catching($0, all) }
        let missed = zip(events, hits).filter { $1.isEmpty }.map(\.0)
        let joined = { (event: Event) in
            all.filter { joins(event, $0.customer, $0.key) }.compactMap(\.out)
        }
        let tooLate = missed.filter { event in
            joined(event).contains { $0 >= event.time && $0 <= event.time + outcome.within }
        }
        let over = missed.filter { event in
            !tooLate.contains { $0.identity == event.identity }
                && joined(event).contains { $0 + outcome.within < event.time }
        }
        let precisionByInstance = rate(firsts.values.map(item))
        let base = baseRate(outcome, period)
        let lift = rule.flatMap { self.lift($0, outcome, precisionByInstance.share, base.share) }
        let leads =
            rule == nil
            ? zip(events, hits).compactMap { event, tasks in tasks.compactMap(\.out).min().map { event.time - $0 } }
            : decided.compactMap { task in caught(by: task, outcome).first.map { $0.time - (task.out ?? end) } }
        return OutcomeOfRow(
            outcome: outcome.name, waiting: counted.filter { !isOver($0, outcome) }.count,
            undecidable: counted.filter { isOver($0, outcome) && !isDecided($0, outcome) }.count,
            precision: rate(decided.map(item)),
            precisionOpen: decided.filter { task in caught(by: task, outcome).contains { isOpen(task, at: $0.time) } }
                .count,
            precisionByInstance: precisionByInstance,
            recall: rate(
                zip(events, hits).map { (!$1.isEmpty, $0.customer, weigh($0.customer, $0.carried(program.schema))) }),
            recallOpen: zip(events, hits).filter { event, tasks in tasks.contains { isOpen($0, at: event.time) } }
                .count,
            tooLate: tooLate.count, horizonOver: over.count, noTask: missed.count - tooLate.count - over.count,
            recallByInstance: recallByInstance(outcome, all, period), lift: lift, lead: Spread(leads),
            alone: rule.map { rule in
                events.filter { event in
                    let rules = Set(catching(event, tasks).map(\.rule.name))
                    return rules == [rule.name]
                }.count
            }, isUnbeaten: nil)
    }

    private func lift(_ rule: Rule, _ outcome: Outcome, _ share: Double?, _ base: Double?) -> Double? {
        guard Set(rule.keys) == Set(outcome.keys), let share, let base, base > 0 else { return nil }
        return share / base
    }

    /// An outcome event lies where its instance was first heard of, one without the key where it lies itself.
    func countedEvents(_ outcome: Outcome, _ period: Int) -> [Event] {
        outcomeEvents(outcome).filter { event in
            guard isCounted(event.time) else { return false }
            let carried = event.carried(program.schema).filter { outcome.keys.contains($0.key) }
            let instance = Instance(customer: event.customer, key: carried)
            let lies =
                carried.count == outcome.keys.count ? instances(outcome.keys)[instance] ?? event.time : event.time
            return period == 0 || half(lies) == period
        }
    }

    /// Instances with an outcome event that is counted, in whichever half that lies: of them those of which one was caught.
    private func recallByInstance(_ outcome: Outcome, _ all: [ReferenceTask], _ period: Int) -> Rate {
        let events = countedEvents(outcome, 0)
        var items: [(isHit: Bool, customer: Text, weight: Double)] = []
        for (instance, first) in instances(outcome.keys)
        where isCounted(first) && (period == 0 || half(first) == period) {
            let mine = events.filter { joins($0, instance.customer, instance.key) }
            if mine.isEmpty { continue }
            let isHit = mine.contains { event in
                all.contains { caught(by: $0, outcome).contains { $0.identity == event.identity } }
            }
            items.append((isHit, instance.customer, weigh(instance.customer, instance.key)))
        }
        return rate(items)
    }

    func baseRate(_ outcome: Outcome, _ period: Int) -> Rate {
        let followed = instances(outcome.keys).filter { instance, first in
            guard isCounted(first), first + outcome.within <= end, period == 0 || half(first) == period else {
                return false
            }
            guard let among = outcome.among else { return true }
            return events.contains {
                matches(among, $0) && joins($0, instance.customer, instance.key) && $0.time > first
                    && $0.time <= first + outcome.within
            }
        }
        return rate(
            followed.map { instance, first in
                let isHit = outcomeEvents(outcome).contains {
                    joins($0, instance.customer, instance.key) && $0.time > first && $0.time <= first + outcome.within
                }
                return (isHit, instance.customer, weigh(instance.customer, instance.key))
            })
    }
}
