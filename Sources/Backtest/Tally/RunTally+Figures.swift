import Events
import RuleLanguage
import TaskDispatch

/// What was counted, as figures.
extension RunTally {
    /// - Parameter common: what is so whatever tasks there are.
    func figures(values: [Text], _ common: LensTally) -> RunFigures {
        let all = (0..<Bounds.periods).map { period($0, common) }
        return RunFigures(values: values, whole: all[0], halves: Array(all[1...]), journeys: common.journeys.figures)
    }

    private func period(_ number: Int, _ common: LensTally) -> PeriodFigures {
        let (from, to) = bounds.span(of: number)
        var rows = program.rulesAsWritten
        for taskClass in TaskClass.allCases where program.rules.contains(where: { $0.task.taskClass == taskClass }) {
            rows.append(row(of: taskClass))
        }
        rows.append(rowOfAll)
        return PeriodFigures(
            from: from, to: to, firstDay: CalendarDate(days: Int32(bounds.days[number].lowerBound)),
            days: bounds.days[number].count, customers: common.customers[number] + customersWithTaskOnly[number],
            rows: rows.map { row($0, number, common.outcomes[number], days: bounds.days[number].count) },
            outcomes: program.outcomesAsWritten.map { outcome($0, number, common.outcomes[number][$0]) })
    }

    private func row(
        _ place: Int, _ period: Int, _ outcomes: [LensTally.OfOutcome], days: Int
    ) -> RowFigures {
        let tally = rows[place, in: period]
        let rule = place < program.rules.count ? program.rules[place] : nil
        let name: RowFigures.Row
        if let rule {
            name = .rule(rule.name)
        } else if place == rowOfAll {
            name = .all
        } else {
            name = .ofClass(place == row(of: .recovery) ? .recovery : .relationship)
        }
        let taskClass: TaskClass?
        if case .ofClass(let one) = name { taskClass = one } else { taskClass = rule?.task.taskClass }
        return RowFigures(
            row: name, taskClass: taskClass, key: rule?.keys, tasks: tally.tasks, byDay: tally.byDay,
            meanOfDay: days == 0 ? nil : Double(tally.byDay.reduce(0, +)) / Double(days), customers: tally.customers,
            withdrawn: tally.withdrawn,
            held: GateKind.allCases.compactMap { gate in
                tally.held[gate].map { GateFigures(gate: gate, tasks: $0.tasks, until: Spread($0.spans)) }
            },
            against: program.outcomesAsWritten.map {
                against($0, rows[place, in: period, against: $0], outcomes[$0], rule)
            })
    }

    private func against(
        _ place: Int, _ tally: OutcomeOfRowTally, _ whole: LensTally.OfOutcome, _ rule: Rule?
    ) -> OutcomeOfRow {
        let outcome = program.outcomes[place]
        let isWeighted = weigher.isWeighted
        let recall = whole.events.hit(tally.caught).rate(isWeighted: isWeighted)
        let byInstance = tally.byInstance.rate(isWeighted: isWeighted)
        var lift: Double?
        if let rule, rule.keys.sorted() == outcome.keys.sorted(), let precision = byInstance.share,
            let base = whole.baseRate.rate(isWeighted: isWeighted).share, base > 0
        {
            lift = precision / base
        }
        return OutcomeOfRow(
            outcome: outcome.name, waiting: tally.waiting, undecidable: tally.undecidable,
            precision: tally.precision.rate(isWeighted: isWeighted), precisionOpen: tally.precisionOpen,
            precisionByInstance: byInstance, recall: recall, recallOpen: tally.caughtOpen, tooLate: tally.tooLate,
            horizonOver: tally.horizonOver,
            noTask: whole.events.of.count - tally.caught.count - tally.tooLate - tally.horizonOver,
            recallByInstance: whole.instancesWithEvent.hit(tally.instances).rate(isWeighted: isWeighted),
            lift: lift, lead: Spread(tally.leads), alone: rule == nil ? nil : tally.alone, isUnbeaten: nil)
    }

    private func outcome(_ place: Int, _ period: Int, _ tally: LensTally.OfOutcome) -> OutcomeFigures {
        let outcome = program.outcomes[place]
        var pairs: [SharedCatches] = []
        for (pair, shared) in self.pairs[period][place] {
            let caught = [pair.first, pair.second].map { rows[$0, in: period, against: place].caught.count }
            guard let of = caught.min(), 2 * shared >= of else { continue }
            pairs.append(
                SharedCatches(
                    first: program.rules[pair.first].name, second: program.rules[pair.second].name, shared: shared,
                    of: of))
        }
        pairs.sort { $0.share != $1.share ? $0.share > $1.share : ($0.first, $0.second) < ($1.first, $1.second) }
        return OutcomeFigures(
            name: outcome.name, title: outcome.title, isGood: outcome.isGood, key: outcome.keys,
            within: outcome.within, events: tally.events.of.count, instances: tally.instances,
            baseRate: tally.baseRate.rate(isWeighted: weigher.isWeighted), pairs: pairs)
    }
}
