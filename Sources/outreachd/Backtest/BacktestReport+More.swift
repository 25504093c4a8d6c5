import Backtest
import Events
import RuleLanguage
import TaskDispatch

/// What held tasks and took them back, journeys, and values that were varied.
extension BacktestReport {
    func printHeld(_ period: PeriodFigures, _ output: inout StandardOutput) {
        let rows = period.rows.filter { !$0.held.isEmpty }
        if rows.isEmpty { return }
        output.line("")
        var table = FigureTable(["HELD", "by", "tasks", "until the next line", "10 %", "90 %"])
        for row in rows {
            for gate in row.held {
                let spans = [gate.until?.median, gate.until?.p10, gate.until?.p90].map(Figure.span)
                table.add([name(row), gate.gate.rawValue, String(gate.tasks)] + spans)
            }
        }
        table.print(&output, width: width)
    }

    func printWithdrawn(_ period: PeriodFigures, _ output: inout StandardOutput) {
        let rows = period.rows.filter { $0.withdrawn.all > 0 }
        if rows.isEmpty { return }
        output.line("")
        var table = FigureTable(["WITHDRAWN", "by an outcome", "our touch", "their touch", "otherwise"])
        for row in rows {
            let withdrawn = row.withdrawn
            table.add(
                [name(row)]
                    + [
                        withdrawn.byOutcome, withdrawn.byOurTouch, withdrawn.byTheirTouch, withdrawn.otherwise,
                    ].map { String($0) })
        }
        table.print(&output, width: width)
    }

    func printJourney(_ journey: JourneyFigures, _ output: inout StandardOutput) {
        output.line("")
        var table = FigureTable([journey.name.string, "reached", "from the stage before", "now", "since"])
        for stage in journey.stages {
            table.add([
                stage.name.string, String(stage.reached), Figure.span(stage.fromBefore?.median), String(stage.now),
                Figure.span(stage.nowSince?.median),
            ])
        }
        table.print(&output, width: width)
    }

    // MARK: Varied values

    /// For each row a table of what each combination of values came to, in the first half and beside it in the second.
    func printVaried(_ output: inout StandardOutput) {
        let first = figures.runs[0].whole
        for (place, outcome) in first.outcomes.enumerated() {
            output.line("")
            output.line(StyledLine("\(outcome.isGood ? "good" : "bad"): \(outcome.name) “\(outcome.title)”", .bold))
            for row in rows(of: first, against: outcome) { printVaried(row, outcome: place, &output) }
        }
        if first.outcomes.isEmpty {
            return output.sentence("No outcome is declared, so there is nothing to compare by.")
        }
        output.line("")
        output.sentence(
            "* no other value is as good in both precision and recall, by tasks, and better in one, in the first half. "
                + "Choose there; the second half beside it, which had no part in the choice, tells what it is worth.")
    }

    private func printVaried(_ row: Int, outcome: Int, _ output: inout StandardOutput) {
        output.line("")
        output.line(StyledLine(name(figures.runs[0].whole.rows[row]), .faint))
        var table = FigureTable(
            [figures.varied.map(\.name.string).joined(separator: ", ")]
                + ["", "tasks", "precision", "recall", "SECOND HALF: tasks", "precision", "recall"])
        for run in figures.runs {
            let rows = run.halves.map { $0.rows[row] }
            let cells = rows.map { row in
                let against = row.against[outcome]
                return [String(row.tasks), Figure.rate(against.precision), Figure.rate(against.recall)]
            }
            let mark = rows[0].against[outcome].isUnbeaten == true ? "*" : ""
            table.add([run.values.map(\.string).joined(separator: ", "), mark] + cells[0] + cells[1])
        }
        table.print(&output, width: width)
    }
}
