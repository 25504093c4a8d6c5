import Events
import RuleLanguage

/// How tasks did against outcomes.
extension RunTally {
    // MARK: Precision

    /// A customer with a key, of whatever rule.
    private struct InstanceName: Hashable {
        var shape: Int
        var key: [Value]
    }

    /// The tasks of each row and period, each a customer's own.
    mutating func notePrecision(_ outcome: Int, _ points: [TaskPoint], _ catches: Catches) {
        let declared = program.outcomes[outcome]
        for (row, tasks) in tasksByRow(points) {
            for period in 0..<Bounds.periods {
                var (shot, byInstance) = (Shot(), Shot())
                var seen: Set<InstanceName> = []
                for task in tasks where points[task].isCounted && (period == 0 || points[task].half == period) {
                    let (point, caught) = (points[task], catches.tasks[task])
                    if point.out + declared.within > bounds.end {
                        periods[period].rows[row].against[outcome].waiting += 1
                        continue
                    }
                    if declared.among != nil, !caught.isAnswered {
                        periods[period].rows[row].against[outcome].undecidable += 1
                        continue
                    }
                    shot.add(isHit: caught.first != nil, weight: point.weight)
                    if caught.isOpen { periods[period].rows[row].against[outcome].precisionOpen += 1 }
                    if row < program.rules.count, let first = caught.first {
                        periods[period].rows[row].against[outcome].leads.append(first - point.out)
                    }
                    let isFirst =
                        tasks.count == 1 || seen.insert(InstanceName(shape: point.shape, key: point.key)).inserted
                    if isFirst { byInstance.add(isHit: caught.first != nil, weight: point.weight) }
                }
                periods[period].rows[row].against[outcome].precision.add(shot)
                periods[period].rows[row].against[outcome].byInstance.add(byInstance)
            }
        }
    }

    /// The rows that have tasks, with theirs, the earliest first.
    private func tasksByRow(_ points: [TaskPoint]) -> [(row: Int, tasks: [Int])] {
        var rows: [(row: Int, tasks: [Int])] = []
        for (task, point) in points.enumerated() {
            for row in self.rows(of: point.rule) {
                if let place = rows.firstIndex(where: { $0.row == row }) {
                    rows[place].tasks.append(task)
                } else {
                    rows.append((row, [task]))
                }
            }
        }
        return rows
    }

    // MARK: Recall

    mutating func noteRecall(
        _ outcome: Int, _ events: [CustomerFacts.Match], _ catches: Catches, _ facts: CustomerFacts, _ customer: Text
    ) {
        let shape = lens.ofOutcome[outcome]
        var shots = [Shot](repeating: Shot(), count: Bounds.periods)
        for (number, match) in events.enumerated() where bounds.isCounted(match.time) {
            var weight = 1.0
            if let weights {
                let found = weights.weight(of: self.weight(of: match.event, weights.key, customer))
                weight = found ?? 1
                if found == nil { without.eventsWithout += 1 }
            }
            let half = half(of: match.event, shape, facts)
            for period in [0, half] {
                shots[period].add(isHit: false, weight: weight)
                note(catches.events[number], of: match.time, weight, outcome, period)
            }
        }
        for period in shots.indices { periods[period].outcomes[outcome].events.add(shots[period]) }
        noteInstancesWithEvents(outcome, events, catches, facts, customer)
    }

    /// An outcome event lies where its instance was first heard of, one without the key where it lies itself.
    private func half(of event: Event, _ shape: Int, _ facts: CustomerFacts) -> Int {
        guard let key = lens.shapes[shape].key(of: event) else { return bounds.half(of: event.time) }
        return bounds.half(of: facts.first(ofShape: shape, key: key) ?? event.time)
    }

    private func weight(of event: Event, _ name: Text, _ customer: Text) -> Value? {
        if name == "customer" { return .text(customer) }
        return program.schema.types[event.type].slot(of: name).flatMap { event.fields.key($0) }
    }

    /// How each row stood to one event.
    private mutating func note(
        _ rules: [Catches.OfRule], of time: Timestamp, _ weight: Double, _ outcome: Int, _ period: Int
    ) {
        if rules.isEmpty { return }
        let catching = rules.filter { $0.standing == .caught }.map(\.rule).sorted()
        for (row, best) in standings(rules) {
            var tally = periods[period].rows[row].against[outcome]
            switch best.standing {
            case .caught:
                tally.caught += 1
                tally.caughtWeight += weight
                if best.isOpen { tally.caughtOpen += 1 }
                if row >= program.rules.count { tally.leads.append(time - best.earliest) }
                if catching == [row] { tally.alone += 1 }
            case .tooLate: tally.tooLate += 1
            case .horizonOver: tally.horizonOver += 1
            case .none: break
            }
            swap(&periods[period].rows[row].against[outcome], &tally)
        }
        let ofClass = catching.filter { program.rules[$0].task.taskClass == program.outcomes[outcome].taskClass }
        for (place, first) in ofClass.enumerated() {
            for second in ofClass[(place + 1)...] {
                periods[period].outcomes[outcome].pairs[OutcomeTally.Pair(first: first, second: second), default: 0] +=
                    1
            }
        }
    }

    /// The best standing of each row.
    private func standings(_ rules: [Catches.OfRule]) -> [(row: Int, best: Catches.OfRule)] {
        var rows: [(row: Int, best: Catches.OfRule)] = []
        for rule in rules {
            for row in self.rows(of: rule.rule) {
                guard let place = rows.firstIndex(where: { $0.row == row }) else {
                    rows.append((row, rule))
                    continue
                }
                rows[place].best.standing = max(rows[place].best.standing, rule.standing)
                rows[place].best.isOpen = rows[place].best.isOpen || rule.isOpen
                rows[place].best.earliest = min(rows[place].best.earliest, rule.earliest)
            }
        }
        return rows
    }

    // MARK: Instances

    /// An outcome event that lacks a field of the key counts for every instance that it may be of.
    private mutating func noteInstancesWithEvents(
        _ outcome: Int, _ events: [CustomerFacts.Match], _ catches: Catches, _ facts: CustomerFacts, _ customer: Text
    ) {
        let place = lens.ofOutcome[outcome]
        let shape = lens.shapes[place]
        var shots = [Shot](repeating: Shot(), count: Bounds.periods)
        for (instance, numbers) in eventsByInstance(events, shape, facts.all(ofShape: place, lens)) {
            guard bounds.isCounted(instance.first) else { continue }
            let weight = weights.map { weights in
                weights.weight(of: value(ofWeight: weights.key, place, instance.key, customer)) ?? 1
            }
            var rows: [Int] = []
            for number in numbers {
                for rule in catches.events[number] where rule.standing == .caught {
                    for row in self.rows(of: rule.rule) where !rows.contains(row) { rows.append(row) }
                }
            }
            for period in [0, bounds.half(of: instance.first)] {
                shots[period].add(isHit: false, weight: weight ?? 1)
                for row in rows {
                    periods[period].rows[row].against[outcome].instances += 1
                    periods[period].rows[row].against[outcome].instanceWeight += weight ?? 1
                }
            }
        }
        for period in shots.indices { periods[period].outcomes[outcome].instancesWithEvent.add(shots[period]) }
    }

    /// The instances with an event that is counted, and which these are.
    private func eventsByInstance(
        _ events: [CustomerFacts.Match], _ shape: KeyShape, _ instances: [InstanceList.Instance]
    ) -> [(instance: InstanceList.Instance, events: [Int])] {
        var lists = [[Int]](repeating: [], count: instances.count)
        let places =
            instances.count > 12
            ? Dictionary(instances.enumerated().map { ($1.key, $0) }) { first, _ in first } : nil
        for (number, match) in events.enumerated() where bounds.isCounted(match.time) {
            if let places, let key = shape.key(of: match.event) {
                if let place = places[key] { lists[place].append(number) }
                continue
            }
            for place in instances.indices where shape.joins(match.event, instances[place].key) {
                lists[place].append(number)
            }
        }
        return zip(instances, lists).filter { !$1.isEmpty }.map { ($0, $1) }
    }

    /// How many there are, and how many of those that were seen long enough had an outcome.
    mutating func noteInstances(_ outcome: Int, _ facts: CustomerFacts, _ customer: Text) {
        let declared = program.outcomes[outcome]
        let place = lens.ofOutcome[outcome]
        let shape = lens.shapes[place]
        let events = KeyedTimes(facts.outcomes[outcome], shape)
        let among = declared.among == nil ? nil : KeyedTimes(facts.among[outcome], shape)
        var shots = [Shot](repeating: Shot(), count: Bounds.periods)
        for instance in facts.all(ofShape: place, lens) where bounds.isCounted(instance.first) {
            let half = bounds.half(of: instance.first)
            var weight = 1.0
            if let weights {
                let found = weights.weight(of: value(ofWeight: weights.key, place, instance.key, customer))
                weight = found ?? 1
                if found == nil { without.instancesWithout += 1 }
            }
            for period in [0, half] { periods[period].outcomes[outcome].instances += 1 }
            let over = instance.first + declared.within
            if over > bounds.end { continue }
            if let among, !among.hasAny(of: instance.key, shape, after: instance.first, through: over) { continue }
            let isHit = events.hasAny(of: instance.key, shape, after: instance.first, through: over)
            for period in [0, half] { shots[period].add(isHit: isHit, weight: weight) }
        }
        for period in shots.indices { periods[period].outcomes[outcome].baseRate.add(shots[period]) }
    }
}
