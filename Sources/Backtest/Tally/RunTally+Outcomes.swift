import Events
import RuleLanguage

/// How tasks did against outcomes.
extension RunTally {
    // MARK: Precision

    /// The tasks of each row and period, each a customer's own.
    mutating func notePrecision(
        _ outcome: Int, _ points: [TaskPoint], _ byRow: [(row: Int, tasks: [Int])], _ catches: Catches
    ) {
        let (within, asksAmong) = (program.outcomes[outcome].within, program.outcomes[outcome].among != nil)
        for (row, tasks) in byRow {
            for period in 0..<Bounds.periods {
                var (shot, byInstance) = (Shot(), Shot())
                var seen = SeenInstances(isOne: tasks.count == 1)
                for task in tasks where points[task].isCounted && (period == 0 || points[task].half == period) {
                    let caught = catches.tasks[task]
                    let (out, weight) = (points[task].out, points[task].weight)
                    if out + within > bounds.end {
                        periods[period].rows[row].against[outcome].waiting += 1
                        continue
                    }
                    if asksAmong, !caught.isAnswered {
                        periods[period].rows[row].against[outcome].undecidable += 1
                        continue
                    }
                    shot.add(isHit: caught.first != nil, weight: weight)
                    if caught.isOpen { periods[period].rows[row].against[outcome].precisionOpen += 1 }
                    if row < program.rules.count, let first = caught.first {
                        periods[period].rows[row].against[outcome].leads.append(first - out)
                    }
                    if seen.insert(task, points) { byInstance.add(isHit: caught.first != nil, weight: weight) }
                }
                if shot.of.count == 0 { continue }
                periods[period].rows[row].against[outcome].precision.add(shot)
                periods[period].rows[row].against[outcome].byInstance.add(byInstance)
            }
        }
    }

    /// The rows that have tasks, with theirs, the earliest first.
    func tasksByRow(_ points: [TaskPoint]) -> [(row: Int, tasks: [Int])] {
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
        for (number, match) in events.enumerated() where bounds.isCounted(match.time) {
            if catches.events[number].isEmpty { continue }
            let weight = weigher.weight(match.event, lens, customer) ?? 1
            for period in [0, facts.half(of: match.event, shape, bounds, lens)] {
                note(catches.events[number], of: match.time, weight, outcome, period)
            }
        }
        noteInstances(outcome, catches, facts, customer)
    }

    /// How each row stood to one event.
    private mutating func note(
        _ rules: [Catches.OfRule], of time: Timestamp, _ weight: Double, _ outcome: Int, _ period: Int
    ) {
        if rules.count == 1 {
            // Mostly it is one.
            for row in rows(of: rules[0].rule) {
                let isSum = row >= program.rules.count
                periods[period].rows[row].against[outcome].note(
                    rules[0], weight, lead: isSum ? time - rules[0].earliest : nil, isAlone: !isSum)
            }
            return
        }
        let catching = rules.filter { $0.standing == .caught }.map(\.rule).sorted()
        for (row, best) in standings(rules) {
            let isSum = row >= program.rules.count
            periods[period].rows[row].against[outcome].note(
                best, weight, lead: isSum ? time - best.earliest : nil, isAlone: catching == [row])
        }
        if catching.count < 2 { return }
        let taskClass = program.outcomes[outcome].taskClass
        let ofClass = catching.filter { program.rules[$0].task.taskClass == taskClass }
        for (place, first) in ofClass.enumerated() {
            for second in ofClass[(place + 1)...] {
                periods[period].pairs[outcome][RulePair(first: first, second: second), default: 0] += 1
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

    /// The instances of which an event was caught.
    private mutating func noteInstances(
        _ outcome: Int, _ catches: Catches, _ facts: CustomerFacts, _ customer: Text
    ) {
        let shape = lens.shapes[lens.ofOutcome[outcome]]
        for (instance, numbers) in facts.byInstance[outcome] {
            guard bounds.isCounted(instance.first) else { continue }
            var rows: [Int] = []
            for number in numbers {
                for rule in catches.events[number] where rule.standing == .caught {
                    for row in self.rows(of: rule.rule) where !rows.contains(row) { rows.append(row) }
                }
            }
            if rows.isEmpty { continue }
            let weight = weigher.weight(shape, instance.key, customer) ?? 1
            for period in [0, bounds.half(of: instance.first)] {
                for row in rows { periods[period].rows[row].against[outcome].instances.add(weight: weight) }
            }
        }
    }
}

extension OutcomeOfRowTally {
    /// How the row stood to one event.
    /// - Parameter lead: from the earliest task that caught it, where that is told by events.
    fileprivate mutating func note(
        _ best: Catches.OfRule, _ weight: Double, lead: @autoclosure () -> TimeSpan?, isAlone: Bool
    ) {
        switch best.standing {
        case .caught:
            caught.add(weight: weight)
            if best.isOpen { caughtOpen += 1 }
            if let lead = lead() { leads.append(lead) }
            if isAlone { alone += 1 }
        case .tooLate: tooLate += 1
        case .horizonOver: horizonOver += 1
        case .none: break
        }
    }
}
