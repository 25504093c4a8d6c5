import Backtest
import Events
import RuleLanguage
import TaskDispatch

/// A back-test as tables for a person: recovery against the bad outcomes, relationship against the good ones.
struct BacktestReport {
    let figures: BacktestFigures
    private let program: Program
    private let zone: Zone
    let width: Int?

    /// - Parameter zone: the site's, in which times are told.
    init(_ figures: BacktestFigures, _ program: Program, zone: Zone) {
        self.figures = figures
        self.program = program
        self.zone = zone
        width = outputIsTerminal ? terminalSize()?.columns : nil
    }

    func print(_ output: inout StandardOutput) {
        printHead(&output)
        guard figures.varied.isEmpty else {
            printVaried(&output)
            return printFoot(&output)
        }
        let run = figures.runs[0]
        printTasks(run.whole, &output)
        for outcome in run.whole.outcomes.indices { printOutcome(outcome, run, &output) }
        if run.whole.outcomes.isEmpty {
            output.line("")
            output.sentence(
                "No outcome is declared, so nobody can say whether these tasks were right: "
                    + "outcome unhappy \"A bad review\" when … within 60d")
        }
        printHeld(run.whole, &output)
        printWithdrawn(run.whole, &output)
        for journey in run.journeys { printJourney(journey, &output) }
        printFoot(&output)
    }

    // MARK: Head and foot

    private func printHead(_ output: inout StandardOutput) {
        let clock = LocalClock(zone: zone)
        let whole = figures.runs[0].whole
        output.sentence(
            "\(clock.minute(whole.from)) to \(clock.minute(whole.to)) (\(clock.name)), "
                + "\(plural(whole.days, "day")), \(plural(whole.customers, "customer")); the second half begins "
                + "\(clock.minute(figures.split)).")
        if !figures.asksGates { output.sentence("Every verdict is taken as a task, as if there were no gates.") }
        if let weights = figures.weights {
            output.sentence(
                "Rates are weighed by \(weights.key), of which \(plural(weights.rows, "row")) say a weight; "
                    + "without one, and so of weight 1, are \(plural(weights.tasksWithout, "task")), "
                    + "\(plural(weights.eventsWithout, "outcome")) and "
                    + "\(plural(weights.instancesWithout, "instance")).")
        }
    }

    private func printFoot(_ output: inout StandardOutput) {
        output.line("")
        output.sentence(
            "In parentheses stand intervals at 95 % (Wilson's), by the number of different customers. They tell the luck of "
                + "the draw among customers, and no more: one bad week of a carrier moves a figure further than they tell, "
                + "and a rule that was made with these events does better on them than on others. Compare the halves.")
    }

    // MARK: Tasks

    private func printTasks(_ period: PeriodFigures, _ output: inout StandardOutput) {
        output.line("")
        var table = FigureTable(["TASKS", "tasks", "a day", "most", "customers", "of all", "withdrawn"])
        for row in period.rows {
            let share = period.customers == 0 ? nil : Double(row.customers) / Double(period.customers)
            table.add([
                name(row), String(row.tasks), Figure.mean(row.meanOfDay), Figure.count(row.mostOfDay),
                String(row.customers), Figure.percent(share), String(row.withdrawn.all),
            ])
        }
        table.print(&output, width: width)
    }

    func name(_ row: RowFigures) -> String {
        switch row.row {
        case .rule(let name): return name.string
        case .ofClass(let taskClass): return "all \(taskClass.rawValue)"
        case .all: return "all rules"
        }
    }

    // MARK: Outcomes

    private func printOutcome(_ place: Int, _ run: RunFigures, _ output: inout StandardOutput) {
        let outcome = run.whole.outcomes[place]
        let rows = rows(of: run.whole, against: outcome)
        output.line("")
        output.line(StyledLine("\(outcome.isGood ? "good" : "bad"): \(outcome.name) “\(outcome.title)”", .bold))
        let what = outcome.key.isEmpty ? "customer" : outcome.key.map(\.string).joined(separator: " and ")
        output.sentence(
            "It came \(outcome.events) times in \(plural(outcome.instances, what)). Whoever calls at once, always, is right "
                + "in \(Figure.rate(outcome.baseRate)): the base rate, of \(outcome.baseRate.of) that could be followed "
                + "for \(Figure.span(outcome.within)).")
        if rows.isEmpty { return output.sentence("No rule has tasks of this class.") }
        printPrecision(place, rows, &output)
        printRecall(place, rows, &output)
        printHalves(place, run, rows, &output)
        for pair in outcome.pairs {
            output.sentence(
                "\(pair.first) and \(pair.second) share \(pair.shared) of \(pair.of) catches "
                    + "(\(Figure.percent(pair.share))).")
        }
    }

    /// The rules of the outcome's class, that class, and all rules if there are others.
    func rows(of period: PeriodFigures, against outcome: OutcomeFigures) -> [Int] {
        let taskClass: TaskClass = outcome.isGood ? .relationship : .recovery
        let mine = period.rows.indices.filter { period.rows[$0].taskClass == taskClass }
        let hasOthers = period.rows.contains { $0.taskClass != nil && $0.taskClass != taskClass }
        return mine.isEmpty || !hasOthers ? mine : mine + [period.rows.count - 1]
    }

    private func printPrecision(_ outcome: Int, _ places: [Int], _ output: inout StandardOutput) {
        let period = figures.runs[0].whole
        let counted = ["waiting", "no answer", "decided", "right", "open"]
        var rules = FigureTable(["RIGHT"] + counted + ["precision", "by instance", "lift", "lead", "10 %", "90 %"])
        var sums = FigureTable(["TOGETHER"] + counted + ["by instance", "by task", "lead", "10 %", "90 %"])
        for place in places {
            let row = period.rows[place]
            let against = row.against[outcome]
            let counts = [
                name(row), String(against.waiting), String(against.undecidable), String(against.precision.of),
                String(against.precision.hits), String(against.precisionOpen),
            ]
            let rates = [Figure.rate(against.precision), Figure.rate(against.precisionByInstance)]
            let lead = [against.lead?.median, against.lead?.p10, against.lead?.p90].map(Figure.span)
            if case .rule = row.row {
                rules.add(counts + rates + [Figure.times(against.lift)] + lead)
            } else {
                sums.add(counts + rates.reversed() + lead)
            }
        }
        rules.print(&output, width: width)
        sums.print(&output, width: width)
    }

    private func printRecall(_ outcome: Int, _ places: [Int], _ output: inout StandardOutput) {
        let period = figures.runs[0].whole
        var table = FigureTable([
            "CAUGHT", "caught", "open", "recall", "by instance", "too late", "over", "no task", "alone",
        ])
        for place in places {
            let row = period.rows[place]
            let against = row.against[outcome]
            table.add([
                name(row), String(against.recall.hits), String(against.recallOpen), Figure.rate(against.recall),
                Figure.rate(against.recallByInstance), String(against.tooLate), String(against.horizonOver),
                String(against.noTask), Figure.count(against.alone),
            ])
        }
        table.print(&output, width: width)
    }

    private func printHalves(_ outcome: Int, _ run: RunFigures, _ places: [Int], _ output: inout StandardOutput) {
        let heads = ["tasks", "precision", "recall", "lift"]
        var table = FigureTable(["FIRST HALF"] + heads + ["SECOND: " + heads[0]] + heads[1...])
        for place in places {
            let rows = run.halves.map { $0.rows[place] }
            table.add(
                [name(rows[0])]
                    + rows.flatMap { row in
                        let against = row.against[outcome]
                        return [
                            String(row.tasks), Figure.rate(against.precision), Figure.rate(against.recall),
                            Figure.times(against.lift),
                        ]
                    })
        }
        let bases = run.halves.map { Figure.rate($0.outcomes[outcome].baseRate) }
        table.add(["base rate"] + bases.flatMap { ["", $0, "", ""] })
        table.print(&output, width: width)
    }
}
