import Backtest
import Events

/// How the tasks of a run did against one of its outcomes.
struct BacktestOutcomePage {
    private let outcome: OutcomeFigures
    private let run: RunFigures
    private let place: Int

    /// - Parameter place: of the outcome among those of the run.
    init(run: RunFigures, place: Int, outcome: OutcomeFigures) {
        self.run = run
        self.place = place
        self.outcome = outcome
    }

    /// The rows that are told beside it, with what each came to in a period.
    private func rows(_ period: PeriodFigures) -> [(name: String, isRule: Bool, figures: OutcomeOfRow)] {
        period.rows.filter { $0.isToldBeside(outcome) }.map { ($0.row.name, $0.row.isRule, $0.against[place]) }
    }

    var section: ReportPage.Section {
        let rows = rows(run.whole)
        return ReportPage.Section(
            outcome.title.string,
            paragraphs: [
                "\(outcome.name), \(outcome.isGood ? "good" : "bad"), within \(shown(outcome.within)): \(outcome.events) "
                    + "events of \(outcome.instances) instances. Who calls every instance at once is right for "
                    + "\(shown(share: outcome.baseRate.share)) (\(outcome.baseRate.shownInterval)), the base rate."
            ], tables: [table, missedTable], plots: [precisionPlot(rows), leadPlot(rows), sharedPlot].compactMap { $0 })
    }

    private var table: FigureTable {
        let halves = run.halves.map { self.rows($0) }
        return FigureTable(
            columns: [
                "rule", "decided", "precision", "95 %", "1st half", "2nd half", "recall", "95 %", "1st half",
                "2nd half",
                "lift", "lead", "waiting",
            ],
            rows: rows(run.whole).enumerated().map { number, row in
                let figures = row.figures
                let ofHalves = halves.map { $0[number].figures }
                return [row.name, String(figures.precision.of), shown(share: figures.precision.share)]
                    + [figures.precision.shownInterval] + ofHalves.map { shown(share: $0.precision.share) }
                    + [shown(share: figures.recall.share), figures.recall.shownInterval]
                    + ofHalves.map { shown(share: $0.recall.share) }
                    + [shown(optional: figures.lift), shown(figures.lead?.median), String(figures.waiting)]
            })
    }

    /// Why outcome events were not caught, and what only one rule caught.
    private var missedTable: FigureTable {
        FigureTable(
            columns: ["rule", "events", "caught", "caught alone", "too late", "horizon over", "no task"],
            rows: rows(run.whole).map { row in
                [row.name]
                    + [
                        String(row.figures.recall.of), String(row.figures.recall.hits),
                        shown(optional: row.figures.alone), String(row.figures.tooLate),
                        String(row.figures.horizonOver), String(row.figures.noTask),
                    ]
            })
    }

    /// Precision against recall, a dot a rule, beside the base rate.
    private func precisionPlot(_ rows: [(name: String, isRule: Bool, figures: OutcomeOfRow)]) -> Plot? {
        let told = rows.filter { $0.isRule && $0.figures.precision.share != nil && $0.figures.recall.share != nil }
        guard let best = told.max(by: { ($0.figures.precision.share ?? 0) < ($1.figures.precision.share ?? 0) }) else {
            return nil
        }
        let dots = told.map { row in
            Plot.Dot(.init(row.figures.recall.share ?? 0, row.figures.precision.share ?? 0), label: row.name)
        }
        var layers = [Plot.Layer("rules", .dots(dots))]
        if let base = outcome.baseRate.share {
            layers.append(Plot.Layer("base rate", .line([.init(0, base), .init(1, base)])))
        }
        let most = told.count == 1 ? "is right in" : "is right most often:"
        return Plot(
            caption:
                "\(best.name) \(most) \(shown(share: best.figures.precision.share)) of its tasks, by which "
                + "\(shown(share: best.figures.recall.share)) of the events are caught",
            summary: told.map {
                "\($0.name): precision \(shown(share: $0.figures.precision.share)), recall "
                    + "\(shown(share: $0.figures.recall.share))."
            }.joined(separator: " "),
            x: .init(shareScale(told.map(\.figures.recall.share)), "recall"),
            y: .init(shareScale(told.map(\.figures.precision.share) + [outcome.baseRate.share]), "precision"),
            layers: layers,
            table: FigureTable(
                columns: ["rule", "precision", "recall"],
                rows: told.map {
                    [$0.name, shown(share: $0.figures.precision.share), shown(share: $0.figures.recall.share)]
                }))
    }

    private func leadPlot(_ rows: [(name: String, isRule: Bool, figures: OutcomeOfRow)]) -> Plot? {
        let told = rows.filter(\.isRule).compactMap { row in row.figures.lead.map { (name: row.name, spread: $0) } }
        guard let first = told.max(by: { $0.spread.median < $1.spread.median }) else { return nil }
        let earliest = told.count == 1 ? "\(first.name) in time" : "\(first.name) is the earliest"
        return SpreadPlot(
            caption: "\(earliest): half of its tasks came \(shown(first.spread.median)) or more before",
            label: "from the task to what it caught", rows: told)?.plot
    }

    private var sharedPlot: Plot? {
        guard let most = outcome.pairs.first else { return nil }
        let names = outcome.pairs.map { "\($0.first), \($0.second)" }
        return Plot(
            caption: "\(most.first) and \(most.second) catch the same in \(most.shared) of \(most.of) cases",
            summary: zip(names, outcome.pairs).map { "\($0): \($1.shared) of \($1.of)." }.joined(separator: " "),
            x: .init(.linear(0...1, .share), "share of the smaller one's catches"), y: .init(.band(names)),
            layers: [.init("", .bars(.across(outcome.pairs.map(\.share))))],
            table: FigureTable(
                columns: ["rules", "both caught", "of", "share"],
                rows: zip(names, outcome.pairs).map {
                    [$0, String($1.shared), String($1.of), shown(share: $1.share)]
                }))
    }
}
