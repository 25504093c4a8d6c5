import Events
import RuleLanguage

/// How tasks did against outcomes.
extension RunTally {
    // MARK: Precision

    /// The tasks of each row and period, each a customer's own.
    mutating func notePrecision(_ outcome: Int, _ points: [TaskPoint], _ byRow: TasksByRow, _ catches: Catches) {
        let (within, asksAmong) = lens.terms[outcome]
        for row in byRow.rows {
            for period in 0..<Bounds.periods {
                var (shot, byInstance) = (Shot(), Shot())
                var (waiting, undecidable, open) = (0, 0, 0)
                var seen = SeenInstances()
                for place in row.tasks {
                    let task = byRow.tasks[place]
                    guard points[task].isCounted, period == 0 || points[task].half == period else { continue }
                    let caught = catches.tasks[task]
                    let (out, weight) = (points[task].out, points[task].weight)
                    if out + within > bounds.end {
                        waiting += 1
                        continue
                    }
                    if asksAmong, !caught.isAnswered {
                        undecidable += 1
                        continue
                    }
                    shot.add(isHit: caught.first != nil, weight: weight)
                    if caught.isOpen { open += 1 }
                    if !isSum(row.row), let first = caught.first {
                        rows[row.row, in: period, against: outcome].leads.append(first - out)
                    }
                    if seen.insert(points[task].instance) {
                        byInstance.add(isHit: caught.first != nil, weight: weight)
                    }
                }
                if shot.of.count == 0, waiting == 0, undecidable == 0 { continue }
                rows[row.row, in: period, against: outcome].addTasks(
                    shot, byInstance: byInstance, open: open, waiting: waiting, undecidable: undecidable)
            }
        }
    }

    // MARK: Recall

    mutating func noteRecall(
        _ outcome: Int, _ events: [CustomerFacts.Match], _ catches: Catches, _ facts: CustomerFacts, _ customer: Text
    ) {
        if catches.areNone { return }
        let shape = lens.ofOutcome[outcome]
        for (number, match) in events.enumerated() where bounds.isCounted(match.time) {
            let rules = catches.rules(of: number)
            if rules.isEmpty { continue }
            let weight = weigher.weight(match.event, lens, customer) ?? 1
            let half = facts.half(of: match.event, shape, bounds, lens)
            if rules.count == 1, let only = rules.first {
                // Mostly it is one.
                noteOnly(only, of: match.time, weight, outcome, half)
            } else {
                note(rules, of: match.time, weight, outcome, half)
            }
        }
        noteInstances(outcome, catches, facts, customer)
    }

    /// How each row stood to an event that joins tasks of one rule.
    private mutating func noteOnly(
        _ rule: Catches.OfRule, of time: Timestamp, _ weight: Double, _ outcome: Int, _ half: Int
    ) {
        let rows = rows(of: rule.rule)
        for period in [0, half] {
            for place in rows.indices {
                let isSum = isSum(rows[place])
                self.rows[rows[place], in: period, against: outcome].note(
                    rule, weight, lead: isSum ? time - rule.earliest : nil, isAlone: !isSum)
            }
        }
    }

    /// The same of tasks of several rules.
    private mutating func note(
        _ rules: ArraySlice<Catches.OfRule>, of time: Timestamp, _ weight: Double, _ outcome: Int, _ half: Int
    ) {
        let catching = rules.filter { $0.standing == .caught }.map(\.rule).sorted()
        for (row, best) in standings(rules) {
            let lead = isSum(row) ? time - best.earliest : nil
            let isAlone = catching.count == 1 && catching[0] == row
            rows[row, in: 0, against: outcome].note(best, weight, lead: lead, isAlone: isAlone)
            rows[row, in: half, against: outcome].note(best, weight, lead: lead, isAlone: isAlone)
        }
        if catching.count < 2 { return }
        let taskClass = program.outcomes[outcome].taskClass
        let ofClass = catching.filter { program.rules[$0].task.taskClass == taskClass }
        for (place, first) in ofClass.enumerated() {
            for second in ofClass[(place + 1)...] {
                pairs[0][outcome][RulePair(first: first, second: second), default: 0] += 1
                pairs[half][outcome][RulePair(first: first, second: second), default: 0] += 1
            }
        }
    }

    /// The best standing of each row.
    private func standings(_ rules: ArraySlice<Catches.OfRule>) -> [(row: Int, best: Catches.OfRule)] {
        var rows: [(row: Int, best: Catches.OfRule)] = []
        rows.reserveCapacity(rules.count + 3)
        for rule in rules {
            let ofRule = self.rows(of: rule.rule)
            for number in ofRule.indices {
                guard let place = rows.firstIndex(where: { $0.row == ofRule[number] }) else {
                    rows.append((ofRule[number], rule))
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
                for rule in catches.rules(of: number) where rule.standing == .caught {
                    let ofRule = self.rows(of: rule.rule)
                    for place in ofRule.indices where !rows.contains(ofRule[place]) { rows.append(ofRule[place]) }
                }
            }
            if rows.isEmpty { continue }
            let weight = weigher.weight(shape, instance.key, customer) ?? 1
            for period in [0, bounds.half(of: instance.first)] {
                for row in rows { self.rows[row, in: period, against: outcome].instances.add(weight: weight) }
            }
        }
    }
}

extension OutcomeOfRowTally {
    /// The tasks of one customer, those that are decided as a shot.
    fileprivate mutating func addTasks(
        _ shot: Shot, byInstance shotByInstance: Shot, open: Int, waiting: Int, undecidable: Int
    ) {
        precision.add(shot)
        byInstance.add(shotByInstance)
        precisionOpen += open
        self.waiting += waiting
        self.undecidable += undecidable
    }

    /// How the row stood to one event.
    /// - Parameter lead: from the earliest task that caught it, where that is told by events.
    fileprivate mutating func note(
        _ best: Catches.OfRule, _ weight: Double, lead: TimeSpan?, isAlone: Bool
    ) {
        switch best.standing {
        case .caught:
            caught.add(weight: weight)
            if best.isOpen { caughtOpen += 1 }
            if let lead { leads.append(lead) }
            if isAlone { alone += 1 }
        case .tooLate: tooLate += 1
        case .horizonOver: horizonOver += 1
        case .none: break
        }
    }
}
